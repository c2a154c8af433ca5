"""What the theme tells programs: readers of microformats, search engines, whoever shows a link to a page."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest

import themesite
from blog import Blog
from themesite import ADDRESS, ARTICLES, HOSTILE, LISTS, PAGES, Page


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Blog:
    return themesite.built(tmp_path_factory.mktemp("theme"))


@pytest.fixture(params=PAGES.values(), ids=list(PAGES))
def page(built: Blog, request: pytest.FixtureRequest) -> Page:
    return Page(built.page(request.param))


@pytest.fixture(scope="module")
def article(built: Blog) -> Page:
    return Page(built.page(ARTICLES["an article"]))


def test_an_article_is_an_entry_that_other_programs_can_read(article: Page) -> None:
    assert article.texts(".h-entry > .p-name") == [HOSTILE]
    assert article.texts(".h-entry .meta .p-author.h-card") == ["Mara Lindqvist"]
    assert article.values(".h-entry .meta .u-url", "href") == ["/hello/"]
    assert article.values(".h-entry .meta .dt-published", "datetime") == ["2026-11-01T08:00:00+00:00"]
    assert article.values(".h-entry .meta .dt-updated", "datetime") == ["2026-11-20T09:00:00+00:00"]
    assert article.texts(".h-entry .p-category") == ["Trust", "boats", "<b>bold</b>", "apples"]
    assert article.texts(".h-entry > .e-content") == ["Words."]


def test_programs_are_told_of_an_article_and_its_comments_under_one_name(article: Page) -> None:
    posting, comments = map(json.loads, article.texts("script[type='application/ld+json']"))

    assert posting["@id"].endswith("/hello/")
    assert comments | posting == posting | {
        "@id": comments["@id"],
        "headline": HOSTILE,
        "description": "All of it.",
        "author": [{"@type": "Person", "name": "Mara Lindqvist"}],
        "datePublished": "2026-11-01T08:00:00+00:00",
        "dateModified": "2026-11-20T09:00:00+00:00",
        "commentCount": 2,
        "comment": comments["comment"],
    }


def test_whoever_shares_a_page_shows_its_title_and_what_it_is(built: Blog) -> None:
    article, home = Page(built.page(ARTICLES["an article"])), Page(built.page(LISTS["home"]))

    for name, kind in ((article, "article"), (home, "website")):
        assert name.values("meta[property='og:title']", "content") == name.texts("title")
        assert name.values("meta[property='og:type']", "content") == [kind]


@pytest.mark.parametrize("name", ["drafts/unready/index.html", "thanks/index.html", "404.html"])
def test_what_is_not_listed_is_not_for_search_engines(built: Blog, name: str) -> None:
    assert Page(built.page(name)).values("meta[name=robots]", "content") == ["noindex"]


def test_a_sitemap_names_what_is_published_and_when_it_was_written_last(built: Blog) -> None:
    places = ElementTree.fromstring(built.page("sitemap.xml"))  # noqa: S314  ours
    [domain, *_] = [loc.text or "" for loc in places.iterfind("{*}url/{*}loc")]
    found = {url.findtext("{*}loc", "").removeprefix(domain): url.findtext("{*}lastmod") for url in places}

    assert found == {
        "": None,
        "hello/": "2026-11-20T09:00:00+00:00",
        "other/": "2025-03-02T08:00:00+00:00",
        "salaam/": "2025-03-01T08:00:00+00:00",
        "about/": None,
        "privacy/": None,
    }


def test_robots_may_come_and_are_told_of_the_sitemap(built: Blog) -> None:
    lines = built.page("robots.txt").splitlines()

    assert lines[:2] == ["User-agent: *", "Disallow:"]
    assert re.fullmatch(r"Sitemap: http://127\.0\.0\.1:\d+/sitemap\.xml", lines[3])


def test_without_an_address_of_the_site_no_page_claims_one(page: Page) -> None:
    assert page.all("link[rel=canonical]") == []


def test_with_an_address_every_page_claims_its_own(built: Blog) -> None:
    built.build("-e", f'SITEURL="{ADDRESS}"', "-o", "absolute")

    for name in {*PAGES.values()} - {PAGES["no page"]}:
        claimed = Page((built.root / "absolute" / name).read_text(encoding="utf-8"))
        assert claimed.values("link[rel=canonical]", "href") == [f"{ADDRESS}/{name.removesuffix('index.html')}"]
