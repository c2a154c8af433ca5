"""A post or page of WordPress as an article of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from ..articlefile import HTML, MARKDOWN, ArticleFile, moment, plain
from ..bodies.body import Body, Image, to_html, to_markdown
from ..xmlrecords import Record
from .media import Media
from .survey import Survey
from .values import meta, number, when

STATUSES = {"publish": "published", "private": "skip"}
"""WordPress's in Pelican's words. Drafts, scheduled posts and what plugins have invented are drafts."""

NO_CATEGORY = "uncategorized"
NO_TITLE = "(no title)"
"""As WordPress's own lists of posts have it; Pelican wants one."""


@dataclass(frozen=True, slots=True)
class Posts:
    """Makes articles of an export's items."""

    survey: Survey
    media: Media
    now: Callable[[], datetime]
    html: bool = False
    """Keep bodies as HTML."""

    def article(self, item: Record, slug: str) -> tuple[ArticleFile, Body]:
        """The article, and what became of its body."""
        body = self._body(item, item["encoded"])
        categories, tags = _terms(item)
        date = self._date(item, "post_date") or self._date(item, "post_modified")
        lead = self.survey.attachments.get(number(meta(item).get("_thumbnail_id", "")))
        article = ArticleFile(
            type=item["post_type"] or "post",
            slug=slug,
            title=plain(item["title"]) or NO_TITLE,
            date=date or _said(self.now().astimezone(UTC).replace(tzinfo=None), timedelta(0)),
            modified=_later(self._date(item, "post_modified"), date),
            author=self.survey.authors.get(item["creator"]) or plain(item["creator"]),
            category=categories[0] if categories else "",
            tags=tuple(dict.fromkeys([*categories[1:], *tags])),
            summary=" ".join(self._body(item, item["excerpt"]).text.split()),
            image=self.media.lead(lead.url) if lead else "",
            image_alt=plain(lead.alt) if lead else "",
            status="skip" if item["post_password"] else STATUSES.get(item["status"], "draft"),
            comments=_comments(item),
            body=body.text,
            suffix=HTML if self.html else MARKDOWN,
        )
        return article, body

    def _body(self, item: Record, text: str) -> Body:
        def gallery(ids: Sequence[int]) -> list[Image]:
            chosen = ids or self.survey.attached(number(item["post_id"]))
            found = [self.survey.attachments[id] for id in chosen if id in self.survey.attachments]
            return [Image(url=one.url, alt=plain(one.alt), caption=plain(one.caption)) for one in found]

        return (to_html if self.html else to_markdown)(text, gallery, self.media.address)

    def _date(self, item: Record, name: str) -> str:
        """The moment on the author's clock, with its distance to UTC where the export tells it."""
        local, gmt = when(item[name]), when(item[f"{name}_gmt"])
        if local and gmt:
            return _said(local, local - gmt)
        return _said(local or gmt, self.survey.offset if local else timedelta(0))


def _said(date: datetime | None, offset: timedelta) -> str:
    """The date as Pelican reads it; a distance that no clock has is left out."""
    if date is None:
        return ""
    if abs(offset) > timedelta(hours=15) or offset.seconds % 60:
        return date.isoformat(sep=" ")
    return date.replace(tzinfo=timezone(offset)).isoformat(sep=" ")


def _later(modified: str, date: str) -> str:
    """The date of the last change, where there was one; WordPress always has one."""
    changed, published = moment(modified), moment(date)
    if changed and published and changed.tzinfo and published.tzinfo:
        return modified if changed > published else ""
    return ""


def _terms(item: Record) -> tuple[list[str], list[str]]:
    """Categories and tags, each once. Pelican has one category an article: the others become tags."""
    categories = dict.fromkeys(_names(item, "category"))
    tags = dict.fromkeys(_names(item, "post_tag", "tag"))
    real = [name for name in categories if name.lower() != NO_CATEGORY]
    return real or [*categories], [*tags]


def _names(item: Record, *domains: str) -> Iterator[str]:
    for child in item.children:
        if child.name == "category" and child.attributes.get("domain") in domains:
            name = plain(child.text)
            if any(character.isalnum() for character in name):  # others have no address in Pelican
                yield name


def _comments(item: Record) -> str:
    """What the article says of comments where that is not what the site does: articles open, pages closed."""
    if item["post_type"] == "page":
        return "open" if item["comment_status"] == "open" else ""
    return "closed" if item["comment_status"] == "closed" else ""
