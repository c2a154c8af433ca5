"""Signing in as a reader does it, in a real browser that runs no script, with a real provider on this machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

import oidcprovider
from blog import Blog


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Blog, str]]:
    """A blog whose readers sign in with the provider, and its address."""
    blog = Blog(tmp_path_factory.mktemp("blog"))
    with oidcprovider.signing_in(blog) as address:
        yield blog, address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(java_script_enabled=False) as context:
        context.set_default_timeout(20_000)
        yield context


@pytest.fixture
def reader(context: BrowserContext, blog: tuple[Blog, str]) -> Page:
    """A reader who has typed a comment, and pressed the provider's button."""
    page = context.new_page()
    page.goto(f"{blog[1]}/hello/")
    page.get_by_role("textbox", name="Comment").fill("I agree with <em>every</em> word.")
    page.get_by_role("button", name="127.0.0.1:").click()
    return page


def test_a_reader_signs_in_and_comments_and_the_page_says_where(reader: Page, blog: tuple[Blog, str]) -> None:
    reader.get_by_placeholder("Enter any login").fill("zoe")
    reader.get_by_placeholder("and password").fill("any")
    reader.get_by_role("button", name="Sign-in").click()
    reader.get_by_role("button", name="Continue").click()

    expect(reader.locator(".signin").first).to_contain_text("You are commenting as zoe of the issuer (127.0.0.1:")
    assert reader.locator(".comments .e-content em").inner_text() == "every"
    reader.get_by_label("Link my name").check()
    reader.get_by_role("button", name="Post Comment").click()
    assert reader.locator("h1").inner_text() == "Thank you"

    ids = blog[0].moderate("list", "--format", "ids").stdout.split()
    assert "Verified:    127.0.0.1:" in blog[0].moderate("get", *ids).stdout
    blog[0].moderate("approve", *ids)
    reader.goto(f"{blog[1]}/hello/")
    comment = reader.locator("article.comment")
    assert comment.locator(".p-author a").get_attribute("href") == "https://id.example/zoe"
    assert comment.locator(".comment-verified").inner_text().startswith("via 127.0.0.1:")


def test_who_changes_their_mind_is_back_at_the_text(reader: Page) -> None:
    reader.get_by_role("link", name="Cancel").click()

    expect(reader.locator("h1")).to_have_text("You are not signed in")
    assert reader.get_by_role("textbox", name="Comment").input_value() == "I agree with <em>every</em> word."


def test_nobody_sets_a_cookie_here(context: BrowserContext, reader: Page, blog: tuple[Blog, str]) -> None:
    answers: list[Response] = []
    context.on("response", lambda answer: answers.append(answer))
    reader.get_by_role("link", name="Cancel").click()
    expect(reader.locator("h1")).to_have_text("You are not signed in")

    ours = [answer for answer in answers if answer.url.startswith(blog[1])]
    assert ours
    assert [answer.url for answer in ours if "set-cookie" in answer.all_headers()] == []
