"""What readers do with a keyboard alone, and what they hear who see nothing; with the theme's script and without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from blog import Blog
from builders import a_comment

STOPS = 60
"""More stops than there are on the page."""
HEARD = ["Hello", "2 comments", "Ann", "Bob", "Leave a Reply"]
HEADINGS = "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((one) => [+one.localName[1], one.textContent])"
FOCUSED = """() => {
  const { activeElement: one } = document;
  const { outlineStyle, outlineWidth } = getComputedStyle(one);
  return [one.id || one.textContent.trim(), outlineStyle !== "none" && outlineWidth !== "0px"];
}"""


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Blog:
    blog = Blog(tmp_path_factory.mktemp("blog"))
    blog.article(text="Words.\n\n## Why\n\n## How\n\n## When\n")
    blog.comment(a_comment("1", author="Ann"))
    blog.comment(a_comment("2", author="Bob", day=1, parent="1"))
    blog.build()
    return blog


@pytest.fixture(scope="module")
def address(blog: Blog) -> Iterator[str]:
    with blog.serving() as address:
        yield address


@pytest.fixture(params=[True, False], ids=["with script", "without"])
def reader(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A reader who has opened the article, and touches no mouse."""
    with browser.new_context(java_script_enabled=request.param) as context:
        page = context.new_page()
        page.goto(f"{address}/hello/")
        yield page


def stops_of(reader: Page) -> Iterator[tuple[str, bool]]:
    """What each press of the key leads to, by its id or its text, and whether it has an outline then."""
    for _ in range(STOPS):
        reader.keyboard.press("Tab")
        if reader.locator("body:focus").count() or not reader.locator(":focus").count():
            return  # out of the page again
        name, outlined = reader.evaluate(FOCUSED)
        yield name, outlined


def go_to(reader: Page, id: str) -> None:
    """Press the key for the next stop until this is reached."""
    for _ in range(STOPS):
        reader.keyboard.press("Tab")
        if reader.locator(f"#{id}:focus").count():
            return
    raise AssertionError(f"no key leads to {id}")


def test_the_first_stop_leads_past_what_every_page_has(reader: Page) -> None:
    reader.keyboard.press("Tab")
    expect(reader.get_by_role("link", name="Skip to content")).to_be_focused()
    expect(reader.get_by_role("link", name="Skip to content")).to_be_in_viewport()

    reader.keyboard.press("Enter")
    reader.keyboard.press("Tab")

    assert reader.locator("main :focus").count() == 1


def test_every_stop_can_be_seen_and_the_form_is_met_in_its_order(reader: Page) -> None:
    stops = dict(stops_of(reader))

    fields = ["comment", "author", "email", "url", "comment_parent", "Post Comment", "Preview"]
    assert [name for name in stops if name in fields] == fields
    assert "topic" not in stops  # the trap
    assert [name for name, outlined in stops.items() if not outlined] == []


def test_a_comment_is_written_and_sent_by_keys_alone(reader: Page) -> None:
    go_to(reader, "comment")
    reader.keyboard.type("I agree.")
    go_to(reader, "author")
    reader.keyboard.type("Cid")

    reader.keyboard.press("Enter")

    reader.wait_for_url(re.compile("/comments/receipt/"))
    expect(reader.get_by_role("heading", level=1)).to_be_visible()


def test_what_is_wrong_is_the_first_thing_to_hear(reader: Page) -> None:
    go_to(reader, "author")
    reader.evaluate("document.querySelector('form.comment-form').noValidate = true")
    reader.keyboard.press("Enter")

    expect(reader.locator(":focus")).to_contain_text("comment")


def test_headings_leave_out_no_level_and_name_what_comes(reader: Page) -> None:
    headings = reader.evaluate(HEADINGS)
    levels = [level for level, _ in headings]
    named = [text.strip() for _, text in headings]

    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise([0, *levels]))
    assert [name for name in named if name in HEARD] == HEARD


def test_whoever_listens_can_jump_to_each_part(reader: Page) -> None:
    parts = [(role, reader.get_by_role(role).count()) for role in ("banner", "navigation", "main", "contentinfo")]

    assert [(role, number) for role, number in parts if not number] == []
    assert reader.get_by_role("main").count() == 1
