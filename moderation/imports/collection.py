"""All there is to take away: the articles under the content folder, and each one's comments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..published import commentfile
from ..queue.store import Queue
from ..queue.submission import State, Submission
from . import contents
from .articlefile import FOLDERS, ArticleFile, is_slug, loads, moment

OTHERS = (".rst", ".markdown", ".mkd", ".mdown", ".htm")
"""What else Pelican can read as an article; we cannot."""


@dataclass(frozen=True, slots=True)
class Collection:
    """A blog, article by article: only one article and its comments are in memory at a time.

    The queue's methods raise QueueUnavailable, so these do, too.
    """

    content: Path
    queue: Queue | None
    """None if there is none: then the files are all there is."""
    left_out: dict[Path, str] = field(default_factory=dict)
    """Files that are exported not at all, or not as they should be, and why; filled while the rest is read."""

    @property
    def comments(self) -> Path:
        """The folder of comment files."""
        return self.content / commentfile.FOLDER

    def articles(self) -> Iterator[tuple[Path, ArticleFile]]:
        """Every article and page, with its path below the content folder, in the order of these."""
        taken: dict[str, Path] = {}
        for path, type in contents.paths(self.content):
            article = self._article(path, type)
            if article and taken.setdefault(article.slug, path) != path:  # Pelican allows it for translations only
                self.left_out[path] = f"has the slug of {taken[article.slug]}"
            elif article:
                yield path.relative_to(self.content), article
        for folder in FOLDERS.values():
            for path in (self.content / folder).rglob("*"):
                if path.suffix in OTHERS:
                    self.left_out[path] = f"is in a format that cannot be exported ({path.suffix})"

    def _article(self, path: Path, type: str) -> ArticleFile | None:
        try:
            article = loads(path.read_bytes().decode(), path, type)
        except (OSError, UnicodeDecodeError) as error:
            self.left_out[path] = f"cannot be read ({error.__class__.__name__})"
            return None
        if article.date and not moment(article.date):
            self.left_out[path] = f"has a date that is not like 2026-11-23 09:15, and loses it: {article.date}"
        return article

    def slugs(self) -> list[str]:
        """Every article that has comments, in order; some may have no file."""
        queued = self.queue.articles() if self.queue else []
        return sorted({*queued, *commentfile.slugs(self.comments)})

    def comments_of(self, slug: str) -> list[Submission]:
        """All submissions of an article, the oldest first.

        What an approved comment says is what its file says: people edit these. A file that the queue does not know is
        an approved comment, too, without a private part.
        """
        if not is_slug(slug):  # an article's file may say anything, also ../../etc
            return []
        comments, broken = commentfile.read_folder(self.comments, slug)
        self.left_out.update((error.path, error.problem) for error in broken)
        files = {comment.id: Submission(comment=comment, state=State.APPROVED) for comment in comments}
        submissions = self.queue.list(article=slug) if self.queue else []
        queued = {submission.id: _as_published(submission, files) for submission in submissions}
        strangers = self._strangers([file for id, file in files.items() if id not in queued])
        return sorted([*queued.values(), *strangers], key=_age)

    def _strangers(self, files: list[Submission]) -> Iterator[Submission]:
        """Those that the queue does not know as a comment on some other article: each is exported once."""
        known = self.queue.known([file.id for file in files]) if self.queue else {}
        for file in files:
            if there := known.get(file.id):
                path = commentfile.path_of(self.comments, file.comment)
                self.left_out[path] = f"is a comment on {there.comment.article} in the queue"
            else:
                yield file


def _as_published(submission: Submission, files: dict[str, Submission]) -> Submission:
    file = files.get(submission.id)
    return replace(submission, comment=file.comment) if file and submission.state is State.APPROVED else submission


def _age(submission: Submission) -> tuple[object, ...]:
    comment = submission.comment
    return comment.date, len(comment.id), comment.id  # an imported id is a number: the longer one is the greater
