"""Whatever moderators and authors do, in any order: the site is the one that a clean build would make, byte for byte.

``EQUALITY=100`` tries so many series instead of a few; ``make soak`` does.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from blog import PROJECT, Blog
from builders import a_comment, a_submission
from manyarticles import built_alone
from moderation.errors import ModerationError
from moderation.imports import archive
from moderation.queue.store import Queue
from moderation.queue.submission import State

SERIES = int(os.environ.get("EQUALITY", "2"))
SLUGS = st.sampled_from(["hello", "other", "third", "moved"])
TEXTS = st.sampled_from(["I agree.", "It's <em>so</em>.", "<b>\n\nhttps://example.org/ & more", "☂"])
VERBS = st.sampled_from(["approve", "unapprove", "spam", "unspam", "trash", "untrash", "delete"])
THEMES = st.sampled_from(["{{ comments|length }} said", "{{ comments|length }} of them", ""])
SETTINGS = st.sampled_from(["", 'SITENAME = "Other"\n', "COMMENTS_FEED_ITEMS = 1\n", "COMMENTS_MAX_DEPTH = 1\n"])
NTH = st.integers(0, 99)


class Site(RuleBasedStateMachine):
    """A blog of a few articles, whose author builds after writing, and whose moderator publishes."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.blog = Blog(self.root / "blog")
        self.theme = self.blog.root / "theme"
        self.settings = self.own = f"THEME = {str(self.theme)!r}\n"
        self.written = True
        """Whether the author has changed anything since the last build."""

    @initialize()
    def begin(self) -> None:
        shutil.copytree(PROJECT / "theme", self.theme)
        (self.blog.root / "templates").mkdir()
        for slug in ("hello", "other", "stays"):  # without any articles, Pelican dates its own feeds by the clock
            self.blog.article(slug)
        self.build()

    @rule(slug=SLUGS, text=TEXTS, verb=VERBS)
    def comes(self, slug: str, text: str, verb: str) -> None:
        submission = a_submission(article=slug, text=text)
        with self.blog.queue() as queue:
            queue.add([submission])
        self.blog.moderate(verb, submission.comment.id)

    @rule(slug=SLUGS, text=TEXTS)
    def imports(self, slug: str, text: str) -> None:
        path = self.root / "comments.jsonl"
        with path.open("w") as file:
            archive.dump([a_submission(article=slug, text=text, state=State.APPROVED)], file)
        self.blog.moderate("import", "json", str(path))

    @rule(nth=NTH, verb=VERBS)
    def decides(self, nth: int, verb: str) -> None:
        self.moderate(nth, verb)

    @rule(nth=NTH, text=TEXTS)
    def edits(self, nth: int, text: str) -> None:
        self.moderate(nth, "edit", "--yes", "--text", text)

    @rule(nth=NTH, text=TEXTS)
    def replies(self, nth: int, text: str) -> None:
        self.moderate(nth, "reply", "--approve", "--text", text)

    @rule()
    def undoes(self) -> None:
        self.blog.moderate("undo")

    @rule(slug=SLUGS, text=TEXTS)
    def writes_a_comment_by_hand(self, slug: str, text: str) -> None:
        self.blog.comment(a_comment(article=slug, text=text))

    @rule(nth=NTH, text=st.sampled_from(["Author: Ann\nDate: 2026-11-23\n\nBy hand.\n", "Nonsense", None]))
    def changes_a_comment_by_hand(self, nth: int, text: str | None) -> None:
        if files := sorted(self.blog.comments.rglob("*.md")):
            path = files[nth % len(files)]
            path.write_text(text) if text else path.unlink()

    @rule(slug=SLUGS, text=TEXTS)
    def writes(self, slug: str, text: str) -> None:
        self.blog.article(slug, text=text)
        self.written = True

    @rule(slug=SLUGS)
    def deletes(self, slug: str) -> None:
        (self.blog.root / f"content/articles/{slug}.md").unlink(missing_ok=True)
        self.written = True

    @rule(text=THEMES)
    def changes_the_theme(self, text: str) -> None:
        (self.theme / "templates/comment_count.html").write_text(text)
        self.written = True

    @rule(more=SETTINGS)
    def changes_a_setting(self, more: str) -> None:
        self.settings = self.own + more
        self.written = True

    @rule()
    def publishes(self) -> None:
        self.blog.moderate("publish")

    @rule()
    def build(self) -> None:
        self.blog.configure(self.settings)
        self.blog.build(fatal=None)
        self.written = False

    def teardown(self) -> None:
        if self.written:
            self.build()
        self.blog.moderate("publish")
        twin = self.root / "twin"
        expected = built_alone(self.blog, twin, self.settings)
        assert self.blog.tree() == expected
        assert folders(self.blog) == folders(Blog(twin))
        shutil.rmtree(self.root)

    def moderate(self, nth: int, verb: str, *options: str) -> None:
        with self.blog.queue() as queue:
            ids = known(queue)
        if ids:
            self.blog.moderate(verb, ids[nth % len(ids)], *options)


def known(queue: Queue) -> list[str]:
    with suppress(ModerationError):
        return sorted(submission.comment.id for submission in queue.list())
    return []


def folders(blog: Blog) -> set[Path]:
    return {path.relative_to(blog.output) for path in blog.output.rglob("*") if path.is_dir()}


TestSite = Site.TestCase
TestSite.settings = settings(
    max_examples=SERIES,
    stateful_step_count=12,
    deadline=None,
    database=None,
    phases=[Phase.generate],  # to shrink a series of builds would take an hour
    suppress_health_check=[*HealthCheck],
)
