"""A rehearsal: a test comment goes the whole way from the queue to its page, in copies of both."""

from __future__ import annotations

import shutil
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from ... import siteindex
from ...comment import Comment, new_id, utc_now
from ...errors import StalePage
from ...queue.connection import open_queue
from ...queue.ledger import Action
from ...queue.submission import Submission
from ...settings import Settings
from ...siteindex import Article, SiteIndex
from ...spam import checks
from ...spam.judge import judge
from ..desk import Desk
from .finding import Finding, Findings


def rehearse(settings: Settings) -> Findings:
    """Whether a comment would get through, if it came now. Nothing real is written; Akismet is not asked.

    Raises SiteIndexUnavailable, InvalidList, UnsafeHtml.
    """
    index = siteindex.load(settings.site_index)
    article = next((article for article in index.articles.values() if article.open), None)
    if article is None:
        yield Finding("No article takes comments.")
        return
    with TemporaryDirectory() as folder:
        stage = _copy(settings, index, article, Path(folder))
        if _played(stage, article):
            yield Finding(f"A test comment got onto a copy of {article.output}.")
        else:
            yield Finding(f"A test comment did not get onto a copy of {article.output}.", "make site")


def _copy(settings: Settings, index: SiteIndex, article: Article, folder: Path) -> Settings:
    """Settings for a stage: no queue yet, no comments, and the pages that show those on the article."""
    stage = replace(
        settings,
        database=f"sqlite:///{folder}/var/queue.db",
        site_index=folder / "var/site.json",
        content=folder / "content",
        output=folder / "output",
    )
    siteindex.dump(index, stage.site_index)
    for name in filter(lambda name: (settings.output / name).is_file(), article.pages):
        (stage.output / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(settings.output / name, stage.output / name)
    return stage


def _played(stage: Settings, article: Article) -> bool:
    """Whether the comment is on its page in the end."""
    comment = Comment(id=new_id(), article=article.slug, author="moderate", date=utc_now(), text="A test.")
    with closing(open_queue(stage.database)) as queue:
        desk = Desk(queue, stage)
        queue.add([Submission(comment=comment)])
        queue.judged([judge(desk.get(comment.id), checks.quick(stage, queue), spam=stage.spam)])
        desk.decide(comment.id, Action.APPROVE)
        with suppress(StalePage):
            desk.merge()
    page = stage.output / article.output
    return page.exists() and f'id="comment-{comment.id}"' in page.read_text(encoding="utf-8")
