"""The search page: Pagefind's index of a real blog, read by a real browser under the page's own policy."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from blog import Blog
from builders import a_comment


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    blog = Blog(tmp_path_factory.mktemp("blog"))
    blog.article("boats", "On <b>boats</b>", "Nobody sells a dinghy <i>twice</i>.")
    blog.article("apples", "On apples", "Apples & pears.")
    blog.article("draft", "Draft", "A dinghy, still wet.", status="draft")
    blog.comment(a_comment(article="apples", text="I have a dinghy, too."))
    blog.build()
    subprocess.run([sys.executable, "-m", "pagefind", "--site", blog.output, "--quiet"], check=True)
    with blog.serving() as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        context.set_default_timeout(20_000)
        yield context.new_page()


def test_what_is_typed_is_found_in_articles_alone(page: Page, address: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{address}/search/")

    page.get_by_role("searchbox", name="Words to look for").fill("dinghy")

    expect(page.get_by_role("status")).to_have_text("Articles found: 1")
    expect(page.locator(".results p mark")).to_have_text("dinghy")
    assert [text for text in said if "404" not in text] == []
    page.get_by_role("link", name="On <b>boats</b>").click()
    assert page.url == f"{address}/boats/"


def test_an_address_can_hold_what_to_look_for(page: Page, address: str) -> None:
    page.goto(f"{address}/search/?q=pears")

    expect(page.locator(".results a")).to_have_text("On apples")


def test_no_other_page_loads_anything_for_it(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))

    page.goto(f"{address}/boats/")

    assert [path for path in asked if "pagefind" in path or "search" in path] == []


def test_without_script_the_page_leads_to_the_archives(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/search/")

        assert page.get_by_role("searchbox").count() == 0
        page.locator("main").get_by_role("link", name="archives").click()
        assert page.url == f"{address}/archives/"
