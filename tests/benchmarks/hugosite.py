"""The same articles and comments as a site for Hugo, with a theme as small as can be."""

from __future__ import annotations

import json
from pathlib import Path

import bigblog  # noqa: F401  makes the project's modules known

from blog import Blog
from moderation.published import commentfile

HEAD = "<!DOCTYPE html><html lang=en><meta charset=utf-8><title>{{ .Title }}</title><body>"
SUMMARIES = "{{ range .Paginator.Pages }}<h2><a href={{ .RelPermalink }}>{{ .Title }}</a></h2>{{ .Summary }}{{ end }}"
LAYOUTS = {
    "single.html": HEAD + "<h1>{{ .Title }}</h1>{{ .Content }}"
    "{{ range index hugo.Data.comments .File.ContentBaseName }}"
    "<article id=comment-{{ .id }}><b>{{ .author }}</b> {{ .date }}<p>{{ .text }}</article>{{ end }}",
    "list.html": HEAD + SUMMARIES + "{{ .Paginator.TotalPages }}",
    "taxonomy.html": HEAD + "{{ range .Pages }}<a href={{ .RelPermalink }}>{{ .Title }}</a>{{ end }}",
}
CONFIGURATION = """
baseURL = "https://blog.example/"
pagination.pagerSize = 10
markup.goldmark.renderer.unsafe = true  # HTML among Markdown, as elsewhere
"""


def hugo_site(folder: Path, blog: Blog) -> Path:
    """Make the site in the folder."""
    for name in ("content/articles", "data/comments", "layouts/_default"):
        (folder / name).mkdir(parents=True)
    (folder / "hugo.toml").write_text(CONFIGURATION)
    for name, text in LAYOUTS.items():
        (folder / "layouts/_default" / name).write_text(text)
    for path in sorted((blog.root / "content/articles").glob("*.md")):
        (folder / "content/articles" / path.name).write_text(_article(path))
        (folder / "data/comments" / f"{path.stem}.json").write_text(_comments(blog, path.stem))
    return folder


def _article(path: Path) -> str:
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    front = {
        "title": fields["Title"],
        "date": fields["Date"].replace(" ", "T") + ":00Z",
        "tags": [fields["Tags"]],
        "categories": [fields["Category"]],
    }
    return f"{json.dumps(front)}\n\n{body.replace('{{<', '{ {<').replace('{{%', '{ {%')}"  # no shortcodes


def _comments(blog: Blog, slug: str) -> str:
    comments, _ = commentfile.read_folder(blog.comments, slug)
    return json.dumps(
        [{"id": one.id, "author": one.author, "date": one.date.isoformat(), "text": one.text} for one in comments]
    )
