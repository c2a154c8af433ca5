"""Pages are rendered on all cores and written only where something changed, as one core would have written them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from blog import Blog
from manyarticles import ALONE, OWN_TEMPLATES, built_alone, times
from moderated_comments.children import cores

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


@pytest.mark.parametrize("settings", ["", EVERYTHING], ids=["our settings", "all kinds of pages"])
def test_all_cores_write_what_one_would(settings: str, crowded: Blog, tmp_path: Path) -> None:
    crowded.configure(settings)
    shutil.rmtree(crowded.output)
    crowded.build(fatal=None)

    assert crowded.tree() == built_alone(crowded, tmp_path / "twin", settings)
    assert ("own.html" in crowded.tree()) == bool(settings)


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


def test_every_page_is_told_of_once_it_is_written_in_order_and_by_one_process(crowded: Blog, tmp_path: Path) -> None:
    built_alone(crowded, tmp_path / "twin", WITNESS)
    crowded.configure(WITNESS)
    crowded.build()

    told, alone = [
        [line.split() for line in (root / "written.txt").read_text().splitlines()]
        for root in (crowded.root, tmp_path / "twin")
    ]
    assert [page for _, *page in told] == [page for _, *page in alone]
    assert len({process for process, *_ in told}) == 1


BREAKING = 'JINJA_GLOBALS = JINJA_GLOBALS | {"f": lambda slug: 1 // (slug != "article-20")}\n'
DYING = """
import os
PARENT = os.getpid()
JINJA_GLOBALS = JINJA_GLOBALS | {"f": lambda slug: slug != "article-20" or os.getpid() == PARENT or os._exit(1)}
"""


def theme_that_calls(blog: Blog) -> str:
    """The setting for a theme whose articles call ``f``."""
    (blog.root / "templates/article.html").write_text("{% if f(article.slug) %}{{ article.title }}{% endif %}")
    return OWN_TEMPLATES


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


@pytest.mark.skipif(not cores(), reason="no children here")
def test_what_a_dead_child_does_not_render_is_rendered_all_the_same(crowded: Blog, tmp_path: Path) -> None:
    settings = theme_that_calls(crowded) + DYING
    crowded.configure(settings)
    crowded.build()

    assert crowded.tree() == built_alone(crowded, tmp_path / "twin", settings)


def test_warnings_while_rendering_are_not_lost(crowded: Blog) -> None:
    crowded.article("article-6", "Article 6", "[nowhere]({filename}nowhere.md)")

    built = [crowded.build(fatal=None).stderr.count("Unable to find 'nowhere.md'") for _ in range(2)]

    assert built == [1, 1]
