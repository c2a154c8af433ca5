"""What the theme's script adds for readers who let it run: nothing that anybody needs."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from blog import PROJECT, Blog
from builders import a_comment

SCRIPT = PROJECT / "theme/templates/script.js"
SWITCH = "Light or dark"
CODE = "    :::python\n    print('hello')"


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Blog:
    blog = Blog(tmp_path_factory.mktemp("blog"))
    blog.article(text=CODE)
    blog.comment(a_comment("aaaaaaaa", author="Zoë"))
    blog.comment(a_comment("bbbbbbbb", author="Ann", day=1))
    blog.build()
    return blog


@pytest.fixture(scope="module")
def address(blog: Blog) -> Iterator[str]:
    with blog.serving() as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(color_scheme="light", permissions=["clipboard-read", "clipboard-write"]) as context:
        context.set_default_timeout(20_000)
        yield context


@pytest.fixture
def reader(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(f"{address}/hello/")
    return page


def scheme(page: Page) -> str:
    """The one that the page is painted in."""
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/)[0] < 128")
    return "dark" if dark else "light"


def test_the_script_takes_at_most_2_kb_on_the_way() -> None:
    assert len(gzip.compress(SCRIPT.read_bytes(), mtime=0)) <= 2_000


def test_the_policy_lets_it_run_and_nothing_is_refused(context: BrowserContext, address: str) -> None:
    said: list[str] = []
    context.on("console", lambda message: said.append(message.text))
    page = context.new_page()

    page.goto(f"{address}/hello/")

    expect(page.get_by_role("button", name=SWITCH)).to_be_visible()
    assert [text for text in said if "404" not in text] == []


def test_a_reply_is_written_below_what_it_answers(reader: Page, blog: Blog) -> None:
    reader.locator("#comment-bbbbbbbb").get_by_role("button", name="Reply").click()

    expect(reader.locator("#comment-bbbbbbbb textarea")).to_be_focused()
    reader.keyboard.type("So do I.")
    reader.get_by_role("textbox", name="Name").fill("Kim")
    reader.get_by_role("button", name="Post Comment").click()
    expect(reader.locator("h1")).to_have_text("Thank you")
    assert '"parent": "bbbbbbbb"' in blog.moderate("list", "--format", "json").stdout


def test_whoever_thinks_better_of_it_finds_the_form_where_it_was(reader: Page) -> None:
    before = reader.locator("#comments").inner_html()

    for comment in ("aaaaaaaa", "bbbbbbbb"):
        reader.locator(f"#comment-{comment}").get_by_role("button", name="Reply").click()
    reader.get_by_role("button", name="Cancel reply").click()

    assert reader.get_by_label("In reply to").input_value() == ""
    assert reader.locator("#comments").inner_html() == before


def test_a_button_says_to_a_screen_reader_whom_it_answers(reader: Page) -> None:
    first, second = reader.get_by_role("button", name="Reply").all()

    expect(first).to_have_accessible_description("Zoë")
    expect(second).to_have_accessible_description("Ann")


def test_code_is_copied_as_it_stands(reader: Page) -> None:
    reader.get_by_role("button", name="Copy").click()

    expect(reader.get_by_role("button", name="Copied")).to_be_visible()
    assert reader.evaluate("navigator.clipboard.readText()") == "print('hello')\n"


def test_light_and_dark_follow_the_reader_until_the_switch_is_pressed(reader: Page) -> None:
    assert scheme(reader) == "light"
    reader.emulate_media(color_scheme="dark")
    assert scheme(reader) == "dark"
    assert reader.evaluate("localStorage.length") == 0


def test_the_switch_is_remembered_on_every_page(reader: Page, address: str) -> None:
    reader.get_by_role("button", name=SWITCH).click()
    reader.goto(f"{address}/archives/")
    assert scheme(reader) == "dark"

    reader.get_by_role("button", name=SWITCH).click()
    reader.reload()
    assert scheme(reader) == "light"


def test_without_script_there_is_no_button_that_does_nothing(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/hello/")
        assert page.get_by_role("button").all_inner_texts() == ["Post Comment", "Preview"]
