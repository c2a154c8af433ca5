"""Pages are rendered on all cores and written only where something changed, as one core would have written them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from blog import Blog
from builders import a_comment
from moderated_comments.children import cores
from moderated_comments.writer import FEW

ALONE = 'BUILD_CACHE = ""\n'
EVERYTHING = """
AUTHOR_SAVE_AS = "author/{slug}/index.html"
AUTHOR_FEED_ATOM = CATEGORY_FEED_ATOM = "feeds/{slug}.atom.xml"
FEED_ALL_RSS = "feeds/all.rss.xml"
YEAR_ARCHIVE_SAVE_AS = "{date:%Y}/index.html"
TEMPLATE_PAGES = {"own.html": "own.html", "instead.html": "article-3/index.html"}
DIRECT_TEMPLATES = ["index", "tags", "categories", "archives"]
"""

WITNESS = """
import os
from pelican import signals
from pathlib import Path
def note(path, context):
    with open("written.txt", "a") as file:
        print(os.getpid(), Path(path).read_bytes().count(b"Words"), context["output_file"], file=file)
signals.content_written.connect(note)
"""
"""Notes each page that is written, when it is."""


@pytest.fixture(scope="session")
def _crowded(tmp_path_factory: pytest.TempPathFactory) -> Blog:
    blog = Blog(tmp_path_factory.mktemp("crowded"))
    for number in range(FEW + 1):
        tags = f"tag {number % 3}, {'?' * (number % 2)}!"
        blog.article(f"article-{number}", f"Article {number}", author=f"Ann {number % 2}", tags=tags)
    blog.article("hidden", status="hidden")
    blog.article("draft", status="draft")
    blog.write("articles/hej.md", "Title: Hej\nSlug: article-1\nLang: sv\nDate: 2026-11-02\n\nOrd.\n")
    blog.write("pages/page.md", "Title: Page\nComments: open\n\nWords.\n")
    blog.write("own.html", "{% extends 'base.html' %}{% block content %}{{ articles|length }}{% endblock %}")
    blog.write("instead.html", "Instead.")
    blog.comment(a_comment(article="article-2"))
    blog.build()
    return blog


@pytest.fixture
def crowded(_crowded: Blog, tmp_path: Path) -> Blog:
    """A built blog with so many articles that all cores are of use."""
    shutil.copytree(_crowded.root, tmp_path / "crowded")
    return Blog(tmp_path / "crowded")


def built_alone(blog: Blog, settings: str = "") -> dict[str, bytes]:
    """What one process builds from nothing."""
    blog.configure(settings + ALONE)
    shutil.rmtree(blog.output)
    blog.build(fatal=None)
    return blog.tree()


@pytest.mark.parametrize("settings", ["", EVERYTHING], ids=["our settings", "all kinds of pages"])
def test_all_cores_write_what_one_would(settings: str, crowded: Blog) -> None:
    crowded.configure(settings)
    shutil.rmtree(crowded.output)
    crowded.build(fatal=None)
    written = crowded.tree()

    assert written == built_alone(crowded, settings)
    assert ("own.html" in written) == bool(settings)


def times(blog: Blog) -> dict[str, int]:
    """When each page and feed was written."""
    files = [path for path in blog.output.rglob("*.*ml") if path.is_file()]
    return {path.relative_to(blog.output).as_posix(): path.stat().st_mtime_ns for path in files}


def rebuilt(blog: Blog) -> set[str]:
    """The pages and feeds that another build writes."""
    for path in blog.output.rglob("*"):
        os.utime(path, ns=(1, 1))
    blog.build()
    return {name for name, time in times(blog).items() if time != 1}


def test_nothing_is_written_where_nothing_changed(crowded: Blog) -> None:
    assert times(crowded)
    assert rebuilt(crowded) == set()


def test_what_changed_is_written(crowded: Blog) -> None:
    crowded.article("article-5", "Article 5", "Other words.", tags="tag 2", author="Ann 1")

    assert rebuilt(crowded) >= {"article-5/index.html", "feeds/all.atom.xml"}
    assert "article-9/index.html" not in rebuilt(crowded)


def test_every_file_is_whole_or_as_before(crowded: Blog) -> None:
    assert [path.name for path in crowded.output.rglob(".*")] == []


def test_every_page_is_told_of_once_it_is_written_in_order_and_by_one_process(crowded: Blog) -> None:
    notes = crowded.root / "written.txt"
    built_alone(crowded, WITNESS)
    alone = [line.split()[1:] for line in notes.read_text().splitlines()]
    notes.unlink()
    crowded.configure(WITNESS)
    shutil.rmtree(crowded.output)

    crowded.build()

    lines = [line.split() for line in notes.read_text().splitlines()]
    assert ([line[1:] for line in lines], len({line[0] for line in lines})) == (alone, 1)


BREAKING = 'JINJA_GLOBALS = {"f": lambda slug: 1 // (slug != "article-20")}\n'
DYING = """
import os
PARENT = os.getpid()
JINJA_GLOBALS = {"f": lambda slug: slug != "article-20" or os.getpid() == PARENT or os._exit(1)}
"""


def theme_that_calls(blog: Blog) -> str:
    """The setting for a theme whose articles call ``f``."""
    (blog.root / "templates").mkdir()
    (blog.root / "templates/article.html").write_text("{% if f(article.slug) %}{{ article.title }}{% endif %}")
    return 'THEME_TEMPLATES_OVERRIDES = ["templates"]\n'


def test_an_error_on_a_page_is_the_builds_error(crowded: Blog) -> None:
    settings = theme_that_calls(crowded) + BREAKING
    crowded.configure(settings)
    built = crowded.build(check=False)
    crowded.configure(settings + ALONE)
    alone = crowded.build(check=False)

    assert (built.returncode, says(built.stderr)) == (alone.returncode, says(alone.stderr))
    assert "ZeroDivisionError: integer division or modulo by zero" in says(built.stderr)


def says(stderr: str) -> list[str]:
    """The lines that are no part of a traceback."""
    return [line for line in stderr.splitlines() if not line.startswith((" ", "CRITICAL"))]


@pytest.mark.skipif(cores() == 1, reason="there is one core")
def test_what_a_dead_child_does_not_render_is_rendered_all_the_same(crowded: Blog) -> None:
    settings = theme_that_calls(crowded)
    crowded.configure(settings + DYING)
    crowded.build()

    assert crowded.tree() == built_alone(crowded, settings + DYING)


def test_warnings_while_rendering_are_not_lost(crowded: Blog) -> None:
    crowded.article("article-6", "Article 6", "[nowhere]({filename}nowhere.md)")

    built = [crowded.build(fatal=None).stderr.count("Unable to find 'nowhere.md'") for _ in range(2)]

    assert built == [1, 1]
