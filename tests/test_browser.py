"""What a reader does, in a real browser that runs no script, on a real blog."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from blog import Blog

ARTICLES = 20  # more than there are tests


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Blog:
    blog = Blog(tmp_path_factory.mktemp("blog"))
    for number in range(ARTICLES):
        blog.article(f"article-{number}")
    blog.build()
    return blog


@pytest.fixture(scope="module")
def address(blog: Blog) -> Iterator[str]:
    with blog.serving() as address:
        yield address


@pytest.fixture(scope="module")
def unread() -> Iterator[str]:
    return (f"/article-{number}/" for number in range(ARTICLES))


@pytest.fixture
def article(address: str, unread: Iterator[str]) -> str:
    """The address of an article of the test's own: blog and server are shared, since they take a while to come up."""
    return address + next(unread)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(java_script_enabled=False) as context:
        context.set_default_timeout(20_000)
        yield context


@pytest.fixture
def reader(context: BrowserContext, article: str) -> Page:
    """A reader who has opened the article."""
    page = context.new_page()
    page.goto(article)
    return page


def write(reader: Page, text: str, name: str, button: str = "Post Comment") -> None:
    """Fill in the form and send it."""
    reader.get_by_role("textbox", name="Comment").fill(text)
    reader.get_by_role("textbox", name="Name").fill(name)
    reader.get_by_role("button", name=button).click()


def listed(blog: Blog, article: str) -> list[str]:
    """The ids of what waits for a moderator."""
    return blog.moderate("list", "--article", slug(article), "--format", "ids").stdout.split()


def approve_all(blog: Blog, article: str) -> list[str]:
    """What the moderator of this article does; gives the ids."""
    ids = listed(blog, article)
    approved = blog.moderate("approve", *ids)
    assert approved.exit_code == 0, approved.output
    return ids


def slug(article: str) -> str:
    return urlsplit(article).path.strip("/")


def test_a_comment_goes_from_the_form_to_the_page(reader: Page, article: str, blog: Blog) -> None:
    """The whole way: a mistake, its correction, thanks, a moderator, and the comment at its permalink."""
    write(reader, "I agree with <em>every</em> word.", name="")
    assert reader.locator(":focus").get_attribute("class") == "error-summary"
    assert reader.locator("#author-error").inner_text() == "Please give a name; a first name or a nickname will do."

    reader.get_by_role("textbox", name="Name").fill("Zoë")
    reader.get_by_role("button", name="Post Comment").click()
    assert reader.locator("h1").inner_text() == "Thank you"

    [id] = approve_all(blog, article)
    reader.goto(article)
    reader.locator("a.comment-permalink").click()
    assert reader.url == f"{article}#comment-{id}"
    comment = reader.locator("article.comment:target")
    assert comment.locator(".e-content em").inner_text() == "every"
    assert comment.locator(".p-author").inner_text() == "Zoë"


def test_a_preview_is_what_the_page_will_have(reader: Page, article: str, blog: Blog) -> None:
    reader.get_by_role("textbox", name="Website").fill("zoe.example")
    write(reader, "I agree with <em>every</em> word.", name="Zoë", button="Preview")
    preview = timeless(reader.locator("article.comment"))
    assert listed(blog, article) == []

    reader.get_by_role("button", name="Post Comment").click()
    approve_all(blog, article)
    reader.goto(article)

    assert timeless(reader.locator("article.comment")) == preview


def timeless(comment: Locator) -> str:
    """The comment's markup, whichever id and date it has."""
    return re.sub(r"comment-[0-9a-z]{8}\b|<time.*?</time>", "", str(comment.evaluate("element => element.outerHTML")))


def test_the_enter_key_posts_and_never_only_looks(reader: Page, article: str, blog: Blog) -> None:
    reader.get_by_role("textbox", name="Comment").fill("I agree.")
    reader.get_by_role("textbox", name="Name").fill("Zoë")
    reader.keyboard.press("Enter")

    expect(reader.locator("h1")).to_have_text("Thank you")
    assert len(listed(blog, article)) == 1


def test_a_receipt_leads_to_the_published_comment(reader: Page, article: str, blog: Blog) -> None:
    write(reader, "I agree.", name="Zoë")
    [id] = approve_all(blog, article)

    reader.reload()
    reader.get_by_role("link", name="Your comment on Hello").click()

    assert reader.url == f"{article}#comment-{id}"
    assert reader.locator("article.comment:target .e-content").inner_text() == "I agree."


def test_a_writer_corrects_and_withdraws_what_no_moderator_has_read(reader: Page, article: str, blog: Blog) -> None:
    write(reader, "I agre.", name="Zoë")
    sent = listed(blog, article)

    reader.get_by_role("textbox", name="Comment").fill("I agree.")
    reader.get_by_role("button", name="Save Changes").click()
    assert reader.locator("textarea").input_value() == "I agree."
    corrected = listed(blog, article)
    assert (len(corrected), "I agree." in blog.moderate("get", *corrected).stdout) == (1, True)
    assert corrected != sent

    reader.get_by_role("button", name="Withdraw").click()
    assert reader.locator("h1").inner_text() == "Your comment is withdrawn"
    assert listed(blog, article) == []


def test_a_comment_is_not_shown_before_a_moderator_has_read_it(reader: Page, article: str) -> None:
    write(reader, "I agree.", name="Zoë")
    reader.goto(article)

    assert reader.locator("article.comment").count() == 0


def test_a_reload_is_enough_to_see_an_approved_comment(
    reader: Page, context: BrowserContext, article: str, blog: Blog
) -> None:
    other = context.new_page()
    other.goto(article)
    write(other, "I agree.", name="Zoë")

    approve_all(blog, article)
    reader.reload()

    assert reader.locator("article.comment .e-content").inner_text() == "I agree."


def test_a_reader_replies_by_choosing_the_comment_in_the_form(reader: Page, article: str, blog: Blog) -> None:
    write(reader, "I agree.", name="Zoë")
    [first] = approve_all(blog, article)

    reader.goto(article)
    choice = reader.get_by_label("In reply to").locator("option", has_text="Zoë")
    assert choice.inner_text().endswith(": I agree.")
    reader.get_by_label("In reply to").select_option(choice.get_attribute("value"))
    write(reader, "So do I.", name="Ann")
    approve_all(blog, article)
    reader.goto(article)

    assert reader.locator(f"#comment-{first} article.comment .e-content").inner_text() == "So do I."


def test_what_it_replies_to_survives_a_mistake(reader: Page, article: str, blog: Blog) -> None:
    write(reader, "I agree.", name="Zoë")
    [first] = approve_all(blog, article)

    reader.goto(article)
    reader.get_by_label("In reply to").select_option(first)
    write(reader, "So do I.", name="")
    write(reader, "So do I.", name="Ann")
    approve_all(blog, article)
    reader.goto(article)

    assert reader.locator(f"#comment-{first} article.comment .p-author").inner_text() == "Ann"


def test_the_message_at_a_field_is_what_a_screen_reader_says_of_it(reader: Page) -> None:
    write(reader, "I agree.", name="")

    name = reader.get_by_role("textbox", name="Name")
    expect(name).to_have_accessible_description("Please give a name; a first name or a nickname will do.")
    expect(name).to_have_attribute("aria-invalid", "true")


def test_the_trap_is_out_of_the_way_of_eyes_and_keys(reader: Page) -> None:
    reader.get_by_label("Website").focus()
    reader.keyboard.press("Tab")

    assert reader.locator(":focus").inner_text() == "Post Comment"
    place = reader.locator(".field-topic").bounding_box()
    assert place is not None
    assert (place["width"], place["height"]) == (1, 1)


def test_nothing_is_stored_fetched_from_elsewhere_or_refused_on_the_way(
    reader: Page, context: BrowserContext, article: str, address: str, blog: Blog
) -> None:
    asked: list[str] = []
    said: list[tuple[str, str]] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("console", lambda message: said.append((urlsplit(message.location["url"]).path, message.text)))

    reader.reload()
    write(reader, "I agree.", name="")
    write(reader, "I agree.", name="Zoë")
    approve_all(blog, article)
    reader.goto(article)

    assert {f"{urlsplit(url).scheme}://{urlsplit(url).netloc}" for url in asked} == {address}
    assert context.storage_state() == {"cookies": [], "origins": []}
    failed = "Failed to load resource: the server responded with a status of "
    assert set(said) - {("/favicon.ico", f"{failed}404 (Not Found)")} == {
        (
            f"/comments/{slug(article)}",
            f"{failed}422 (Unprocessable Entity)",
        )  # which is what it should say, no error of ours
    }
