"""The marks that programs give every kind of page: axe, the W3C's checker, Lighthouse, and the scales."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response, Route, ViewportSize

import markedsite
import npm
import serverprocess
from blog import Blog
from patience import eventually

AXE = "rules => axe.run({runOnly: rules}).then(found => [...found.violations, ...found.incomplete])"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BEYOND_US = re.compile(
    "The “(acronym|strike)” element is obsolete"  # the form allows both
    "|Inline script violates Content Security Policy"  # data is no script: browsers do not ask the policy
    "|Resource violates Content Security Policy .* “(style|script|img)-src”"  # 'self' means nothing in a file
)
SHIFTS = """
window.shifts = [];
new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(one => one.value)))
    .observe({type: "layout-shift", buffered: true});
"""
PHONE: ViewportSize = {"width": 320, "height": 640}
FIRST_ROUND_TRIP = 14_000
"""Bytes that a server sends over a new connection before it waits for the reader: ten packets (RFC 6928)."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(serverprocess, "PATIENCE", 300)  # all tests of this file together
        with markedsite.served(Blog(tmp_path_factory.mktemp("marks"))) as address:
            yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport=PHONE) as context:
        yield context.new_page()


def faults(page: Page, rules: list[str]) -> dict[str, list[str]]:
    """What axe finds wrong or cannot decide, by rule."""
    found: list[dict[str, Any]] = page.evaluate(AXE, rules)
    return {fault["id"]: [node["html"] for node in fault["nodes"]] for fault in found}


def test_the_pages_offer_readers_all_there_is(page: Page, address: str) -> None:
    markedsite.show(page, address, "an article with ten comments")
    assert page.locator("[name=signin]").count() == 7
    assert page.locator("[name^=notify_]").count() == 3
    assert page.get_by_role("button", name="Like this").count() == 1

    markedsite.show(page, address, "a preview by who has signed in")
    assert page.get_by_text("You are commenting as Zoë Quist (Google).").count() == 1
    assert page.get_by_label("Link my name").count() == 1
    assert page.get_by_role("button", name="Like this").count() == 1


@pytest.mark.usefixtures("checkers")
@pytest.mark.parametrize("kind", markedsite.KINDS)
def test_everybody_can_use_the_page(page: Page, address: str, kind: str) -> None:
    page.emulate_media(color_scheme="light")
    markedsite.show(page, address, kind)
    page.evaluate(npm.axe())
    assert faults(page, WCAG) == {}

    page.emulate_media(color_scheme="dark")  # changes the colours, and nothing else
    assert faults(page, ["color-contrast", "link-in-text-block"]) == {}


@pytest.mark.usefixtures("checkers")
@pytest.mark.parametrize("kind", ["an article with fifty", "search"])
def test_so_can_whoever_runs_no_script(page: Page, address: str, kind: str) -> None:
    page.route("**/", without_script)  # a browser that runs none would not run axe either
    markedsite.show(page, address, kind)
    page.evaluate(npm.axe())

    assert page.get_by_role("button", name="Light or dark").count() == 0
    assert faults(page, WCAG) == {}


def without_script(route: Route) -> None:
    """The page, all its scripts left out."""
    answer = route.fetch()
    route.fulfill(response=answer, body=re.sub(r"<script.*?</script>", "", answer.text(), flags=re.DOTALL))


@pytest.mark.usefixtures("checkers")
def test_the_w3c_has_nothing_to_say_of_any_page(address: str, tmp_path: Path) -> None:
    for kind in markedsite.KINDS:
        (tmp_path / f"{kind}.html").write_text(markedsite.html(address, kind), encoding="utf-8")

    messages = npm.w3c([str(tmp_path)])

    assert any("acronym" in message["message"] for message in messages)  # it has looked
    assert [message for message in messages if not BEYOND_US.match(message["message"])] == []


@pytest.mark.usefixtures("checkers")
def test_lighthouse_gives_the_article_full_marks(address: str) -> None:
    marks = npm.lighthouse(f"{address}/{markedsite.PAGES['an article with ten comments']}")

    assert marks == dict.fromkeys(npm.CATEGORIES, 100)


def test_an_article_with_ten_comments_comes_in_the_first_round_trip_and_from_one_host(page: Page, address: str) -> None:
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # it cannot mark a method of a list

    page.goto(f"{address}/{markedsite.PAGES['an article with ten comments']}")

    sizes = [len(gzip.compress(answer.body())) for answer in answers]
    assert {urlsplit(answer.url).netloc for answer in answers} == {urlsplit(address).netloc}
    assert len(page.locator(".post > .e-content").inner_text().split()) >= 800
    assert page.locator("article.comment").count() == 10
    assert sum(sizes) <= FIRST_ROUND_TRIP


@pytest.mark.parametrize("kind", markedsite.KINDS)
def test_nothing_moves_when_it_has_been_seen_and_nothing_is_cut_off(page: Page, address: str, kind: str) -> None:
    page.add_init_script(SHIFTS)

    markedsite.show(page, address, kind)

    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.shifts ?? []") == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_nor_does_a_comment_that_a_link_leads_to(page: Page, address: str) -> None:
    page.add_init_script(SHIFTS)

    page.goto(f"{address}/{markedsite.PAGES['an article with fifty']}#comment-40")

    heading = page.locator("#comment-40 h3").first  # to which the page glides
    eventually(lambda: heading.evaluate("one => one.getBoundingClientRect().top") < PHONE["height"])
    assert page.evaluate("window.shifts") == []
