"""A large WordPress export, made up of real articles' and readers' words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from bigblog import PROJECT, readers_texts
from markdown import markdown

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>A large blog</title><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_blog_url>https://old.example</wp:base_blog_url>
"""


def write(path: Path, posts: int, comments: int, size: int = 0) -> None:
    """An export of so many posts with so many comments each; or of as many as make ``size`` bytes."""
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        for text in items(posts if not size else 10**9, comments):
            file.write(text)
            if size and file.tell() > size:
                break
        file.write("</channel></rss>\n")


def items(posts: int, comments: int) -> Iterator[str]:
    """The posts, each with its comments; every third answers the one before."""
    bodies, readers = articles(), readers_texts()
    for number in range(1, posts + 1):
        first = (number - 1) * comments + 1
        said = "".join(
            comment(id, readers[id % len(readers)], answers=id % 3 == 0) for id in range(first, first + comments)
        )
        yield post(number, bodies[number % len(bodies)], said)


def articles() -> list[str]:
    """The blog's own articles as HTML, without their metadata."""
    paths = sorted((PROJECT / "content/articles").glob("*.md"))
    return [markdown(path.read_text(encoding="utf-8").partition("\n\n")[2]) for path in paths]


def post(number: int, body: str, comments: str) -> str:
    """A published post."""
    return f"""<item><title>Post {number}</title><link>https://old.example/2012/03/post-{number}/</link>
<dc:creator>mara</dc:creator><content:encoded><![CDATA[{body}]]></content:encoded><excerpt:encoded></excerpt:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_date>2012-03-01 10:00:00</wp:post_date>
<wp:post_date_gmt>2012-03-01 09:00:00</wp:post_date_gmt><wp:comment_status>open</wp:comment_status>
<wp:post_name>post-{number}</wp:post_name><wp:status>publish</wp:status><wp:post_parent>0</wp:post_parent>
<wp:post_type>post</wp:post_type><category domain="category" nicename="trust">Trust</category>
{comments}</item>
"""


def comment(id: int, reader: tuple[str, str], answers: bool) -> str:
    """An approved comment."""
    author, text = reader
    date = f"2012-03-{id % 27 + 1:02} 09:00:{id % 60:02}"
    return f"""<wp:comment><wp:comment_id>{id}</wp:comment_id><wp:comment_author>{escape(author)}</wp:comment_author>
<wp:comment_author_email>reader{id}@example.org</wp:comment_author_email><wp:comment_author_url></wp:comment_author_url>
<wp:comment_author_IP>192.0.2.{id % 256}</wp:comment_author_IP><wp:comment_date>{date}</wp:comment_date>
<wp:comment_date_gmt>{date}</wp:comment_date_gmt><wp:comment_content>{escape(text)}</wp:comment_content>
<wp:comment_approved>1</wp:comment_approved><wp:comment_type></wp:comment_type>
<wp:comment_parent>{id - 1 if answers else 0}</wp:comment_parent></wp:comment>
"""
