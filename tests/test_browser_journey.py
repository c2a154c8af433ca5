"""A reader's whole way: signed in, heard, liked, told; in a real browser, with a real provider and mail server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser, Page, expect

import oidcprovider
from blog import LIKES, Blog
from builders import a_submission
from mailserver import MailServer
from moderation.queue.submission import Verdict
from patience import eventually
from test_letter import part

ZOE = "zoe@reader.example"


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


@pytest.fixture
def blog(blog: Blog, mail: MailServer) -> Iterator[tuple[Blog, str]]:
    """A blog that offers its readers all there is, and its address."""
    blog.environment |= {"MODERATION_MAIL": mail.url, "MODERATION_MAIL_FROM": "blog@blog.example"}
    blog.environment |= {"MODERATION_MAIL_TO": "mara@desk.example"}
    with oidcprovider.signing_in(blog, f'{LIKES}COMMENTS_NOTIFY = "replies"\n') as address:
        yield blog, address


@pytest.fixture
def reader(browser: Browser, blog: tuple[Blog, str]) -> Iterator[Page]:
    """A reader who has opened the article, and runs no script."""
    with browser.new_context(java_script_enabled=False) as context:
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.goto(f"{blog[1]}/hello/")
        yield page


def told(blog: Blog, mail: MailServer, number: int) -> EmailMessage:
    """The mail of this number that the reader got."""

    def letters() -> list[EmailMessage]:
        blog.moderate("notify")
        return [letter for letter in mail.letters if letter["To"] == ZOE][number - 1 :]

    return eventually(letters)[0]


def link(letter: EmailMessage, address: str) -> str:
    return str(re.findall(rf"{address}\S+", part("plain", letter))[0])


def test_a_reader_signs_in_comments_likes_subscribes_and_is_told(
    reader: Page, blog: tuple[Blog, str], mail: MailServer
) -> None:
    site, address = blog
    reader.get_by_role("button", name="Like").click()
    expect(reader.locator("#liked")).to_be_visible()

    reader.get_by_role("textbox", name="Comment").fill("Is that so?")
    reader.get_by_role("textbox", name="Email").fill(ZOE)
    reader.get_by_label("Notify me of replies").check()
    reader.get_by_role("button", name="127.0.0.1:").click()
    reader.get_by_placeholder("Enter any login").fill("zoe")
    reader.get_by_placeholder("and password").fill("any")
    reader.get_by_role("button", name="Sign-in").click()
    reader.get_by_role("button", name="Continue").click()
    expect(reader.get_by_label("Notify me of replies")).to_be_checked()
    reader.get_by_role("button", name="Like").click()  # once more, by name, and to be counted once
    expect(reader.get_by_role("status")).to_contain_text("Thank you")
    expect(reader.get_by_role("textbox", name="Comment")).to_have_value("Is that so?")
    reader.get_by_role("button", name="Post Comment").click()
    expect(reader.locator("h1")).to_have_text("Thank you")

    reader.goto(link(told(site, mail, 1), address))
    reader.get_by_role("button", name="Yes, notify me").click()
    expect(reader.locator("h1")).to_have_text("You will be notified")
    question = site.moderate("list", "--format", "ids").stdout.split()[0]
    assert site.moderate("approve", question).exit_code == 0
    with site.queue() as queue:
        queue.add([a_submission("b0000000", parent=question, text="It is.", verdict=Verdict.HAM)])
    assert site.moderate("approve", "b0000000").exit_code == 0
    assert site.moderate("likes", "publish").exit_code == 0

    reader.goto(link(told(site, mail, 2), address))
    assert reader.locator("#comment-b0000000").inner_text().count("It is.") == 1
    assert reader.locator(f"#comment-{question} .comment-verified").first.inner_text().startswith("via 127.0.0.1:")
    expect(reader.locator("main")).to_contain_text("1 reader likes this")
