"""A whole WordPress blog out of its export (WXR, *Tools → Export*): posts, pages, comments, and their old addresses.

The file is read twice, piece by piece: first for what later parts say of earlier ones, and to be sure that it can be
read to its end before anything is written; then item by item.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from ... import redirects
from ...comment import Kind, utc_now
from ...published import commentfile
from ...queue.store import Queue
from ...queue.submission import State
from ..articlewriter import ArticleWriter
from ..commentwriter import CommentWriter
from ..foreign import ForeignComment
from ..report import Report
from ..xmlrecords import Record
from .media import Media
from .permalinks import Moves, feeds, permalinks
from .post import Posts
from .survey import COMMENT, ITEM, Progress, Survey, passes, survey
from .values import utc

SOURCE = "WordPress"

STATES = {"1": State.APPROVED, "approved": State.APPROVED, "spam": State.SPAM, "trash": State.TRASH}
"""By ``comment_approved``; what is not here waits for a person."""

KINDS = {kind.value: kind for kind in (Kind.PINGBACK, Kind.TRACKBACK, Kind.WEBMENTION)}
"""By ``comment_type``, which other programs fill in as they like: none of them makes an author."""


class WordPressImport:
    """Brings in what an export holds: first ``survey`` it, then ``run``."""

    def __init__(
        self,
        path: Path,
        content: Path,
        report: Report,
        *,
        media: Path | None = None,
        html: bool = False,
        overwrite: bool = False,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self.path = path
        self.content = content
        self.report = report
        self.overwrite = overwrite
        self.found = Survey()
        self.posts = Posts(self.found, Media(media, content, report), now, html)

    def survey(self, progress: Progress) -> None:
        """Look through the whole export; nothing is written. Raises InvalidExport."""
        survey(self.path, self.found, progress)
        self.report.not_carried.update(self.found.not_carried)

    def run(self, queue: Queue | None, progress: Progress) -> None:
        """Write everything that is new.

        Raises InvalidExport, InvalidRedirect, NotWritten, QueueUnavailable.
        """
        moves = Moves(self.content / redirects.FILE, self.report)
        articles = ArticleWriter(self.content, self.report, self.overwrite)
        comments = CommentWriter(queue, self.content / commentfile.FOLDER, self.report, self.overwrite)
        slugs = iter([*self.found.slugs, ""])
        slug = next(slugs)
        for record in passes(self.path, progress):
            if record.name == COMMENT:
                self._comment(record, slug, comments)
            elif record.name == ITEM:
                if slug:
                    self._article(record, slug, articles)
                    moves.add(permalinks(record, slug, self.found.site))
                slug = next(slugs)
        comments.flush()
        if any(self.found.slugs):
            moves.add(feeds(self.found.site))
        moves.write()

    def _article(self, item: Record, slug: str, articles: ArticleWriter) -> None:
        article, body = self.posts.article(item, slug)
        articles.add(article)
        for name in body.unknown:
            self.report.shortcodes[name].append(slug)
        self.report.dropped.update(body.dropped)

    def _comment(self, record: Record, slug: str, comments: CommentWriter) -> None:
        if slug:
            comments.admit(foreign(record, slug, self.found.offset), slug, SOURCE)
        else:
            self.report.not_carried["comment on such"] += 1


def foreign(record: Record, slug: str, offset: timedelta) -> ForeignComment:
    """The comment in our words."""
    return ForeignComment(
        number=record["comment_id"].strip(),
        page=slug,
        author=record["comment_author"],
        website=record["comment_author_url"],
        date=utc(record, "comment_date", offset),
        text=record["comment_content"],
        parent="" if record["comment_parent"].strip() in ("", "0") else record["comment_parent"].strip(),
        kind=KINDS.get(record["comment_type"], Kind.COMMENT),
        state=STATES.get(record["comment_approved"], State.PENDING),
        email=record["comment_author_email"],
        ip=record["comment_author_IP"],
    )
