"""The public number of likes: a file of its own, and a number and nothing more."""

from __future__ import annotations

from pathlib import Path

import pytest

from moderation.published import commentfile, likefile


def test_what_was_written_is_read(tmp_path: Path) -> None:
    assert likefile.write(tmp_path, "hello", 3)

    assert (tmp_path / "hello/likes").read_bytes() == b"3\n"
    assert likefile.read(tmp_path, "hello") == (3, [])


def test_an_article_without_a_file_has_none(tmp_path: Path) -> None:
    assert likefile.read(tmp_path, "hello") == (0, [])


def test_there_is_no_file_for_none(tmp_path: Path) -> None:
    likefile.write(tmp_path, "hello", 1)

    assert likefile.write(tmp_path, "hello", 0)
    assert not (tmp_path / "hello/likes").exists()


@pytest.mark.parametrize("number", [0, 3])
def test_a_number_that_is_there_already_is_not_written(tmp_path: Path, number: int) -> None:
    likefile.write(tmp_path, "hello", number)

    assert not likefile.write(tmp_path, "hello", number)


@pytest.mark.parametrize("text", [b"\xef\xbb\xbf12\r\n", b"12", b" 12 \n\n"])
def test_any_editor_may_have_written_it(tmp_path: Path, text: bytes) -> None:
    likefile.write(tmp_path, "hello", 1)
    (tmp_path / "hello/likes").write_bytes(text)

    assert likefile.read(tmp_path, "hello") == (12, [])


@pytest.mark.parametrize("text", ["", "many", "-1", "1 2", "1_000", "٣", "9" * 10, "<b>1</b>"])
def test_what_is_no_number_is_named_and_counts_as_none(tmp_path: Path, text: str) -> None:
    likefile.write(tmp_path, "hello", 1)
    (tmp_path / "hello/likes").write_text(text)

    number, broken = likefile.read(tmp_path, "hello")

    assert (number, [str(error) for error in broken]) == (0, [f"{tmp_path}/hello/likes: holds no number of likes"])


def test_the_greatest_number_that_may_be_set_can_be_read(tmp_path: Path) -> None:
    likefile.write(tmp_path, "hello", likefile.MOST)

    assert likefile.read(tmp_path, "hello") == (likefile.MOST, [])


def test_it_is_no_comment(tmp_path: Path) -> None:
    likefile.write(tmp_path, "hello", 3)

    assert commentfile.read_folder(tmp_path, "hello") == ([], [])
