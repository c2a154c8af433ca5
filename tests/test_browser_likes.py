"""Liking an article in a real browser that runs no script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from blog import Blog


@pytest.fixture
def address(likeable: Blog) -> Iterator[str]:
    with likeable.serving() as address:
        yield f"{address}/hello/"


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Page]:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        yield page


def test_a_like_is_thanked_for_counted_and_taken_back(reader: Page, address: str, likeable: Blog) -> None:
    button, number = reader.get_by_role("button", name="Like this"), reader.locator(".like-count")
    thanks, goodbye = reader.get_by_text("Thank you."), reader.get_by_text("You have taken your like back.")
    expect(thanks).to_be_hidden()

    button.click()
    expect(thanks).to_be_in_viewport()
    assert reader.url == f"{address}#liked"

    likeable.moderate("likes", "publish")
    reader.reload()
    expect(number).to_have_text("1 reader likes this")

    button.click()
    expect(goodbye).to_be_in_viewport()
    expect(thanks).to_be_hidden()

    likeable.moderate("likes", "publish")
    reader.reload()
    expect(number).to_have_count(0)
