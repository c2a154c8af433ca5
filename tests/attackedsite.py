"""A real site whose comments are attacks, and inside it the same one as built when they were harmless."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from blog import Blog
from builders import a_comment
from moderation.comment import Comment
from moderation.intake.form import Form
from moderation.published import commentfile
from witness import without_script

HARMLESS = "harmless"
"""The folder of the harmless one."""
TOGETHER = 400
"""How many comments one article gets."""
DEEP = 8
"""How many of them answer each other: more than are shown under each other."""
MAX_TEXT = 16_384


@dataclass(frozen=True, slots=True)
class Site:
    """A served site, with an article ``empty`` to comment on, and one, ``gone``, whose old page has still a form."""

    address: str
    blog: Blog
    comments: Mapping[str, Sequence[Comment]]
    """By article."""

    def pages(self) -> list[str]:
        """Every page that shows comments or their number."""
        return ["", "archives/", "category/trust/", *(f"{slug}/" for slug in self.comments)]

    def everything(self) -> Iterator[Comment]:
        """The comments of all articles."""
        return (comment for several in self.comments.values() for comment in several)


def build(blog: Blog, attacks: Sequence[str]) -> dict[str, list[Comment]]:
    """Build the site in both ways; gives the hostile comments by article."""
    comments: dict[str, list[Comment]] = {}
    for comment in filter(None, map(typed, attacks, count(DEEP))):
        comments.setdefault(comment.article, []).append(comment)
    blog.configure(f"COMMENTS_FEED_ITEMS = 100_000\n{without_script(blog)}")
    for slug in ("empty", *comments):
        blog.article(slug)
    gone = blog.article("gone", status="hidden")
    _publish(blog, (harmless(comment) for several in comments.values() for comment in several))
    blog.build("-o", f"output/{HARMLESS}")
    gone.unlink()
    _publish(blog, (comment for several in comments.values() for comment in several))
    blog.build()
    return comments


def typed(attack: str, number: int) -> Comment | None:
    """The comment of somebody who types the attack into each field. Fields for which it is refused hold what others
    write; where it is refused as a text, there is no comment."""
    form = Form.read({"author": attack, "url": attack, "comment": attack})
    refused = form.problems(MAX_TEXT)
    if "comment" in refused:
        return None
    return a_comment(
        str(number),
        article=f"article-{number // TOGETHER}",
        author="Ann" if "author" in refused else form.author,
        website="" if "url" in refused else form.website(),
        text=form.comment,
        parent=str(number - 1) if number % DEEP else None,
    )


def harmless(comment: Comment) -> Comment:
    """What somebody else might have written in its place."""
    return replace(comment, author="Ann", text="I agree.", website=comment.website and "https://ann.example/")


def letters(texts: Iterable[str], size: int) -> Iterator[str]:
    """The texts one after the other, as many to a letter as fit into so many bytes."""
    letter = ""
    for text in texts:
        longer = f"{letter}\n{text}" if letter else text
        if letter and len(longer.encode()) > size:
            yield letter
            longer = text
        letter = longer
    yield letter


def _publish(blog: Blog, comments: Iterable[Comment]) -> None:
    """Write the comments' files, without the syncs that a moderator's decision is worth."""
    for comment in comments:
        blog.write(f"comments/{comment.article}/{comment.id}.md", commentfile.dumps(comment))
