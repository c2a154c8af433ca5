"""Whatever is typed, what a page shows of it is safe and complete; and the fuzzer would find it if it were not."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from markupsafe import Markup

import fuzz
import sanitizeproperties
from fuzz import FINDINGS, Hunt, search, shrunk, typed
from markupfragments import DANGEROUS, FOREIGN, INVISIBLE, OTHERS, RAW
from markupgrammar import texts
from moderation import sanitize
from moderation.markup import policy, tokens
from moderation.sanitize import SafeHtml, render
from sanitizeproperties import flaws, flaws_of
from thirdparser import ALLOWED

KEPT = [pytest.param(path.read_bytes().decode(), id=path.stem) for path in sorted(FINDINGS.glob("*.txt"))]


@given(texts)
@settings(max_examples=300, deadline=None)
def test_whatever_is_typed_what_is_shown_is_safe_and_complete(text: str) -> None:
    assert flaws(text) == []


@pytest.mark.parametrize("text", KEPT)
def test_what_was_found_once_is_not_found_again(text: str) -> None:
    assert flaws(text) == []


@pytest.mark.parametrize(
    ("text", "html", "plain", "flaw"),
    [
        pytest.param("a", "<p><script>a</script></p>", False, "script is not allowed", id="not allowed"),
        pytest.param("a", "<p>a<BR></p>", False, "objection: '<BR></p>' is not written", id="not as we write"),
        pytest.param("a", "<p>a<BR></p>", False, "nh3 changes it", id="not as nh3 writes"),
        pytest.param("a", "<p>a<BR></p>", False, "bleach changes it", id="not as bleach writes"),
        pytest.param("a <b>b c</b> d", "<p>a <b>b</b> d</p>", False, "the text has lost 'c'", id="a lost letter"),
        pytest.param("a", "<p></p>", False, "the text has lost 'a'", id="all of them lost"),
        pytest.param("<i>a</i>", "<p>a</p>", True, "the text reads otherwise", id="not as it was typed"),
    ],
)
def test_every_flaw_of_html_is_found(text: str, html: str, plain: bool, flaw: str) -> None:
    found = flaws_of(text, SafeHtml(Markup(html), plain))  # noqa: S704  a test's own

    assert any(one.startswith(flaw) for one in found), found


def cannot(text: str) -> str:
    raise RecursionError(text)


@pytest.mark.parametrize(
    ("module", "name", "instead", "flaw"),
    [
        pytest.param(sanitize, "clean", cannot, "rendering raised RecursionError", id="raising"),
        pytest.param(sanitize, "objection", "for nothing".format, "false alarm", id="objecting to what is harmless"),
        pytest.param(sanitizeproperties, "SECONDS", -1, "it took", id="taking long"),
    ],
)
def test_every_flaw_of_the_rendering_is_found(
    module: object, name: str, instead: object, flaw: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, instead)

    assert flaws("<i>a</i>")[0].startswith(flaw)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("a<textarea>b</textarea>c", "abc", id="raw text is text"),
        pytest.param("a<!-- b --!>c", "ac", id="comments are not"),
        pytest.param("a<!--!>b-->c", "ac", id="nor are those that begin like an end"),
        pytest.param("a<b title='b>c'>d", "ad", id="nor are attributes"),
        pytest.param("a&#60b;&copy=&lt;c", "a60bcopyc", id="half an entity is"),
        pytest.param("<table>a<td>b</table>c", "abc", id="tables put nothing elsewhere"),
    ],
)
def test_the_text_that_must_be_kept_is_what_a_person_would_read(text: str, kept: str) -> None:
    assert flaws_of(text, SafeHtml(Markup(f"<p>{kept}</p>"), plain=False)) == []  # noqa: S704  a test's own
    assert flaws_of(text, SafeHtml(Markup(f"<p>{kept[:-1]}</p>"), plain=False)) != []  # noqa: S704


@pytest.fixture(scope="module")
def some() -> list[str]:
    return [*islice(typed(1, 0), 2000)]


def test_the_grammar_reaches_every_tag_and_attribute_that_may_be_used(some: list[str]) -> None:
    shown = [str(render(text).html) for text in some]
    tags = {(tag, inside) for html in shown for tag, inside in re.findall(r"<([a-z]+)([^>]*)>", html)}
    attributes = {(tag, name) for tag, inside in tags for name in re.findall(r' ([a-z]+)="', inside)}

    assert {tag for tag, _ in tags} == ALLOWED.keys()
    assert attributes == {(tag, name) for tag, names in ALLOWED.items() for name in names}


def test_the_grammar_reaches_what_is_shown_as_it_was_typed_and_links_of_their_own(some: list[str]) -> None:
    shown = [render(text) for text in some[:300]]

    assert {one.plain for one in shown} == {True, False}
    assert any(">http://" in one.html for one in shown)


def test_the_grammar_reaches_everything_that_may_not(some: list[str]) -> None:
    joined = "".join(some)

    assert [name for name in RAW + FOREIGN + OTHERS if f"<{name}" not in joined] == []
    assert [what for what in [*DANGEROUS, *INVISIBLE, "<!--", "<![CDATA[", "&#", "\n\n"] if what not in joined] == []


def nothing(cleaned: str) -> str:
    """The objections of somebody who has none."""
    return ""


def anything(tag: str, attribute: str, typed: str) -> bool:
    """What allows everything."""
    return True


@pytest.mark.parametrize(
    ("module", "name", "instead", "flaw"),
    [
        pytest.param(sanitize, "_allows", anything, " has ", id="any attribute will do"),
        pytest.param(policy, "is_date", bool, "has the date", id="any date will do"),
        pytest.param(tokens, "as_seen", str, "hides something", id="what hides stays"),
    ],
)
def test_the_fuzzer_finds_a_hole_and_keeps_the_smallest_text_that_shows_it(
    module: object,
    name: str,
    instead: Callable[..., object],
    flaw: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(sanitize, "objection", nothing)
    monkeypatch.setattr(module, name, instead)

    caught = search(Hunt(seed=1, until=time.time() + 60, inputs=2000, findings=tmp_path / "findings", enough=1), 0)
    text = caught.found[0].read_bytes().decode()

    assert [*(tmp_path / "findings").iterdir()] == caught.found
    assert any(flaw in found for found in flaws(text)), flaws(text)
    assert all(flaws(text[:place] + text[place + 1 :]) == [] for place in range(len(text)))


def test_a_text_is_made_as_small_as_it_can_be() -> None:
    assert shrunk("some <b>text\n", lambda text: "<b" in text) == "<b"
    assert shrunk("(a(b)(c)", lambda text: text.count("(") > text.count(")")) == "("


def test_the_same_seed_types_the_same_on_each_core_something_else() -> None:
    assert [*islice(typed(7, 0), 9)] == [*islice(typed(7, 0), 9)] != [*islice(typed(7, 1), 9)]


def test_the_fuzzer_stops_at_its_limits(tmp_path: Path) -> None:
    assert search(Hunt(seed=1, until=time.time() + 60, inputs=3, findings=tmp_path), 0).tried == 3
    assert search(Hunt(seed=1, until=0, inputs=3, findings=tmp_path), 0).tried == 0


def test_the_fuzzer_says_what_it_tried(tmp_path: Path) -> None:
    options = ["--inputs", "4", "--processes", "2", "--seed", "7", "--findings", str(tmp_path)]
    done = subprocess.run([sys.executable, fuzz.__file__, *options], capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == ("seed 7, 2 processes\n4 inputs, 0 findings\n", "")
    assert done.returncode == 0
