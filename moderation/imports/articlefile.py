"""An article or page as Pelican reads it: metadata and a body, in ``articles/<slug>.md`` or ``pages/<slug>.md``."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bs4 import BeautifulSoup

from ..comment import SLUG, without_controls

FOLDERS = {"post": "articles", "page": "pages"}
"""Under the content folder, by WordPress's types."""
MARKDOWN, HTML = ".md", ".html"

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_HEADER = re.compile(r" {0,3}([A-Za-z0-9_-]+):[ \t]*(.*)\Z")
_CONTINUED = re.compile(r"(?: {4}|\t)\s*(.*)\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFile:
    """What stands in the file. Every value is one line; dates are as they stand there, ISO 8601 where we wrote them."""

    type: str = "post"
    """``post`` or ``page``."""
    slug: str
    title: str
    date: str = ""
    modified: str = ""
    author: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    summary: str = ""
    """Markdown, or HTML in an HTML file."""
    image: str = ""
    """The lead image: an address, or a path below the site's root."""
    image_alt: str = ""
    status: str = "published"
    """In Pelican's words: ``published``, ``hidden``, ``draft``, or ``skip``, which is not even built."""
    comments: str = ""
    """``open`` or ``closed``; empty where the site decides."""
    body: str = ""
    suffix: str = MARKDOWN

    @property
    def path(self) -> Path:
        """Where the file belongs, below the content folder."""
        return Path(FOLDERS[self.type], f"{self.slug}{self.suffix}")


def dumps(article: ArticleFile) -> str:
    """The text of the file. No value can begin another header: they have lost their line breaks."""
    headers = [(name, one_line(value)) for name, value in _headers(article)]
    if article.suffix == HTML:
        return _html(headers, article.body)
    return "".join(f"{name}: {value}\n" for name, value in headers if value) + f"\n{article.body}\n"


def loads(text: str, path: Path, type: str) -> ArticleFile:
    """The article in the text of this file, ``path`` giving suffix and, where none is written, slug and title."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    headers, body = (_of_html if path.suffix == HTML else _of_markdown)(text)
    return ArticleFile(
        type=type,
        slug=headers.get("slug", path.stem),
        title=headers.get("title", path.stem),
        date=headers.get("date", ""),
        modified=headers.get("modified", ""),
        author=headers.get("author") or next(iter(_listed(headers.get("authors", ""))), ""),
        category=headers.get("category", ""),
        tags=tuple(_listed(headers.get("tags", ""))),
        summary=headers.get("summary", ""),
        image=headers.get("image", ""),
        image_alt=headers.get("image_alt", ""),
        status=headers.get("status", "published").lower(),
        comments=headers.get("comments", "").lower(),
        body=body.strip("\n"),
        suffix=path.suffix,
    )


def moment(text: str) -> datetime | None:
    """The date of an article, with a zone if it says one; none if it is not ISO 8601."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def one_line(text: str) -> str:
    """The text without line breaks, of whatever kind, other control characters, and white space around it."""
    return " ".join(without_controls(text).split())


def plain(markup: str) -> str:
    """The text of a bit of HTML, on one line."""
    return one_line(html.unescape(_TAG.sub("", markup)))


def is_slug(text: str) -> bool:
    """Whether the text can be a slug, and so a file's name."""
    return bool(SLUG.match(text))


def _headers(article: ArticleFile) -> Iterator[tuple[str, str]]:
    yield "Title", article.title
    yield "Slug", article.slug
    yield "Date", article.date
    yield "Modified", article.modified
    yield "Author", article.author
    yield "Category", article.category
    yield "Tags", _list(article.tags)
    yield "Summary", article.summary
    yield "Image", article.image
    yield "Image_Alt", article.image_alt
    yield "Status", "" if article.status == "published" else article.status
    yield "Comments", article.comments


def _list(names: Iterable[str]) -> str:
    """Pelican takes commas for separators, unless there is a semicolon."""
    clean = [name.replace(";", ",") for name in names]
    return "; ".join([*clean, ""]) if any("," in name for name in clean) else ", ".join(clean)


def _listed(text: str) -> Iterator[str]:
    for name in text.split(";" if ";" in text else ","):
        if name.strip():
            yield name.strip()


def _html(headers: Iterable[tuple[str, str]], body: str) -> str:
    """The title is no ``<title>``: what Pelican takes from there is markup, and its lists of articles show text."""
    metas = "".join(
        f'<meta name="{name.lower()}" content="{html.escape(value)}">\n' for name, value in headers if value
    )
    return f"<!DOCTYPE html>\n<html>\n<head>\n{metas}</head>\n<body>\n{body}\n</body>\n</html>\n"


def _of_markdown(text: str) -> tuple[dict[str, str], str]:
    """As the Markdown extension ``meta`` reads it: lines ``Key: value``, indented lines that go on, a blank line."""
    headers: dict[str, str] = {}
    lines = text.removeprefix("---\n").split("\n")
    key = ""
    for number, line in enumerate(lines):
        if header := _HEADER.match(line):
            key = header[1].lower()
            headers[key] = header[2].strip()
        elif key and (more := _CONTINUED.match(line)):
            headers[key] = f"{headers[key]} {more[1]}".strip()
        else:
            is_fence = not line.strip(" -.")  # a blank line, or the end of a block between lines of dashes
            return headers, "\n".join(lines[number + is_fence :])
    return headers, ""


def _of_html(text: str) -> tuple[dict[str, str], str]:
    head, _, rest = text.partition("<body>")
    soup = BeautifulSoup(head, "html.parser")
    headers = {
        str(meta["name"]).lower(): str(meta.get("content", "")) for meta in soup.find_all("meta", attrs={"name": True})
    }
    if soup.title:
        headers["title"] = soup.title.get_text()
    return headers, rest.rpartition("</body>")[0]
