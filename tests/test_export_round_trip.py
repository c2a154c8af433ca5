"""There and back: a blog that was brought in, taken out and brought in again is the blog it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import strategies
from blog import Blog
from exporting import INDEX, put, text_of
from moderation import redirects
from moderation.comment import Kind
from moderation.imports.articlefile import ArticleFile
from moderation.imports.wxr.addresses import Addresses
from moderation.queue.submission import Submission
from wxr import content, submissions

REAL = ("bitcoinfrance", "block-test-data", "cclabs", "pelican-wordpressexport", "themeunittestdata")
MAP = "redirects.txt"


def bring(blog: Blog, export: Path) -> Blog:
    """The blog, once the export has been imported."""
    done = blog.moderate("import", "wordpress", str(export))
    assert done.exit_code == 0, done.output
    return blog


def carry(source: Blog, target: Blog) -> Blog:
    """The target, once all of the source has been exported and imported there."""
    addresses = Addresses(replace(INDEX, articles={}), redirects.load(source.root / "content" / MAP))
    export = target.root / "export.xml"
    export.write_text(text_of(source, addresses, private=True), encoding="utf-8")
    return bring(target, export)


def whole(blog: Blog) -> tuple[dict[str, bytes], set[bytes], dict[str, Submission]]:
    """All that is in a blog; the order of old addresses means nothing."""
    files = content(blog)
    return files, {*files.pop(MAP, b"").splitlines()}, submissions(blog)


@pytest.mark.parametrize("name", REAL)
def test_a_real_blog_is_the_same_after_a_journey(name: str, corpora: Path, tmp_path: Path) -> None:
    first = bring(Blog(tmp_path / "first"), corpora / "wxr/real" / f"{name}.xml")

    second = carry(first, Blog(tmp_path / "second"))

    assert len(content(first)) > 5
    assert whole(second) == whole(first)


slugs = st.text("abc019", min_size=1, max_size=3)
articles = st.builds(
    ArticleFile,
    type=st.sampled_from(["post", "page"]),
    slug=slugs,
    title=strategies.anything,
    date=st.just("") | st.datetimes().map(str) | strategies.dates.map(str),
    author=strategies.anything,
    category=strategies.anything,
    tags=st.lists(strategies.anything, max_size=3).map(tuple),
    summary=strategies.anything,
    image=st.sampled_from(["", "images/cat.jpg", "https://cdn.example/a.png?b=1&c"]),
    image_alt=strategies.anything,
    status=st.sampled_from(["published", "draft", "hidden", "skip"]),
    comments=st.sampled_from(["", "open", "closed"]),
    body=strategies.anything,
)


@given(
    files=st.lists(articles, min_size=1, max_size=3, unique_by=lambda article: article.slug),
    comments=st.lists(strategies.submissions(slugs), max_size=4, unique_by=lambda submission: submission.id),
)
@settings(derandomize=True, max_examples=20, deadline=None)
def test_so_is_any_other(
    tmp_path_factory: pytest.TempPathFactory, files: list[ArticleFile], comments: list[Submission]
) -> None:
    root = tmp_path_factory.mktemp("journey")
    here = Blog(root / "here")
    for article in files:
        put(here, **{name: getattr(article, name) for name in ArticleFile.__slots__})
    of_these = [_on(submission, files[place % len(files)].slug) for place, submission in enumerate(comments)]
    with here.queue() as queue:
        queue.add(of_these)

    first = carry(here, Blog(root / "first"))
    second = carry(first, Blog(root / "second"))

    assert whole(second) == whole(first)
    assert {id: one.comment for id, one in submissions(first).items()} == {one.id: one.comment for one in of_these}


def _on(submission: Submission, slug: str) -> Submission:
    """The submission on this article, as far as WordPress has words for it; no other blog can say who its author is."""
    said = submission.comment
    kind = Kind.COMMENT if said.kind is Kind.AUTHOR else said.kind
    comment = replace(said, article=slug, date=said.date.replace(microsecond=0), kind=kind, verified="")
    return replace(submission, comment=comment)
