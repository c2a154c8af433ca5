"""What a build leaves behind for intake and desk."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from builders import a_site, an_article
from moderation import siteindex
from moderation.errors import SiteIndexUnavailable
from moderation.siteindex import Latest, SiteIndex

INDEX = SiteIndex(
    site=a_site(
        url="https://blog.example",
        intake="https://comments.example",
        stylesheet="theme/style.css",
        feed="all.xml",
        article_feed="feeds/{slug}.xml",
        feed_items=7,
        max_depth=3,
        likes=True,
    ),
    templates=("/srv/theme/templates",),
    articles={
        "hello": an_article("hello", title="Hällo \u2028 <b>", pages=("hello/index.html", "index.html")),
        "other": an_article("other", open=False, listed=False),
    },
)


def as_data(index: SiteIndex, tmp_path: Path) -> dict[str, Any]:
    """What the index looks like in its file."""
    siteindex.dump(index, tmp_path / "site.json")
    data: dict[str, Any] = json.loads((tmp_path / "site.json").read_text())
    return data


def test_an_index_is_read_as_it_was_written(tmp_path: Path) -> None:
    siteindex.dump(INDEX, tmp_path / "site.json")

    assert siteindex.load(tmp_path / "site.json") == INDEX


def test_an_empty_index_is_one_too(tmp_path: Path) -> None:
    siteindex.dump(SiteIndex(site=a_site()), tmp_path / "site.json")

    assert siteindex.load(tmp_path / "site.json") == SiteIndex(site=a_site())


def test_the_folder_of_the_index_is_made(tmp_path: Path) -> None:
    siteindex.dump(INDEX, tmp_path / "var/site.json")

    assert siteindex.load(tmp_path / "var/site.json") == INDEX


def test_the_order_of_articles_makes_no_difference_to_the_file(tmp_path: Path) -> None:
    backwards = replace(INDEX, articles=dict(sorted(INDEX.articles.items(), reverse=True)))

    siteindex.dump(INDEX, tmp_path / "a.json")
    siteindex.dump(backwards, tmp_path / "b.json")

    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_the_time_of_an_index_is_that_of_the_last_build_even_if_it_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "site.json"
    siteindex.dump(INDEX, path)
    os.utime(path, ns=(1, 1))

    siteindex.dump(INDEX, path)

    assert path.stat().st_mtime_ns > 1


def test_an_index_knows_nothing_of_comments(tmp_path: Path) -> None:
    data = as_data(INDEX, tmp_path)

    assert (sorted(data), sorted(data["articles"]["hello"])) == (
        ["articles", "site", "templates", "version"],
        ["date", "lang", "listed", "open", "output", "pages", "slug", "title", "url"],
    )


def test_a_missing_index_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SiteIndexUnavailable) as missing:
        siteindex.load(tmp_path / "site.json")

    assert str(missing.value) == (
        f"The site index {tmp_path}/site.json does not exist. Build the site (make site) to write it."
    )


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.9, 0.999])
def test_a_half_written_index_cannot_be_read(share: float, tmp_path: Path) -> None:
    path = tmp_path / "site.json"
    siteindex.dump(INDEX, path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole.rstrip()) * share)])

    with pytest.raises(SiteIndexUnavailable, match="cannot be read"):
        siteindex.load(path)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"version": siteindex.VERSION + 1}, id="a later version"),
        pytest.param({"version": 0}, id="an earlier version"),
        pytest.param({"version": None}, id="no version"),
        pytest.param({"site": {}}, id="no site"),
        pytest.param({"site": {"name": "x", "url": "", "feed_url": "", "colour": "red"}}, id="an unknown setting"),
        pytest.param({"templates": 1}, id="no templates"),
        pytest.param({"articles": []}, id="a list of articles"),
        pytest.param({"articles": {"hello": {}}}, id="half an article"),
        pytest.param({"articles": {"hello": None}}, id="no article"),
    ],
)
def test_an_index_of_another_program_cannot_be_read(change: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "site.json"
    path.write_text(json.dumps(as_data(INDEX, tmp_path) | change))

    with pytest.raises(SiteIndexUnavailable, match="cannot be read"):
        siteindex.load(path)


@pytest.mark.parametrize("text", ["[]", "null", "1", '"x"', "{}"])
def test_what_is_no_index_cannot_be_read(text: str, tmp_path: Path) -> None:
    (tmp_path / "site.json").write_text(text)

    with pytest.raises(SiteIndexUnavailable, match="cannot be read"):
        siteindex.load(tmp_path / "site.json")


def test_an_index_in_another_encoding_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "site.json").write_bytes('{"ä": 1}'.encode("latin-1"))

    with pytest.raises(SiteIndexUnavailable, match="cannot be read"):
        siteindex.load(tmp_path / "site.json")


def test_a_folder_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(SiteIndexUnavailable, match="cannot be read"):
        siteindex.load(tmp_path)


def test_the_latest_index_is_read_once(tmp_path: Path) -> None:
    siteindex.dump(INDEX, tmp_path / "site.json")
    latest = Latest(tmp_path / "site.json")

    assert latest() is latest()


def test_the_latest_index_is_read_again_when_a_build_has_replaced_it(tmp_path: Path) -> None:
    siteindex.dump(INDEX, tmp_path / "site.json")
    latest = Latest(tmp_path / "site.json")
    latest()
    newer = replace(INDEX, articles={})

    siteindex.dump(newer, tmp_path / "site.json")

    assert latest() == newer


def test_the_latest_index_may_come_after_whoever_asks_for_it(tmp_path: Path) -> None:
    latest = Latest(tmp_path / "site.json")
    with pytest.raises(SiteIndexUnavailable, match="does not exist"):
        latest()

    siteindex.dump(INDEX, tmp_path / "site.json")

    assert latest() == INDEX


def test_the_latest_index_is_gone_when_its_file_is(tmp_path: Path) -> None:
    siteindex.dump(INDEX, tmp_path / "site.json")
    latest = Latest(tmp_path / "site.json")
    latest()

    (tmp_path / "site.json").unlink()

    with pytest.raises(SiteIndexUnavailable, match="does not exist"):
        latest()


def test_a_broken_index_is_looked_at_again_when_it_has_been_mended(tmp_path: Path) -> None:
    path = tmp_path / "site.json"
    path.write_text("{")
    latest = Latest(path)
    with pytest.raises(SiteIndexUnavailable, match="cannot be read"):
        latest()

    siteindex.dump(INDEX, path)

    assert latest() == INDEX


@pytest.mark.parametrize(
    ("url", "expected"), [("", "/hello/"), ("https://blog.example", "https://blog.example/hello/")]
)
def test_a_place_has_an_address_on_the_site(url: str, expected: str) -> None:
    assert a_site(url=url).address("hello/") == expected
