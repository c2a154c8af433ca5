"""Comment files as people leave them: edited by hand, by other editors, or broken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from builders import a_comment
from moderation.comment import Comment
from moderation.errors import InvalidCommentFile
from moderation.published import commentfile

PATH = Path("comments/hello/k7f3q2mx.md")

TEXT = "Author: Ann\nWebsite: https://example.com/\nDate: 2026-11-23T12:00:00+00:00\n\nI agree.\n\nMostly.\n"
COMMENT = a_comment("k7f3q2mx", website="https://example.com/", text="I agree.\n\nMostly.")


def by_hand(head: str, text: str = "I agree.\n") -> Comment:
    """The comment in a file that somebody wrote."""
    return commentfile.loads(f"{head}\n{text}", PATH)


def problem(text: str) -> str:
    """What is wrong with a file that holds this text."""
    with pytest.raises(InvalidCommentFile) as broken:
        commentfile.loads(text, PATH)
    return broken.value.problem


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-11-23T09:15:00+00:00", datetime(2026, 11, 23, 9, 15, tzinfo=UTC)),
        pytest.param("2026-11-23T09:15:00Z", datetime(2026, 11, 23, 9, 15, tzinfo=UTC), id="Z"),
        pytest.param("2026-11-23T10:15:00+01:00", datetime(2026, 11, 23, 9, 15, tzinfo=UTC), id="another zone"),
        pytest.param("2026-11-23 09:15", datetime(2026, 11, 23, 9, 15, tzinfo=UTC), id="no zone"),
        pytest.param("2026-11-23", datetime(2026, 11, 23, tzinfo=UTC), id="no time"),
    ],
)
def test_a_date_written_by_hand_is_understood(written: str, expected: datetime) -> None:
    assert by_hand(f"Author: Ann\nDate: {written}\n").date == expected


@pytest.mark.parametrize(
    ("head", "text"),
    [
        pytest.param("Date:2026-11-23T12:00:00Z\nAuthor:Ann\n", "I agree.", id="another order, no spaces"),
        pytest.param("Author:   Ann  \nDate:\t2026-11-23T12:00:00Z \n", "I agree.", id="more spaces"),
        pytest.param("Author: Ann\nDate: 2026-11-23T12:00:00Z\nKind: comment\n", "I agree.", id="the usual kind"),
        pytest.param("Author: Ann\nDate: 2026-11-23T12:00:00Z\nWebsite:\n", "I agree.", id="an empty website"),
    ],
)
def test_headers_written_by_hand_are_understood(head: str, text: str) -> None:
    assert by_hand(head, text) == a_comment("k7f3q2mx")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("I agree.", "I agree.", id="no line break at the end"),
        pytest.param("\n\nI agree.\n\n\n", "\n\nI agree.\n\n", id="extra blank lines"),
    ],
)
def test_a_text_written_by_hand_is_kept_as_it_is(text: str, expected: str) -> None:
    assert by_hand("Author: Ann\nDate: 2026-11-23\n", text).text == expected


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(TEXT.encode(), id="as we write it"),
        pytest.param(TEXT.replace("\n", "\r\n").encode(), id="Windows's line ends"),
        pytest.param(b"\xef\xbb\xbf" + TEXT.encode(), id="byte order mark"),
        pytest.param(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode(), id="both"),
    ],
)
def test_what_an_editor_makes_of_a_file_is_the_same_comment(written: bytes, tmp_path: Path) -> None:
    path = tmp_path / "hello/k7f3q2mx.md"
    path.parent.mkdir()
    path.write_bytes(written)

    assert commentfile.read(path) == COMMENT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", "Date '' is not like 2026-11-23T09:15:00+00:00", id="empty"),
        pytest.param("\n\n\n", "Date '' is not like 2026-11-23T09:15:00+00:00", id="blank"),
        pytest.param("Author: Ann\n\nI agree.", "Date '' is not like 2026-11-23T09:15:00+00:00", id="no date"),
        pytest.param("Date: 2026-11-23\n\nI agree.", "The comment's author is empty.", id="no author"),
        pytest.param("Author: Ann\nDate: 2026-11-23\n", "The comment's text is empty.", id="no text"),
        pytest.param("Author: Ann\nDate: 2026-11-23\n\n \n\n", "The comment's text is empty.", id="a blank text"),
        pytest.param(
            "I agree.",
            "'I agree.' is not one of Author, Website, Date, In-Reply-To, Kind, Verified",
            id="no headers",
        ),
        pytest.param(
            "Author: Ann\nEmail: ann@a.example\n\nx",
            "'Email' is not one of Author, Website, Date, In-Reply-To, Kind, Verified",
            id="a header that would be private",
        ),
        pytest.param(
            "author: Ann\nDate: 2026-11-23\n\nx",
            "'author' is not one of Author, Website, Date, In-Reply-To, Kind, Verified",
            id="another case",
        ),
        pytest.param(
            "Author: Ann\n  and Bob\nDate: 2026-11-23\n\nx",
            "'  and Bob' is not one of Author, Website, Date, In-Reply-To, Kind, Verified",
            id="a header that goes on",
        ),
        pytest.param("Author: Ann\nAuthor: Bob\nDate: 2026-11-23\n\nx", "Author is there twice", id="twice the same"),
        pytest.param(
            "Author: Ann\nDate: 23.11.2026\n\nx",
            "Date '23.11.2026' is not like 2026-11-23T09:15:00+00:00",
            id="another notation",
        ),
        pytest.param(
            "Author: Ann\nDate: 2026-02-30\n\nx",
            "Date '2026-02-30' is not like 2026-11-23T09:15:00+00:00",
            id="no such day",
        ),
        pytest.param(
            "Author: Ann\nDate: 0001-01-01T00:00:00+01:00\n\nx",
            "Date '0001-01-01T00:00:00+01:00' is not like 2026-11-23T09:15:00+00:00",
            id="before the first day",
        ),
        pytest.param(
            "Author: Ann\nDate: 9999-12-31T23:59:59-01:00\n\nx",
            "Date '9999-12-31T23:59:59-01:00' is not like 2026-11-23T09:15:00+00:00",
            id="after the last day",
        ),
        pytest.param("Author: Ann\nDate: 2026-11-23\nKind: telegram\n\nx", "'telegram' is not a valid Kind", id="kind"),
        pytest.param(
            "Author: Ann\nDate: 2026-11-23\nIn-Reply-To: ../x\n\nx",
            "The comment's parent is not a comment's id.",
            id="parent",
        ),
        pytest.param(
            "Author: Ann\nDate: 2026-11-23\nIn-Reply-To:\n\nx",
            "The comment's parent is not a comment's id.",
            id="an empty parent",
        ),
        pytest.param(
            "Author: Ann\nDate: 2026-11-23\nWebsite: javascript:alert(1)\n\nx",
            "The comment's website is not a web address.",
            id="website",
        ),
        pytest.param(
            "Author: Ann\nDate: 2026-11-23\n\nx\0", "The comment's text holds control characters.", id="controls"
        ),
    ],
)
def test_a_broken_file_says_what_is_wrong(text: str, expected: str) -> None:
    assert problem(text) == expected


def test_a_broken_file_is_named() -> None:
    with pytest.raises(InvalidCommentFile, match=r"comments/hello/k7f3q2mx\.md: The comment's author is empty\."):
        commentfile.loads("Date: 2026-11-23\n\nI agree.", PATH)


@pytest.mark.parametrize("name", ["nonsense", "K7F3Q2MX", "k7f3q2mx-copy", "007"])
def test_a_file_with_a_name_we_would_never_give_is_no_comment(name: str) -> None:
    with pytest.raises(InvalidCommentFile, match="id is not one of ours"):
        commentfile.loads(TEXT, PATH.with_stem(name))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param(b"Author: \xe4\n", "cannot be read (UnicodeDecodeError)", id="Latin-1"),
        pytest.param(TEXT.encode("utf-16"), "cannot be read (UnicodeDecodeError)", id="UTF-16"),
    ],
)
def test_a_file_in_another_encoding_is_broken(written: bytes, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "k7f3q2mx.md"
    path.write_bytes(written)

    with pytest.raises(InvalidCommentFile) as broken:
        commentfile.read(path)

    assert broken.value.problem == expected


@pytest.mark.parametrize("make", [lambda path: None, Path.mkdir], ids=["missing", "a folder"])
def test_what_is_no_file_is_broken(make: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / "k7f3q2mx.md"
    make(path)

    with pytest.raises(InvalidCommentFile, match="cannot be read"):
        commentfile.read(path)
