"""The file in which a moderator says which article a page is: written by the first import, read by the second."""

from __future__ import annotations

from pathlib import Path

import pytest

from moderation.errors import InvalidExport, NotWritten
from moderation.imports import mappingfile
from moderation.imports.foreign import ForeignComment
from moderation.imports.matching import Articles

SLUGS = {"hello", "other"}


def on(page: str, title: str = "") -> ForeignComment:
    return ForeignComment(number="1", page=page, title=title, date=None, text="I agree.")


def test_unmatched_pages_are_listed_with_what_helps_to_match_them(tmp_path: Path) -> None:
    path = tmp_path / "pages.txt"

    mappingfile.write(path, [on("/a/", "The A"), on("https://blog.example/b c/"), on("/a/"), on("/a/", "Another")])

    assert path.read_text(encoding="utf-8") == (
        "# Pages with comments that could not be matched with an article. Where you know the article, take away the #"
        " before\n# the page, write the article's slug in place of slug-here, and import again.\n"
        '\n# 3 comments, "The A"\n#/a/ slug-here\n'
        "\n# 1 comment\n#https://blog.example/b%20c/ slug-here\n"
    )


def test_what_nobody_has_completed_yet_maps_nothing(tmp_path: Path) -> None:
    mappingfile.write(tmp_path / "pages.txt", [on("/a/", "The A")])

    assert mappingfile.read(tmp_path / "pages.txt", SLUGS) == {}


def test_what_was_completed_is_found_on_the_second_try(tmp_path: Path) -> None:
    path = tmp_path / "pages.txt"
    pages = ["https://blog.example/b c/?p=1", "/ä%2541 50% off/", "/"]
    mappingfile.write(path, map(on, pages))
    path.write_text(
        path.read_text().replace("\n#/", "\n/").replace("\n#http", "\nhttp").replace("slug-here\n", "hello\n")
    )

    articles = Articles({}, chosen=mappingfile.read(path, SLUGS))

    assert [articles.slug_of(page) for page in pages] == ["hello", "hello", "hello"]


def test_a_second_import_keeps_the_file_and_adds_only_what_is_new(tmp_path: Path) -> None:
    path = tmp_path / "pages.txt"
    before = "# /c/ perhaps\r\n/a/\thello\n#https://blog.example/b.html slug-here"
    path.write_bytes(before.encode())

    mappingfile.write(path, [on("/a"), on("/b/"), on("/"), on("/c/")])

    assert path.read_bytes().decode() == f"{before}\n\n# 1 comment\n#/ slug-here\n\n# 1 comment\n#/c/ slug-here\n"


def test_a_second_import_with_nothing_new_leaves_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "pages.txt"
    mappingfile.write(path, [on("/a/")])
    before = path.stat()

    mappingfile.write(path, [on("/a/")])

    assert path.stat() == before


def test_without_anything_to_list_there_is_no_file(tmp_path: Path) -> None:
    mappingfile.write(tmp_path / "pages.txt", [on("")])

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("line_break", ["\n", "\r", "\v", "\x85", "\u2028", "\x00", "\ud800"], ids=ascii)
def test_no_page_and_no_title_forges_a_line(line_break: str, tmp_path: Path) -> None:
    path = tmp_path / "pages.txt"

    mappingfile.write(path, [on(f"/a/{line_break}/b/ hello", f"A{line_break}/b/ hello")])

    assert mappingfile.read(path, SLUGS) == {}
    assert len(path.read_text(encoding="utf-8").splitlines()) == 5


def test_a_file_may_be_written_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "pages.txt"
    path.write_text("\ufeff# mine\r\n\r\n  /a b/   hello \r\nhttps://blog.example/%C3%A4\tother\n", encoding="utf-8")

    assert mappingfile.read(path, SLUGS) == {"/a b/": "hello", "https://blog.example/%C3%A4": "other"}


def test_without_a_file_nothing_is_mapped(tmp_path: Path) -> None:
    assert mappingfile.read(tmp_path / "pages.txt", SLUGS) == {}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param(b"# x\n/a/\n", r"line 2: is not a page, a space and an article's slug", id="one column"),
        pytest.param(b"\n\n/a/ nowhere", r"line 3: names 'nowhere', but there is no such article", id="unknown"),
        pytest.param(b"/a/ slug-here", r"line 1: names 'slug-here', but", id="not completed"),
        pytest.param(b"/a/ hello\n/a.html other", r"line 2: names another article for /a\.html", id="two for one"),
        pytest.param(b"/a/ hello\n/\xff/ other", r"line 2: is not text in UTF-8", id="not UTF-8"),
    ],
)
def test_a_mistake_is_named_with_its_line(text: bytes, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "pages.txt"
    path.write_bytes(text)

    with pytest.raises(InvalidExport, match=rf"pages\.txt, {problem}"):
        mappingfile.read(path, SLUGS)


def test_a_folder_in_its_place_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidExport, match=r"cannot be read \(Is a directory\)"):
        mappingfile.write(tmp_path, [on("/a/")])


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises((InvalidExport, NotWritten), match="Not a directory"):
        mappingfile.write(tmp_path / "file/pages.txt", [on("/a/")])
