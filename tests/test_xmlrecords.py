"""Records out of XML of any size: whole ones, in order, and no more of them in memory than one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

import pytest

from blog import PROJECT, Blog
from moderation.errors import InvalidExport
from moderation.imports import xmlrecords
from moderation.imports.xmlrecords import PIECE, Record
from wxr import FOOT, a_post, a_wp_comment, an_export


def read(
    folder: Path, inside: str, wanted: Collection[str] = ("item",), root: Collection[str] = ("rss",)
) -> list[Record]:
    """The records of a file with this in its outermost element."""
    path = folder / "export.xml"
    path.write_text(f"<rss>{inside}</rss>", encoding="utf-8")
    return [record for record, _ in xmlrecords.records(path, root, wanted)]


def test_a_record_has_its_text_its_attributes_and_its_fields(tmp_path: Path) -> None:
    [record] = read(tmp_path, '<item id="7">text<a>1</a><b/><c>&lt;2&gt;<![CDATA[ <3> ]]>é</c></item>')

    assert (record.name, record.attributes) == ("item", {"id": "7"})
    assert (record["a"], record["b"], record["c"], record["d"]) == ("1", "", "<2> <3> é", "")
    assert record.children == []


def test_of_fields_with_the_same_name_the_first_counts(tmp_path: Path) -> None:
    [record] = read(tmp_path, "<item><a></a><a>2</a></item>")

    assert record["a"] == ""


def test_what_has_attributes_or_parts_of_its_own_is_a_child(tmp_path: Path) -> None:
    [record] = read(tmp_path, '<item><a>1</a><b x="y">2</b><c><d>3</d></c><b>4</b><b x="z">5</b></item>')

    assert [(child.name, child.attributes, child.text, child.fields) for child in record.children] == [
        ("b", {"x": "y"}, "2", {}),
        ("c", {}, "", {"d": "3"}),
        ("b", {"x": "z"}, "5", {}),
    ]


def test_a_record_within_another_comes_first_and_is_none_of_its_parts(tmp_path: Path) -> None:
    inside = "<item><title>1</title><comment><id>2</id></comment><comment><id>3</id></comment><end>4</end></item>"

    found = read(tmp_path, inside, ["item", "comment"])

    assert [(record.name, record.fields, record.children) for record in found] == [
        ("comment", {"id": "2"}, []),
        ("comment", {"id": "3"}, []),
        ("item", {"title": "1", "end": "4"}, []),
    ]


def test_a_record_may_be_at_any_depth_and_be_a_text_alone(tmp_path: Path) -> None:
    found = read(tmp_path, "<a>x<site>1</site><b><site>2</site></b></a><site>3</site>", ["site"])

    assert [record.text for record in found] == ["1", "2", "3"]


def test_the_outermost_element_can_be_a_record(tmp_path: Path) -> None:
    assert [record.fields for record in read(tmp_path, "<a>1</a>", ["rss"])] == [{"a": "1"}]


def test_excerpt_and_content_have_one_name_in_wordpress_and_two_here(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    path.write_text(an_export(a_post(content="All of it.", excerpt="In short.")))

    [(item, _)] = xmlrecords.records(path, ["rss"], ["item"])

    assert (item["encoded"], item["excerpt"]) == ("All of it.", "In short.")


def test_names_are_without_their_namespaces(tmp_path: Path) -> None:
    inside = '<item xmlns:w="urn:w" w:a="1"><w:b>2</w:b><c xmlns="urn:c">3</c></item>'

    [record] = read(tmp_path, inside)

    assert (record.attributes, record.fields) == ({"a": "1"}, {"b": "2", "c": "3"})


@pytest.mark.parametrize("before", range(PIECE - 40, PIECE + 8, 3))
def test_a_record_may_begin_in_one_piece_of_the_file_and_end_in_the_next(before: int, tmp_path: Path) -> None:
    [first, second] = read(tmp_path, f"<x>{'x' * before}</x><item><a>é1</a></item><item><a>2</a></item>")

    assert (first["a"], second["a"]) == ("é1", "2")


def test_each_record_comes_with_how_much_has_been_read(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    path.write_text(f"<rss><item/>{'x' * 3 * PIECE}<item/></rss>")

    done = [done for _, done in xmlrecords.records(path, ["rss"], ["item"])]

    assert done == [PIECE, path.stat().st_size]


def test_records_come_before_what_is_wrong_later(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    path.write_text(f"<rss><item/>{'x' * 3 * PIECE}\n<item>")
    found = xmlrecords.records(path, ["rss"], ["item"])

    assert next(found)[0].name == "item"
    with pytest.raises(InvalidExport, match=r"export\.xml, line 2: is not well-formed XML \(no element found\)\."):
        next(found)


def test_another_outermost_element_is_named_with_those_there_may_be(tmp_path: Path) -> None:
    with pytest.raises(InvalidExport, match=r"begins with <rss>, not with <feed> or <disqus>\.$"):
        read(tmp_path, "", root=["feed", "disqus"])


@pytest.mark.parametrize("name", ["missing.xml", ""])
def test_a_file_that_cannot_be_read_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidExport, match="cannot be read"):
        list(xmlrecords.records(tmp_path / name, ["rss"], ["item"]))


READING = """
import sys
from pathlib import Path
from moderation.imports.xmlrecords import records
print(sum(1 for _ in records(Path(sys.argv[1]), ["rss"], ["item", "comment"])))
"""
# A new process counts what the one before it needed for its own: what runs the tests must not be that one.
MEASURING = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10)
"""


SIZE = 60 << 20


def large(path: Path) -> int:
    """A file of that size: posts with comments, of each nine revisions, and what nobody asks for; gives how many
    posts there are."""
    head, count = an_export(f"<x>{'y' * 100}</x>").removesuffix(FOOT), 0
    with path.open("w", encoding="utf-8") as file:
        file.write(head)
        while file.tell() < SIZE:
            count += 1
            comment = a_wp_comment(str(count), content="words " * 40)
            file.write(a_post(f"post-{count}", content="words " * 2000, comments=[comment]))
            file.write(a_post(content="words " * 2000, post_type="revision") * 9)
            file.write("<term><name>x</name></term>")
        file.write(FOOT)
    return count


def peak(blog: Blog, *program: str) -> tuple[list[str], int]:
    """What the program says, and how many MiB of memory it needed at most."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURING, sys.executable, *program],
        cwd=PROJECT,
        env={**os.environ, **blog.environment},
        capture_output=True,
        text=True,
        check=True,
    )
    *said, mebibytes = done.stdout.splitlines()
    return said, int(mebibytes)


def test_a_large_file_is_never_in_memory(blog: Blog) -> None:
    posts = large(blog.root / "export.xml")

    said, mebibytes = peak(blog, "-c", READING, str(blog.root / "export.xml"))

    assert said == [str(11 * posts)]
    assert mebibytes < 50


def test_nor_is_an_item_that_nobody_asks_for(tmp_path: Path, blog: Blog) -> None:
    path = tmp_path / "export.xml"
    path.write_text(f"<rss>{'<term><name>x</name></term>' * 400_000}</rss>")

    said, mebibytes = peak(blog, "-c", READING, str(path))

    assert (said, mebibytes < 50) == (["0"], True)


def test_a_whole_import_needs_little_memory_as_well(blog: Blog) -> None:
    posts = large(blog.root / "export.xml")

    said, mebibytes = peak(blog, "-m", "moderation", "import", "wordpress", str(blog.root / "export.xml"))

    assert said[0] == f"{posts:,} articles and 0 pages written."
    assert mebibytes < 120
