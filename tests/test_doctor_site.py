"""What the doctor says of the built site, and of what is on its pages; and a rehearsal there."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from blog import Blog
from builders import a_comment, a_site, a_submission, an_article
from moderation import siteindex
from moderation.desk.desk import Desk
from moderation.desk.doctor import rehearsal
from moderation.desk.doctor import site as examined
from moderation.desk.doctor.finding import Finding
from moderation.errors import InvalidList, SiteIndexUnavailable, StalePage
from moderation.queue.ledger import Action

LATER = 2**32  # seconds, in the year 2106
ON_THE_PAGES = [Finding("All decisions are on the pages.")]


def index(blog: Blog) -> list[Finding]:
    return list(examined.index(blog.settings))


def pages(blog: Blog) -> list[Finding]:
    with blog.queue() as queue:
        return list(examined.pages(Desk(queue, blog.settings)))


def changed_later(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    os.utime(path, (LATER, LATER))
    return path


def test_a_new_build_is_in_order(site: Blog) -> None:
    assert index(site) == [Finding("It is newer than what it was made from, and has 2 articles.")]


def test_a_site_that_was_never_built_is_told(blog: Blog) -> None:
    with pytest.raises(SiteIndexUnavailable, match="does not exist"):
        index(blog)


def test_half_an_index_is_told(site: Blog) -> None:
    site.settings.site_index.write_text('{"version": 1')

    with pytest.raises(SiteIndexUnavailable, match="cannot be read"):
        index(site)


def test_a_page_that_is_gone_is_told(site: Blog) -> None:
    (site.output / "hello/index.html").unlink()

    assert index(site)[0] == Finding("1 page missing, such as hello/index.html.", "make site")


@pytest.mark.parametrize("name", ["articles/hello.md", "pages/about.md", "images/me.jpg", "redirects.txt"])
def test_what_changed_after_the_build_is_told(site: Blog, name: str) -> None:
    path = changed_later(site.root / "content" / name)

    assert index(site) == [Finding(f"{path} was changed after the site was built.", "make site")]


@pytest.mark.parametrize("name", ["comments/hello/k7f3q2mx.md", "articles/.hello.md.swp", ".git/HEAD"])
def test_what_no_build_reads_makes_none_due(site: Blog, name: str) -> None:
    changed_later(site.root / "content" / name)

    assert all(finding.healthy for finding in index(site))


def test_a_build_that_changes_nothing_makes_the_index_new(site: Blog) -> None:
    path = site.settings.site_index
    os.utime(path, (1, 1))

    site.build()

    assert index(site) == [Finding("It is newer than what it was made from, and has 2 articles.")]


def test_what_is_on_the_pages_is_in_order(site: Blog) -> None:
    with site.queue() as queue:
        queue.add([a_submission("k7f3q2mx")])
    site.moderate("approve", "k7f3q2mx")

    assert pages(site) == ON_THE_PAGES


def test_a_comment_that_was_approved_and_has_no_file_is_told(site: Blog) -> None:
    with site.queue() as queue:
        queue.add([a_submission("k7f3q2mx")])
        queue.decide("k7f3q2mx", Action.APPROVE, who="ann", at=a_comment().date)

    assert pages(site) == [Finding("1 comment not where decided, such as k7f3q2mx.", "moderate publish")]


def test_a_page_without_a_comment_that_has_a_file_is_told(site: Blog) -> None:
    site.comment(a_comment("k7f3q2mx"))

    [found] = pages(site)

    assert re.fullmatch(rf"\d files without all comments, such as {site.output}/\S+\.", found.said)
    assert found.remedy == "moderate publish"
    site.moderate("publish")
    assert pages(site) == ON_THE_PAGES


def test_a_comment_file_that_nobody_can_read_is_told(site: Blog) -> None:
    path = site.comment(a_comment("k7f3q2mx"))
    path.write_text("Hello")

    [found] = pages(site)

    assert found.said.startswith(f"Left out: {path}: ")
    assert found.remedy == f"correct {path}, then moderate publish"


def test_a_page_of_another_theme_is_told(site: Blog) -> None:
    another_theme(site)

    with pytest.raises(StalePage, match="built with another theme"):
        pages(site)


def another_theme(site: Blog) -> None:
    """What the index says now is not what the pages were built with."""
    path = site.settings.site_index
    siteindex.dump(replace(siteindex.load(path), site=a_site(name="Another")), path)


# The rehearsal.


def rehearsed(blog: Blog) -> list[Finding]:
    return list(rehearsal.rehearse(blog.settings))


def test_a_comment_that_would_get_through_is_told(site: Blog) -> None:
    assert rehearsed(site) == [Finding("A test comment got onto a copy of hello/index.html.")]


def without_page(site: Blog) -> None:
    (site.output / "hello/index.html").unlink()


def without_slot(site: Blog) -> None:
    (site.output / "hello/index.html").write_text("<p>Hello</p>")


@pytest.mark.parametrize("broken", [another_theme, without_page, without_slot])
def test_a_comment_that_would_not_is_told(site: Blog, broken: Callable[[Blog], None]) -> None:
    broken(site)

    assert rehearsed(site) == [Finding("A test comment did not get onto a copy of hello/index.html.", "make site")]


def test_without_an_open_article_there_is_nothing_to_rehearse(site: Blog) -> None:
    path = site.settings.site_index
    siteindex.dump(replace(siteindex.load(path), articles={"hello": an_article(open=False)}), path)

    assert rehearsed(site) == [Finding("No article takes comments.")]


def test_a_rehearsal_asks_the_owner_s_lists(site: Blog, tmp_path: Path) -> None:
    (tmp_path / "lists.txt").write_text("hold words casino")
    site.environment["MODERATION_LISTS"] = f"{tmp_path}/lists.txt"

    with pytest.raises(InvalidList, match=r"lists.txt, line 1: 'words' is none of "):
        rehearsed(site)
