"""Markdown is read once, on all cores, and what comes of it is what Pelican alone would have made of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pelican import readers
from pelican.settings import read_settings

from blog import PROJECT, Blog
from moderated_comments.buildcache import BuildCache
from moderated_comments.carried import BAR, CACHE
from moderated_comments.children import cores
from moderated_comments.progress import Bar
from moderated_comments.reader import FEW, MarkdownReader

CONTENT = sorted((PROJECT / "content").glob("[ap]*/*.md"))
ALONE = 'BUILD_CACHE = ""\n'


def settings(folder: Path, **changed: Any) -> dict[str, Any]:
    """The project's settings, with a cache in this folder."""
    read: dict[str, Any] = read_settings(str(PROJECT / "pelicanconf.py"), override=changed)
    return read | {CACHE: BuildCache(folder / "build.db"), BAR: Bar()}


def plainly(result: tuple[str, Mapping[str, Any]]) -> tuple[str, str]:
    """HTML and metadata, to be compared; tags of the same slug are not yet the same."""
    html, metadata = result
    return html, repr(metadata)


def test_our_content_is_read_as_pelican_reads_it(tmp_path: Path) -> None:
    known = settings(tmp_path)
    reads = readers.MarkdownReader(known).read

    MarkdownReader(known).read_ahead([*map(str, CONTENT)])

    assert len(CONTENT) > FEW
    assert [plainly(MarkdownReader(known).read(str(path))) for path in CONTENT] == [
        plainly(reads(str(path))) for path in CONTENT
    ]


def test_real_posts_are_read_as_pelican_reads_them(tmp_path: Path, corpora: Path) -> None:
    paths = [str(path) for path in sorted(corpora.glob("posts/*/*.md"))[::4]]
    known = settings(tmp_path)

    MarkdownReader(known).read_ahead(paths)

    for path in paths:
        assert plainly(MarkdownReader(known).read(path)) == plainly(readers.MarkdownReader(known).read(path))


def upper(text: str, separator: str) -> str:
    """An anchor for a heading."""
    return text.upper() + separator


class Counting(MarkdownReader):
    """Counts what is not found in the cache."""

    parsed = 0

    def _parse(self, path: str) -> Any:
        self.parsed += 1
        return super()._parse(path)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """An article of one word."""
    path = tmp_path / "article.md"
    path.write_text("Title: One\nSummary: *One*\n\nOne")
    return path


def parsed(path: Path, **changed: Any) -> int:
    """How often a build with these settings would parse the file."""
    known = settings(path.parent, **changed)
    reader = Counting(known)
    reader.read(str(path))
    known[CACHE].save()
    return reader.parsed


def test_what_was_read_by_one_build_is_not_parsed_by_the_next(article: Path) -> None:
    assert [parsed(article), parsed(article)] == [1, 0]


def test_what_was_changed_is_parsed_anew(article: Path) -> None:
    parsed(article)
    times = article.stat()
    article.write_text(article.read_text().replace("One", "Two"))
    os.utime(article, ns=(times.st_atime_ns, times.st_mtime_ns))

    assert parsed(article) == 1


def test_what_was_only_moved_is_not(article: Path) -> None:
    parsed(article)

    assert parsed(article.rename(article.with_name("other.md"))) == 0


@pytest.mark.parametrize(
    "changed",
    [{"MARKDOWN": {"extension_configs": {"markdown.extensions.toc": {"permalink": True}}}}, {"FORMATTED_FIELDS": []}],
    ids=lambda changed: next(iter(changed)),
)
def test_with_other_settings_everything_is_parsed_anew(changed: dict[str, Any], article: Path) -> None:
    parsed(article)

    assert [parsed(article, **changed), parsed(article, **changed)] == [1, 0]


@pytest.mark.parametrize(
    "markdown",
    [
        pytest.param({"extensions": ["extensions_of_a_test"]}, id="an extension that may read anything"),
        pytest.param({"extension_configs": {"markdown.extensions.toc": {"slugify": upper}}}, id="a function"),
    ],
)
def test_what_may_depend_on_more_than_we_know_is_never_kept(
    markdown: dict[str, Any], article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (article.parent / "extensions_of_a_test.py").write_text("from markdown.extensions.tables import makeExtension\n")
    monkeypatch.syspath_prepend(str(article.parent))

    assert [parsed(article, MARKDOWN=markdown), parsed(article, MARKDOWN=markdown)] == [1, 1]


def test_but_is_read_ahead_on_all_cores(article: Path) -> None:
    known = settings(article.parent, MARKDOWN={"extension_configs": {"markdown.extensions.toc": {"slugify": upper}}})
    reader = Counting(known)

    paths = [article, *(article.with_name(f"{number}.md") for number in range(FEW))]
    for number, path in enumerate(paths):
        path.write_text(f"Title: {number}")

    reader.read_ahead([*map(str, paths)])
    reader.read(str(article))

    assert reader.parsed == (1 if cores() < 2 else 0)


def test_metadata_are_processed_by_each_build(article: Path) -> None:
    parsed(article)
    article.write_text(article.read_text() + "\n")
    known = settings(article.parent)
    reader = MarkdownReader(known)

    one, other = reader.read(str(article))[1], reader.read(str(article))[1]

    assert one == other == {"title": "One", "summary": "<p><em>One</em></p>"}


TWICE = "Title: One\nTags: a\nTags: b\nDate: 2026-11-01\n\nOne.\n"
WRONG = [
    pytest.param(TWICE.encode(), "Duplicate definition of `tags`", id="metadata given twice"),
    pytest.param(b"Title: One\nDate: tomorrow\n\nOne.\n", "tomorrow", id="a date that is none"),
    pytest.param(b"Title: One\nDate: 2026-11-01\n\n\xff\n", "utf-8", id="bytes that are no text"),
]


@pytest.mark.parametrize("others", [0, FEW + 1], ids=["alone", "among many"])
@pytest.mark.parametrize(("text", "says"), WRONG)
def test_what_is_wrong_is_said_by_every_build(text: bytes, says: str, others: int, blog: Blog) -> None:
    blog.write("articles/wrong.md", "").write_bytes(text)
    for number in range(others):
        blog.article(f"article-{number}")

    built = [blog.build(check=False, fatal="warnings") for _ in range(2)]

    assert [(one.returncode, one.stderr.count(says)) for one in built] == [(1, 1), (1, 1)]


def test_a_site_built_without_a_cache_is_the_same(blog: Blog) -> None:
    for path in CONTENT:
        blog.write(str(path.relative_to(PROJECT / "content")), path.read_text())
    blog.build()
    kept = blog.tree()
    blog.configure(ALONE)

    blog.build()

    assert blog.tree() == kept


def test_without_a_cache_nothing_is_kept(blog: Blog) -> None:
    blog.configure(ALONE)
    blog.article()

    blog.build()

    assert [path.name for path in (blog.root / "var").iterdir()] == ["site.json"]


def test_another_plugins_reader_is_left_in_its_place(blog: Blog) -> None:
    blog.configure(
        "from pelican.readers import MarkdownReader\n"
        "class Loud(MarkdownReader):\n"
        "    def read(self, path):\n"
        "        html, metadata = super().read(path)\n"
        "        return html.upper(), metadata\n"
        'READERS = {"md": Loud}\n'
    )
    blog.article(text="Words.")

    blog.build()

    assert "<P>WORDS.</P>" in blog.page("hello/index.html")


def test_articles_know_the_same_reader(blog: Blog) -> None:
    blog.configure('ARTICLE_SAVE_AS = ARTICLE_URL = "{reader}.html"\n')
    blog.article()

    blog.build()

    assert (blog.output / "markdown.html").exists()
