"""Comments as text files: what is written can be read, by people and by us; what is forged or broken is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from builders import NOON, a_comment
from moderation.comment import Comment, Kind
from moderation.errors import InvalidComment, NotWritten
from moderation.published import commentfile

PATH = Path("comments/hello/k7f3q2mx.md")

FULL = a_comment(
    "k7f3q2mx",
    author="A. Reader",
    website="https://example.com/",
    date=datetime(2026, 11, 23, 9, 15, tzinfo=UTC),
    parent="b8e1269q",
    kind=Kind.WEBMENTION,
    verified="id.example.org:8443",
    text="I agree with <em>every</em> word.",
)
FULL_TEXT = """\
Author: A. Reader
Website: https://example.com/
Date: 2026-11-23T09:15:00+00:00
In-Reply-To: b8e1269q
Kind: webmention
Verified: id.example.org:8443

I agree with <em>every</em> word.
"""


def test_a_file_has_every_header_that_says_something() -> None:
    assert commentfile.dumps(FULL) == FULL_TEXT


def test_a_file_has_no_header_that_says_nothing() -> None:
    assert commentfile.dumps(a_comment()) == "Author: Ann\nDate: 2026-11-23T12:00:00+00:00\n\nI agree.\n"


@pytest.mark.parametrize(
    "comment",
    [
        pytest.param(FULL, id="every field"),
        pytest.param(a_comment("k7f3q2mx"), id="as few as possible"),
        pytest.param(a_comment("123", parent="9"), id="imported"),
        pytest.param(a_comment("k7f3q2mx", kind=Kind.PINGBACK), id="pingback"),
        pytest.param(a_comment("k7f3q2mx", article="naïve_äpfel.1"), id="another slug"),
        pytest.param(a_comment("k7f3q2mx", date=NOON.replace(microsecond=123456)), id="part of a second"),
        pytest.param(a_comment("k7f3q2mx", date=datetime(1, 1, 1, tzinfo=UTC)), id="long ago"),
        pytest.param(a_comment("k7f3q2mx", author="Date: 2020-01-01T00:00:00Z"), id="a header for a name"),
        pytest.param(a_comment("k7f3q2mx", author=":"), id="a colon for a name"),
        pytest.param(a_comment("k7f3q2mx", author="\ufeffAnn\u202e 👩‍🚀"), id="odd characters in a name"),
        pytest.param(a_comment("k7f3q2mx", text="\n\n  I agree. \n\n\n"), id="blank lines around the text"),
        pytest.param(a_comment("k7f3q2mx", text="\ufeffa\u2028b\u2029c\td"), id="odd characters in the text"),
        pytest.param(a_comment("k7f3q2mx", text="---\ntitle: x\n---\n"), id="front matter in the text"),
        pytest.param(a_comment("k7f3q2mx", text="x" * 100_000), id="a long text"),
    ],
)
def test_what_is_written_is_read_again(comment: Comment, tmp_path: Path) -> None:
    assert commentfile.read(commentfile.write(tmp_path, comment)) == comment


def test_a_moment_in_another_zone_that_is_utc_today_is_the_same_when_read_again() -> None:
    comment = replace(FULL, date=FULL.date.astimezone(timezone(timedelta(0), "GMT")))

    assert commentfile.loads(commentfile.dumps(comment), PATH) == comment


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Author: Mara Lindqvist", id="a header first"),
        pytest.param("Author: Mara Lindqvist\nDate: 2020-01-01T00:00:00+00:00\n\nI lied.", id="a whole file"),
        pytest.param("\nAuthor: Mara Lindqvist\n\nI lied.", id="after a blank line"),
        pytest.param("x\nIn-Reply-To: b8e1269q\nKind: pingback\n\ny", id="headers in the middle"),
        pytest.param("x\u2028Author: Mara\u2028\u2028y", id="after a line separator"),
    ],
)
def test_headers_in_the_text_are_only_text(text: str) -> None:
    comment = a_comment("k7f3q2mx", text=text)

    assert commentfile.loads(commentfile.dumps(comment), PATH) == comment


LINE_BREAKS = ["\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
FORGED = ["Author: Mara", "Date: 2020-01-01T00:00:00+00:00", "In-Reply-To: b8e1269q", "Kind: pingback", "\nI lied."]


@pytest.mark.parametrize("forged", FORGED, ids=lambda header: header.split(":")[0].strip())
@pytest.mark.parametrize("line_break", LINE_BREAKS, ids=ascii)
def test_no_name_forges_a_header(line_break: str, forged: str) -> None:
    with pytest.raises(InvalidComment, match="author is more than one line"):
        commentfile.dumps(a_comment(author=f"Ann{line_break}{forged}"))


@pytest.mark.parametrize("forged", FORGED, ids=lambda header: header.split(":")[0].strip())
@pytest.mark.parametrize("line_break", LINE_BREAKS, ids=ascii)
def test_no_website_forges_a_header(line_break: str, forged: str) -> None:
    with pytest.raises(InvalidComment, match="website is not a web address"):
        commentfile.dumps(a_comment(website=f"https://a.example/{line_break}{forged}"))


def test_no_parent_forges_a_header() -> None:
    with pytest.raises(InvalidComment, match="parent is not a comment's id"):
        commentfile.dumps(a_comment(parent="b8e1269q\nKind: pingback"))


def test_the_name_of_a_file_is_the_id_and_the_folder_the_article() -> None:
    comment = commentfile.loads(FULL_TEXT, Path("somewhere/other/a0000001.md"))

    assert (comment.id, comment.article) == ("a0000001", "other")


def test_a_comment_is_written_into_its_articles_folder(tmp_path: Path) -> None:
    path = commentfile.write(tmp_path / "comments", FULL)

    assert (path, path.read_bytes()) == (tmp_path / "comments/hello/k7f3q2mx.md", FULL_TEXT.encode())


def test_a_comment_written_again_replaces_itself(tmp_path: Path) -> None:
    commentfile.write(tmp_path, FULL)

    commentfile.write(tmp_path, replace(FULL, text="On second thoughts, no."))

    assert [comment.text for comment in commentfile.read_folder(tmp_path, "hello")[0]] == ["On second thoughts, no."]


def test_a_comment_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "hello").write_text("a file where the folder should be")

    with pytest.raises(NotWritten, match=r"k7f3q2mx\.md could not be written: File exists"):
        commentfile.write(tmp_path, FULL)


def test_a_folder_gives_its_comments_and_its_broken_files(tmp_path: Path) -> None:
    commentfile.write(tmp_path, FULL)
    commentfile.write(tmp_path, a_comment("a0000001"))
    broken = tmp_path / "hello/a0000002.md"
    broken.write_text("I agree.")

    comments, errors = commentfile.read_folder(tmp_path, "hello")

    assert ([comment.id for comment in comments], [error.path for error in errors]) == (
        ["a0000001", "k7f3q2mx"],
        [broken],
    )


@pytest.mark.parametrize(
    "name", ["README.md", "k7f3q2mx.md~", "k7f3q2mx.txt", ".k7f3q2mx.md", ".writing-0123", "k7f3q2mx-copy.md"]
)
def test_other_files_in_a_folder_are_left_alone(name: str, tmp_path: Path) -> None:
    commentfile.write(tmp_path, FULL)
    (tmp_path / "hello" / name).write_text("I agree.")

    assert commentfile.read_folder(tmp_path, "hello") == ([FULL], [])


def test_an_article_without_a_folder_has_no_comments(tmp_path: Path) -> None:
    assert commentfile.read_folder(tmp_path, "hello") == ([], [])


def test_the_articles_with_comments_are_the_folders_named_like_one(tmp_path: Path) -> None:
    for folder in ("other", "hello", ".git", "two words"):
        (tmp_path / folder).mkdir()
    (tmp_path / "notes").write_text("a file")

    assert commentfile.slugs(tmp_path) == ["hello", "other"]


def test_before_the_first_comment_no_article_has_one(tmp_path: Path) -> None:
    assert commentfile.slugs(tmp_path / "comments") == []


@pytest.mark.parametrize("verified", ["Google", "a b", "google\u2028", "/", "<b>"])
def test_what_is_no_providers_name_is_no_mark(verified: str) -> None:
    with pytest.raises(InvalidComment, match="is not the name of a provider"):
        a_comment(verified=verified)
