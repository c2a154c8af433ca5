from __future__ import annotations

import time

import pytest

from builders import a_comment
from longtexts import PARTS, long_text
from moderation.spam.features import EVERY, FIRST, HEAD, LAST, LENGTHS, LINKS, TAIL, at_least_as_long, features


def of(text: str) -> frozenset[str]:
    """The features of a comment with this text."""
    return features(a_comment(text=text))


def test_the_features_of_a_comment_are_words_that_a_moderator_understands() -> None:
    comment = a_comment(author="Ann B", text="Check it OUT!\nhttp://www.Pills.example/buy?x=1")

    assert features(comment) == {
        EVERY,
        "“check…”",
        "“it”",
        "“out”",
        "“(link)”",
        "“check… it”",
        "“it out”",
        "“out (link)”",
        "begins with “check…”",
        "ends with “(link)”",
        "a link to pills.example",
        "a link to .example",
        "capitals: 30 %",
        "links: 1",
        "line breaks: 1",
        "“!”: 1",
        "“?”: 0",
        "last sign: another",
        "words: 5",
        "signed “ann”",
        "signed “b”",
        "no website",
    }


def test_the_website_is_a_feature_of_its_own() -> None:
    found = features(a_comment(website="https://pills.example/"))

    assert "a website at pills.example" in found
    assert "links: 0" in found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Subscribe", "SUBSCRIBING", id="case and ending"),
        pytest.param("sub\u200bscribe", "subscribe", id="a character without a shape"),
        pytest.param("\uff53\uff55\uff42\uff53\uff43\uff52\uff49\uff42\uff45", "subscribe", id="wide letters"),
        pytest.param("&#115;ubscribe", "subscribe", id="an entity"),
        pytest.param("<b>subscribe</b>", "subscribe", id="tags"),
        pytest.param("call 555 now", "call 123 now", id="other digits"),
        pytest.param("http://pills1.example/", "http://www.pills22.example/a", id="numbered hosts"),
        pytest.param("http://me:x@pills.example", "http://pills.example", id="a name before the host"),
    ],
)
def test_texts_that_say_the_same_have_the_same_words(one: str, other: str) -> None:
    looks = ("capitals", "words", "last sign")

    assert {name for name in of(one) if not name.startswith(looks)} == {
        name for name in of(other) if not name.startswith(looks)
    }


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("http://pills.example", id="bare"),
        pytest.param('<a rel="nofollow" href="http://pills.example/x">here</a>', id="HTML"),
        pytest.param("[url=http://pills.example]here[/url]", id="BBCode"),
        pytest.param("www.pills.example", id="without http"),
    ],
)
def test_a_link_is_one_however_it_is_written(text: str) -> None:
    assert {"a link to pills.example", "a link to .example", "links: 1"} <= of(text)


def test_no_attribute_of_a_tag_is_taken_for_a_word() -> None:
    assert not {"“rel”", "“href”", "“nofol…”"} & of('<a rel="nofollow" href="http://pills.example">here</a>')


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        pytest.param("请点击", {"“请点”", "“点击”", "“请点 点击”"}, id="Chinese"),
        pytest.param("ありがとう", {"“あり”", "“りが”", "“がと”", "“とう”"}, id="Japanese"),
        pytest.param("ตรวจ", {"“ตร”", "“รว”", "“วจ”"}, id="Thai"),
        pytest.param("好", {"“好”"}, id="a single letter"),
    ],
)
def test_letters_that_are_written_without_spaces_count_in_pairs(text: str, pairs: set[str]) -> None:
    assert pairs <= of(text)


def test_a_script_with_spaces_beside_one_without_keeps_its_words() -> None:
    assert {"“ok”", "“点击”"} <= of("ok点击")


def test_of_a_long_text_beginning_and_end_count() -> None:
    found = of("first " + "middle " * 5_000 + "last http://pills.example")

    assert {"begins with “first…”", "a link to pills.example", "“last (link)”"} <= found


def test_what_lies_between_is_not_even_looked_at() -> None:
    assert "links: 0" in of("a" * HEAD + " http://pills.example " + "a" * TAIL)


def test_no_text_has_more_than_400_features() -> None:
    words = [f"{chr(97 + a)}{chr(97 + b)}" for a in range(26) for b in range(26)]
    links = " ".join(f"http://{word}.{word}.example" for word in words[:60])

    found = features(
        a_comment(author=" ".join(words[:80]), text=" ".join(words[:FIRST]) + f" {links} " + " ".join(words[-LAST:]))
    )

    assert 300 < len(found) <= 400
    assert sum(name.startswith("a link to ") for name in found) == LINKS + 1


@pytest.mark.parametrize("piece", [*PARTS, "<a href='http://x ", "www.", "&#", "字"])
def test_no_text_takes_long(piece: str) -> None:
    text = long_text(piece) if piece in PARTS else piece * (60_000 // len(piece))
    begun = time.process_time()

    found = of(f"{text}.")

    assert time.process_time() - begun < 0.5
    assert all(name.isprintable() and len(name) <= 80 for name in found)


def test_a_text_is_at_least_as_long_as_itself_and_as_shorter_ones() -> None:
    short, middle, long = (of("word " * count) for count in (3, 30, 100))

    assert [any(name in found for name in at_least_as_long(middle)) for found in (short, middle, long)] == [
        False,
        True,
        True,
    ]


def test_every_text_has_one_length() -> None:
    assert [len(of(text) & set(LENGTHS)) for text in (".", "one", "one two " * 5_000)] == [1, 1, 1]
