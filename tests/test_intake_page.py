"""The page that asks to correct a form: everything typed is there, and every mistake is told at its field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response
from justhtml import Element, JustHTML

from door import FORM, HOST, Door

HOSTILE = "</textarea></form><script>alert(1)</script>\"' onfocus='x' <b>bold</b> &amp; {{ 7*7 }}"
FIELDS = ("comment", "author", "email", "url")
WRONG: dict[str, Any] = {"comment": " ", "author": "", "email": "zoe", "url": "not a site", "comment_parent": "../etc"}


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    with Door(tmp_path) as door:
        yield door


class Page:
    """The page as a browser reads it. One that is not well-formed is an error."""

    def __init__(self, answer: Response) -> None:
        self.html = JustHTML(answer.text, sanitize=False, strict=True, scripting_enabled=False)

    def all(self, selector: str) -> list[Element]:
        return [node for node in self.html.query(selector) if isinstance(node, Element)]

    def one(self, selector: str) -> Element:
        found = self.all(selector)
        assert len(found) == 1, f"{len(found)} of {selector}"
        return found[0]

    def text(self, selector: str) -> str:
        """The words of the only such element."""
        return " ".join(self.one(selector).to_text().split())

    def form(self) -> dict[str, Any]:
        """What the browser would send if the reader pressed the button at once."""
        inputs = {field.attrs["name"]: field.attrs.get("value") for field in self.all("form input")}
        areas = {area.attrs["name"]: content(area) for area in self.all("form textarea")}
        return {str(name): value or "" for name, value in (areas | inputs).items()}


def content(area: Element) -> str:
    """What is in a text area; the parser has taken away the line break that the first is."""
    return "".join(str(child.data) for child in area.children or ())


def attribute(element: Element, name: str) -> str:
    return element.attrs.get(name) or ""


# Nothing typed is lost.


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param({"comment": "Two\n\nparagraphs & <b>more</b>"}, id="text"),
        pytest.param({"comment": "\n\n  it begins with blank lines"}, id="text after blank lines"),
        pytest.param({"comment": HOSTILE}, id="hostile text"),
        pytest.param({"comment": "x" * 20_000}, id="a text that is too long"),
        pytest.param({"url": HOSTILE}, id="hostile website"),
        pytest.param({"email": HOSTILE}, id="hostile e-mail address"),
        pytest.param({"author": HOSTILE + "\u2028Website: x"}, id="hostile name"),
        pytest.param({"author": "x" * 300}, id="a name that is too long"),
        pytest.param({"comment_parent": "k7f3q2mx"}, id="what it replies to"),
        pytest.param({}, id="nothing special"),
    ],
)
def test_everything_typed_is_in_the_form_again(door: Door, typed: dict[str, Any]) -> None:
    sent: dict[str, Any] = FORM | {"author": ""} | typed if "author" not in typed else FORM | typed

    answer = door.post(**sent)

    assert answer.status_code == 422
    kept = {name: value for name, value in sent.items() if value or name != "comment_parent"}
    assert Page(answer).form() == kept


@pytest.mark.parametrize("field", ["author", "email", "url"])
def test_a_character_that_no_page_can_hold_is_shown_as_browsers_show_it(door: Door, field: str) -> None:
    typed: dict[str, Any] = {field: "a\0b"}

    assert Page(door.post(**typed)).form()[field] == "a\ufffdb"


def test_what_fell_into_the_trap_is_not_shown(door: Door) -> None:
    assert Page(door.post(author="", topic="bait")).form()["topic"] == ""


def test_the_corrected_form_is_taken(door: Door) -> None:
    page = Page(door.post(author="", comment="Two\nlines"))

    answer = door.client.post(attribute(page.one("form"), "action"), data=page.form() | {"author": "Zoë"})

    assert answer.status_code == 303
    assert [kept.comment.text for kept in door.kept()] == ["Two\nlines"]


@pytest.mark.parametrize("field", ["comment", "author", "email", "url", "comment_parent"])
def test_nothing_a_stranger_typed_becomes_part_of_the_page(door: Door, field: str) -> None:
    forms: list[dict[str, Any]] = [{"author": "", field: value} for value in ("?", HOSTILE)]

    ordinary, hostile = (Page(door.post(**form)) for form in forms)

    assert not hostile.all("script, b, [onfocus]")
    assert [node.name for node in hostile.all("body *")] == [node.name for node in ordinary.all("body *")]


def test_the_slug_in_the_address_is_not_repeated(door: Door) -> None:
    answer = door.post("%3Cscript%3Ealert(1)%3C")

    assert answer.status_code == 404
    assert "alert(1)" not in answer.text


# Every mistake is told, and found.


def test_the_summary_takes_the_focus_and_says_what_to_do(door: Door) -> None:
    page = Page(door.post(author=""))

    summary = page.one("[autofocus]")
    assert attribute(summary, "class") == "error-summary"
    assert (attribute(summary, "role"), attribute(summary, "tabindex")) == ("alert", "-1")
    assert page.text(".error-summary > p") == "Please correct what is marked below; nothing you typed is lost."


def test_the_summary_leads_to_each_field_with_a_mistake(door: Door) -> None:
    page = Page(door.post(**WRONG))

    links = page.all(".error-summary a")
    assert [attribute(link, "href") for link in links] == [f"#{name}" for name in WRONG]
    assert [attribute(page.one(attribute(link, "href")), "id") for link in links] == list(WRONG)


def test_each_message_stands_at_its_field_as_in_the_summary(door: Door) -> None:
    page = Page(door.post(**WRONG))

    messages = [" ".join(link.to_text().split()) for link in page.all(".error-summary a")]
    assert [page.text(f"#{name}-error") for name in WRONG] == messages


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_with_a_mistake_is_described_by_its_message(door: Door, field: str) -> None:
    page = Page(door.post(**WRONG))

    control = page.one(f"#{field}")
    described = attribute(control, "aria-describedby").split()
    assert attribute(control, "aria-invalid") == "true"
    assert described[0] == f"{field}-error"
    assert all(page.one(f"#{id}") for id in described)


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_without_a_mistake_is_not_marked(door: Door, field: str) -> None:
    others: dict[str, Any] = {name: wrong for name, wrong in WRONG.items() if name != field}
    page = Page(door.post(**others))

    assert "aria-invalid" not in page.one(f"#{field}").attrs
    assert not page.all(f"#{field}-error")


def test_a_reply_to_what_cannot_be_replied_to_is_not_asked_to_be_corrected_for_ever(door: Door) -> None:
    page = Page(door.post(comment_parent="../etc"))

    assert door.post(**page.form()).status_code == 303


# The rest of the page.


def test_every_control_a_reader_sees_has_a_label(door: Door) -> None:
    page = Page(door.post(**WRONG))

    labelled = [attribute(label, "for") for label in page.all("label")]
    controls = page.all("form input:not([type=hidden]), form textarea")
    assert sorted(labelled) == sorted(attribute(control, "id") for control in controls)


def test_the_title_says_that_there_is_a_mistake(door: Door) -> None:
    assert Page(door.post(author="")).text("title") == "Error: Almost there · Blog"


def test_the_page_needs_no_script_and_nothing_from_elsewhere(door: Door) -> None:
    page = Page(door.post(author=""))

    assert not page.all("script, iframe, img, style, [style]")
    assert [attribute(link, "href") for link in page.all("link")] == [f"{HOST}/style.css"]
    assert {attribute(link, "href").partition("#")[0] for link in page.all("a")} == {"", f"{HOST}/", f"{HOST}/hello/"}


@pytest.mark.parametrize(
    ("slug", "headers"),
    [
        pytest.param("nowhere", {}, id="no such article"),
        pytest.param("closed", {}, id="closed"),
        pytest.param("hello", {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}, id="foreign site"),
    ],
)
def test_where_there_is_no_form_to_correct_the_text_can_be_copied(
    door: Door, slug: str, headers: dict[str, str]
) -> None:
    page = Page(door.post(slug, headers, comment=HOSTILE))

    assert content(page.one("textarea[readonly]")) == HOSTILE
    assert not page.all("form")


def test_a_closed_article_says_so(door: Door) -> None:
    assert Page(door.post("closed")).text(".error-summary") == "“Closed” takes no more comments."


def test_a_themes_own_form_is_shown_here_too(tmp_path: Path) -> None:
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme/comment_form.html").write_text("<p>Ours: {{ form.typed.comment }}</p>")

    with Door(tmp_path) as door:
        assert "<p>Ours: I agree.</p>" in door.post(author="").text
