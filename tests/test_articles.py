"""Which articles take comments: by their author's word, and by their age."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from blog import Blog
from builders import NOON
from door import INDEX, Door, an_article
from moderation import siteindex
from moderation.errors import Refused, UnknownArticle
from moderation.intake.articles import open_article
from moderation.siteindex import SiteIndex

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def is_open(date: str, days: int, now: datetime = NOON) -> bool:
    """Whether an article of this date takes comments, where articles close after so many days."""
    index = SiteIndex(site=INDEX.site, articles={"a": an_article("a", date=date)})
    try:
        return open_article(index, "a", now, days).slug == "a"
    except Refused:
        return False


def test_an_article_closes_to_the_second_after_so_many_days() -> None:
    assert is_open((NOON - 14 * DAY + SECOND).isoformat(), 14)
    assert not is_open((NOON - 14 * DAY).isoformat(), 14)


def test_unless_the_owner_says_so_none_ever_closes() -> None:
    assert is_open("1999-12-31T23:59:59+00:00", 0)


@pytest.mark.parametrize(
    "date",
    [
        pytest.param("1970-01-01T00:00:00+00:00", id="a page, which has none"),
        pytest.param("", id="empty"),
        pytest.param("yesterday", id="in words"),
    ],
)
def test_what_has_no_date_does_not_age(date: str) -> None:
    assert is_open(date, 14)


@pytest.mark.parametrize(
    ("date", "opened"),
    [
        pytest.param("2026-11-22T12:00:01", True, id="without a time zone: in UTC"),
        pytest.param("2026-11-22T12:00:00", False, id="without a time zone, and over"),
        pytest.param("2026-11-22T13:00:00+02:00", False, id="east, where it was noon before"),
        pytest.param("2026-11-22T11:00:00-02:00", True, id="west, where it was noon later"),
        pytest.param("2030-01-01T00:00:00+00:00", True, id="in the future"),
        pytest.param("0001-01-01T00:00:00+14:00", True, id="so long ago that nobody can have meant it"),
    ],
)
def test_dates_are_read_as_pelican_writes_them(date: str, opened: bool) -> None:
    assert is_open(date, 1, datetime.fromisoformat("2026-11-23T12:00:00+00:00")) is opened


def test_a_closed_article_is_closed_however_young(tmp_path: Path) -> None:
    with Door(tmp_path, close_days=14) as door:
        assert door.post("closed").status_code == 403


def test_there_is_no_article_that_no_build_knows() -> None:
    with pytest.raises(UnknownArticle):
        open_article(INDEX, "nowhere", NOON, 0)


def test_a_reader_who_comes_too_late_is_told_and_keeps_the_text(tmp_path: Path) -> None:
    with Door(tmp_path, close_days=14) as door:
        old = {"hello": an_article("hello", date=(NOON - 15 * DAY).isoformat())}
        siteindex.dump(SiteIndex(site=INDEX.site, articles=old), door.index)

        answer = door.post(comment="Fourteen days of thought.")

        assert answer.status_code == 403
        assert "“Hello” takes no more comments." in answer.text
        assert "Fourteen days of thought." in answer.text
        assert door.kept() == []


def test_a_built_article_closes_too(blog: Blog) -> None:
    blog.article("old", date="2001-01-01 08:00")
    blog.write("pages/about.md", "Title: About\nSlug: about\nComments: open\n\nUs.\n")
    blog.build()
    index = siteindex.load(blog.settings.site_index)

    with pytest.raises(Refused):
        open_article(index, "old", NOON, 14)
    assert open_article(index, "about", NOON, 14).slug == "about"
