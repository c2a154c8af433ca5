"""Comment files in a build: the broken and the lost ones are named, none is taken for something else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from blog import Blog
from builders import a_comment
from moderation import siteindex
from pages import comments_on

HELLO = "hello/index.html"
SAID = "something-nobody-else-would-say"


def flat(text: str) -> str:
    """A log without the line breaks that Pelican puts into it."""
    return re.sub(r"\s+", " ", text)


@pytest.fixture
def hello(blog: Blog) -> Blog:
    """A blog with one article and one comment."""
    blog.article()
    blog.comment(a_comment("aaaaaaaa", text=SAID))
    return blog


def break_one(blog: Blog) -> Path:
    return blog.write("comments/hello/bbbbbbbb.md", "Author: Bea\nDate: yesterday\n\nMe, too.\n")


def test_a_broken_comment_file_stops_a_build_that_errors_are_fatal_to(hello: Blog) -> None:
    path = break_one(hello)

    built = hello.build(check=False)

    assert built.returncode != 0
    assert f"Skipping a comment: {path}: Date 'yesterday' is not like 2026-11-23T09:15:00+00:00" in flat(built.stderr)
    assert not hello.output.exists()


def test_all_broken_comment_files_are_named_at_once(hello: Blog) -> None:
    hello.article("other", "Other")
    paths = [hello.write(f"comments/{name}.md", "I agree.\n") for name in ("hello/bbbbbbbb", "other/cccccccc")]

    built = hello.build(check=False)

    assert [path for path in paths if f"Skipping a comment: {path}: " not in flat(built.stderr)] == []


def test_a_broken_comment_file_is_named_and_left_out_otherwise(hello: Blog) -> None:
    path = break_one(hello)

    built = hello.build(fatal=None)

    assert f"Skipping a comment: {path}: Date 'yesterday'" in flat(built.stderr)
    assert comments_on(hello.page(HELLO)) == ["aaaaaaaa"]
    assert "Me, too." not in hello.page(HELLO)


@pytest.mark.parametrize(
    ("slug", "says"),
    [("helo", "belongs to no article; was it renamed to hello?"), ("zebra", "belongs to no article")],
)
def test_comments_whose_article_is_gone_are_reported(hello: Blog, slug: str, says: str) -> None:
    hello.comment(a_comment("bbbbbbbb", article=slug))

    built = hello.build()

    assert flat(f"{hello.comments}/{slug} {says} ") in flat(built.stderr) + " "
    assert comments_on(hello.page(HELLO)) == ["aaaaaaaa"]


def test_comments_whose_article_is_gone_stop_a_build_that_warnings_are_fatal_to(hello: Blog) -> None:
    hello.comment(a_comment("bbbbbbbb", article="helo"))

    assert hello.build(fatal="warnings", check=False).returncode != 0


def test_comments_of_every_kind_of_article_are_at_home(blog: Blog) -> None:
    for slug, status in {"one": "published", "two": "draft", "three": "hidden"}.items():
        blog.article(slug, slug.title(), status=status)
        blog.comment(a_comment(article=slug))

    assert "belongs to no article" not in blog.build(fatal="warnings").stderr


def test_a_comment_shown_as_plain_text_is_reported(hello: Blog) -> None:
    hello.comment(a_comment("bbbbbbbb", text="<b>" * 3000 + "deep"))

    built = hello.build()

    assert "bbbbbbbb is shown as it was typed: no safe HTML could be made of it" in flat(built.stderr)
    assert "aaaaaaaa is shown as it was typed" not in flat(built.stderr)
    assert "&lt;b&gt;deep" in hello.page(HELLO)


def test_a_comment_shown_as_plain_text_is_reported_again_by_the_next_build(hello: Blog) -> None:
    hello.comment(a_comment("bbbbbbbb", text="<b>" * 3000 + "deep"))
    hello.build()

    assert "bbbbbbbb is shown as it was typed" in flat(hello.build().stderr)


def test_a_comment_is_on_its_article_and_in_the_feeds_and_nowhere_else(hello: Blog) -> None:
    hello.build()

    assert {name for name, text in hello.tree().items() if SAID in text.decode()} == {
        HELLO,
        "hello/comments.atom.xml",
        "feeds/comments.atom.xml",
    }
    assert not [name for name in hello.tree() if "aaaaaaaa" in name]


def tries(hello: Blog) -> None:
    """A comment that does what it can to be an article: a person may have written the file by hand."""
    hello.write("comments/hello/bbbbbbbb.md", f"Title: {SAID}\nDate: 2026-11-01\nCategory: Trust\n\n{SAID}\n")


CARELESS = [
    pytest.param("", id="as it is set"),
    pytest.param('ARTICLE_PATHS = [""]\n', id="articles are read everywhere"),
    pytest.param('PAGE_PATHS = [""]\nPAGE_EXCLUDES = [*PAGE_EXCLUDES, "articles"]\n', id="pages are read everywhere"),
    pytest.param('STATIC_PATHS = [""]\n', id="everything is copied"),
]


@pytest.mark.parametrize("configuration", CARELESS)
def test_without_the_plugin_no_comment_is_published_at_all(hello: Blog, configuration: str) -> None:
    tries(hello)
    hello.configure(f"PLUGINS = []\n{configuration}")

    hello.build()

    assert HELLO in hello.tree()
    assert not [name for name, text in hello.tree().items() if "bbbbbbbb" in name or SAID in text.decode()]


@pytest.mark.parametrize("configuration", CARELESS)
def test_with_the_plugin_no_comment_is_taken_for_an_article(hello: Blog, configuration: str) -> None:
    hello.configure(configuration)
    hello.build()
    before = hello.tree()
    tries(hello)

    hello.build(fatal=None)

    assert hello.tree() == before


def test_two_builds_of_the_same_content_are_the_same_wherever_they_are(blog: Blog, tmp_path: Path) -> None:
    other = Blog(tmp_path / "another")
    for each, days in ((blog, range(9)), (other, reversed(range(9)))):
        each.article("hello", "Hello")
        each.article("other", "Other")
        for day in days:
            each.comment(a_comment("abcdefghj"[day] * 8, day=day % 3, article=["hello", "other"][day % 2]))
        each.build(fork=False)

    assert blog.tree() == other.tree()


def test_a_second_build_finds_nothing_to_change(hello: Blog) -> None:
    hello.build()
    before = hello.tree()
    index = (hello.root / "var/site.json").read_bytes()

    hello.build()

    assert hello.tree() == before
    assert (hello.root / "var/site.json").read_bytes() == index


WRITTEN = [
    "output/feeds/comments.atom.xml",
    "output/hello/comments.atom.xml",
    "var/build.db",
]


def test_what_has_not_changed_is_not_written_again(hello: Blog) -> None:
    hello.build()
    before = [(hello.root / name).stat() for name in WRITTEN]

    hello.build()

    after = [(hello.root / name).stat() for name in WRITTEN]
    assert [(file.st_mtime_ns, file.st_ino) for file in after] == [(file.st_mtime_ns, file.st_ino) for file in before]


def test_what_was_kept_from_the_last_build_changes_no_byte(hello: Blog) -> None:
    hello.build()
    hello.comment(a_comment("bbbbbbbb", text="<em>Me</em>, too.", day=1))
    hello.build()
    warm = hello.tree()
    (hello.root / "var/build.db").unlink()

    hello.build()

    assert warm == hello.tree()


@pytest.mark.parametrize("rubbish", ["{", '["a"]', "\x00\xff"])
def test_a_broken_cache_is_an_empty_cache(hello: Blog, rubbish: str) -> None:
    hello.build()
    before = hello.tree()
    (hello.root / "var/build.db").write_bytes(rubbish.encode("latin-1"))

    hello.build()

    assert hello.tree() == before


def test_a_comment_taken_away_by_hand_is_gone_after_the_next_build(hello: Blog) -> None:
    hello.build()
    (hello.comments / "hello/aaaaaaaa.md").unlink()

    hello.build()

    assert not [name for name, text in hello.tree().items() if SAID in text.decode()]


def test_a_page_of_an_earlier_build_is_neither_there_nor_in_the_index(hello: Blog) -> None:
    hello.build()
    hello.article(title="Hello again", category="Pricing")

    hello.build()

    assert "category/trust/index.html" not in hello.tree()
    assert siteindex.load(hello.settings.site_index).articles["hello"].pages == (
        "archives/index.html",
        "author/mara-lindqvist/index.html",
        "category/pricing/index.html",
        "hello/index.html",
        "index.html",
    )


MEANWHILE = """
from pathlib import Path
from pelican import signals

def decide(generators):
    folder = Path("content/comments/hello")
    (folder / "aaaaaaaa.md").rename(folder / "bbbbbbbb.md")

def register():
    signals.all_generators_finalized.connect(decide)
"""


def test_what_is_decided_while_the_site_is_built_is_on_the_pages_at_the_end(hello: Blog) -> None:
    """One comment is taken down and another approved, after all comments were read and before a page is written."""
    (hello.root / "meanwhile.py").write_text(MEANWHILE)
    hello.configure('PLUGIN_PATHS = [*PLUGIN_PATHS, "."]\nPLUGINS = ["moderated_comments", "meanwhile"]\n')
    hello.build()
    caught_up = hello.tree()
    hello.configure("")

    hello.build()

    assert comments_on(caught_up[HELLO].decode()) == ["bbbbbbbb"]
    assert caught_up == hello.tree()
