"""WordPress exports for tests: a test names what matters to it, the rest is as WordPress would write it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from click.testing import Result

from blog import Blog
from moderation.queue.submission import Submission

SITE = "https://old.example"

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.8" created="2026-11-01 08:00" -->
<rss version="2.0"
\txmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
\txmlns:content="http://purl.org/rss/1.0/modules/content/"
\txmlns:wfw="http://wellformedweb.org/CommentAPI/"
\txmlns:dc="http://purl.org/dc/elements/1.1/"
\txmlns:wp="http://wordpress.org/export/1.2/"
>
<channel>
<title>An Old Blog</title>
"""
FOOT = "</channel>\n</rss>\n"

ITEM = {
    "title": "Hello",
    "link": "",
    "dc:creator": "ann",
    "description": "",
    "content:encoded": "<p>Words.</p>",
    "excerpt:encoded": "",
    "wp:post_id": "7",
    "wp:post_date": "2020-05-01 10:00:00",
    "wp:post_date_gmt": "2020-05-01 08:00:00",
    "wp:post_modified": "2020-05-01 10:00:00",
    "wp:post_modified_gmt": "2020-05-01 08:00:00",
    "wp:comment_status": "open",
    "wp:ping_status": "open",
    "wp:post_name": "hello",
    "wp:status": "publish",
    "wp:post_parent": "0",
    "wp:menu_order": "0",
    "wp:post_type": "post",
    "wp:post_password": "",
    "wp:is_sticky": "0",
    "wp:attachment_url": None,
}
COMMENT = {
    "wp:comment_id": "12",
    "wp:comment_author": "Bob",
    "wp:comment_author_email": "bob@example.org",
    "wp:comment_author_url": "",
    "wp:comment_author_IP": "192.0.2.7",
    "wp:comment_date": "2020-05-02 12:00:00",
    "wp:comment_date_gmt": "2020-05-02 10:00:00",
    "wp:comment_content": "I agree.",
    "wp:comment_approved": "1",
    "wp:comment_type": "comment",
    "wp:comment_parent": "0",
    "wp:comment_user_id": "0",
}
"""Elements in WordPress's order (``export_wp``); those that are None it leaves out."""


def an_export(*items: str, authors: Mapping[str, str] | None = None, site: str = SITE) -> str:
    """A whole export; ``authors`` are display names by login."""
    people = {"ann": "Ann Author"} if authors is None else authors
    said = "".join(
        f"<wp:author>{element('wp:author_login', login)}{element('wp:author_display_name', name)}</wp:author>\n"
        for login, name in people.items()
    )
    sites = element("wp:base_site_url", site) + element("wp:base_blog_url", site)
    return f"{HEAD}<wp:wxr_version>1.2</wp:wxr_version>\n{sites}{said}{''.join(items)}{FOOT}"


def a_post(
    slug: str = "hello",
    *,
    comments: Sequence[str] = (),
    categories: Sequence[str] = ("Trust",),
    tags: Sequence[str] = (),
    meta: Mapping[str, str] | None = None,
    **fields: Any,
) -> str:
    """A published post; ``fields`` by the names of their elements, of which ``encoded`` are ``content`` and
    ``excerpt``. Its address has its date, as WordPress likes it."""
    values = ITEM | {"wp:post_name": slug, "link": f"{SITE}/2020/05/{slug}/"} | named(ITEM, fields)
    terms = [("category", name) for name in categories] + [("post_tag", name) for name in tags]
    return (
        "<item>\n"
        + "".join(element(name, value) for name, value in values.items())
        + "".join(element(f'category domain="{domain}" nicename="x"', name) for domain, name in terms)
        + "".join(_meta(key, value) for key, value in (meta or {}).items())
        + "".join(comments)
        + "</item>\n"
    )


def a_page(slug: str = "about", **fields: Any) -> str:
    """A published page, of which WordPress leaves comments open."""
    values: dict[str, Any] = {"post_type": "page", "link": f"{SITE}/{slug}/", "comment_status": "closed"}
    return a_post(slug, categories=(), **values | fields)


def an_attachment(id: str, url: str, alt: str = "", **fields: Any) -> str:
    """A file that was uploaded."""
    values: dict[str, Any] = {"post_id": id, "post_type": "attachment", "status": "inherit"}
    meta = {"_wp_attachment_image_alt": alt} if alt else {}
    return a_post(f"file-{id}", categories=(), meta=meta, **values | {"attachment_url": url} | fields)


def a_wp_comment(id: str = "12", **fields: Any) -> str:
    """An approved comment; ``fields`` by the names of their elements, without ``comment_``."""
    values = (
        COMMENT | {"wp:comment_id": id} | named(COMMENT, {f"comment_{name}": value for name, value in fields.items()})
    )
    return f"<wp:comment>\n{''.join(element(name, value) for name, value in values.items())}</wp:comment>\n"


def a_small_blog() -> list[str]:
    """Something of everything that a blog has."""
    comments = [
        a_wp_comment("1"),
        a_wp_comment("2", parent="1", approved="0"),
        a_wp_comment("3", approved="spam"),
        a_wp_comment("", content="No number."),
        a_wp_comment("5", content=""),
    ]
    image = '<img src="https://old.example/wp-content/uploads/boat.jpg">'
    return [
        a_post(comments=comments, content=f"{image} [box]Words.[/box]"),
        a_post("draft", status="draft", post_id="8"),
        a_page(post_id="9"),
        an_attachment("10", "https://old.example/wp-content/uploads/boat.jpg"),
    ]


def named(known: Mapping[str, str | None], fields: Mapping[str, str | None]) -> dict[str, str | None]:
    """The fields by the names of their elements."""
    names = {name.partition(":")[2] or name: name for name in known} | {
        "content": "content:encoded",
        "excerpt": "excerpt:encoded",
    }
    return {names[name]: value for name, value in fields.items()}


def element(tag: str, text: str | None) -> str:
    """The element, its text in CDATA as WordPress does it (``wxr_cdata``)."""
    if text is None:
        return ""
    escaped = text.replace("]]>", "]]]]><![CDATA[>")
    return f"<{tag}><![CDATA[{escaped}]]></{tag.partition(' ')[0]}>\n"


def _meta(key: str, value: str) -> str:
    return f"<wp:postmeta>{element('wp:meta_key', key)}{element('wp:meta_value', value)}</wp:postmeta>\n"


def write(blog: Blog, *items: str, **export: Any) -> Path:
    """An export of these items, beside the blog's content."""
    path = blog.root / "export.xml"
    path.write_text(an_export(*items, **export), encoding="utf-8")
    return path


def bring(blog: Blog, *items: str, options: Sequence[str] = (), **export: Any) -> Result:
    """Import these items, which succeeds."""
    done = blog.moderate("import", "wordpress", str(write(blog, *items, **export)), *options)
    assert (done.exit_code, done.stderr) == (0, ""), done.output
    return done


def uploads(blog: Blog) -> Path:
    """A copy of the old blog's uploads."""
    folder = blog.root / "uploads"
    folder.mkdir()
    (folder / "boat.jpg").write_bytes(b"a boat")
    return folder


def submissions(blog: Blog) -> dict[str, Submission]:
    """All that is in the queue, by id."""
    with blog.queue() as queue:
        return {submission.id: submission for submission in queue.list()}


def content(blog: Blog) -> dict[str, bytes]:
    """Every file under content/ and what it holds."""
    folder = blog.root / "content"
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def state(blog: Blog) -> object:
    """All that an import can change."""
    return content(blog), submissions(blog)


def times(blog: Blog) -> dict[Path, int]:
    """When each file and folder of the content was last touched."""
    return {path: path.stat().st_mtime_ns for path in (blog.root / "content").rglob("*")}


def head(blog: Blog, name: str) -> list[str]:
    """The header lines of a file under content/."""
    return (blog.root / "content" / name).read_text(encoding="utf-8").partition("\n\n")[0].split("\n")
