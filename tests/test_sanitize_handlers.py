"""Every event handler there is, on every tag that may be typed: the tag stays, the handler goes."""

from __future__ import annotations

import pytest

import payloads
from moderation.markup import policy
from moderation.sanitize import render

KNOWN = (
    *("onabort", "onanimationstart", "onauxclick", "onbeforetoggle", "onbegin", "onblur", "onclick", "oncontextmenu"),
    *(
        "oncopy",
        "onerror",
        "onfocus",
        "onfocusin",
        "oninput",
        "onload",
        "onmouseover",
        "onpointerrawupdate",
        "onscroll",
    ),
    *("onscrollsnapchange", "ontoggle", "ontouchstart", "ontransitionend", "onwebkitplaybacktargetavailabilitychanged"),
    *("oncontentvisibilityautostatechange", "FSCommand", "seekSegmentTime", "onNoBrowserHasThisYet", "ONCLICK"),
)
"""Some of each kind: fired by a pointer, by a key, by a style, by loading, by nobody; without an ``on``, too."""

SPELLINGS = [
    pytest.param('<{start} {handler}="alert(1)">agree</{tag}>', id="after a space"),
    pytest.param("<{start}/{handler}=alert(1)//>agree</{tag}>", id="after a slash"),
    pytest.param("<{start}\n{handler}\n=\n'alert(1)'>agree</{tag}>", id="on lines of its own"),
    pytest.param("<{start} {handler}>agree</{tag}>", id="with no value"),
    pytest.param('<{start} class=""{handler}=alert(1)>agree</{tag}>', id="right after another attribute"),
    pytest.param('<{start} {handler}="alert(1)" {handler}="alert(2)">agree</{tag}>', id="twice"),
    pytest.param("<{start} x:{handler}=alert(1) {handler}&#61;alert(1)>agree</{tag}>", id="under another name"),
]


@pytest.fixture(scope="module", params=["known here", "published"])
def handlers(request: pytest.FixtureRequest) -> list[str]:
    """Names of handlers: some of our own and, where the corpora are, all 163 that we could find."""
    return [*KNOWN] if request.param == "known here" else payloads.handlers(request.getfixturevalue("corpora"))


def start(tag: str) -> str:
    """The tag with what it must have to stay at all."""
    return 'a href="https://a.example/"' if tag == "a" else tag


@pytest.mark.parametrize("tag", policy.TAGS)
def test_the_element_stays_when_it_has_no_handler(tag: str) -> None:
    assert f"<{tag}" in render(f"<{start(tag)}>agree</{tag}>").html


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("tag", policy.TAGS)
def test_an_element_with_a_handler_is_the_element_without_it(tag: str, spelling: str, handlers: list[str]) -> None:
    texts = (spelling.format(start=start(tag), tag=tag, handler=handler) for handler in handlers)

    assert {render(text).html for text in texts} == {render(f"<{start(tag)}>agree</{tag}>").html}
