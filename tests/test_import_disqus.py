"""Disqus's export: what it says of every post, compared with another parser; and what it leaves unsaid."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from defusedxml import ElementTree

from moderation.errors import InvalidExport
from moderation.imports.foreign import ForeignComment
from moderation.imports.systems import disqus
from moderation.queue.submission import State

NAMESPACE = 'xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals"'
THREAD = """<thread dsq:id="2"><link>https://blog.example/hello/</link><title>Hello</title></thread>"""


def export(folder: Path, *elements: str) -> Path:
    path = folder / "disqus.xml"
    path.write_text(f"<disqus {NAMESPACE}>{''.join(elements)}</disqus>", encoding="utf-8")
    return path


def a_post(number: str = "4", more: str = "", message: str = "I agree.") -> str:
    return f'<post dsq:id="{number}"><message>{message}</message><thread dsq:id="2"/>{more}</post>'


def test_a_post_becomes_a_comment(tmp_path: Path) -> None:
    post = """<post dsq:id="5"><id>x</id><message><![CDATA[ <p>I agree.</p> ]]></message>
        <createdAt>2013-10-11T06:51:33Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam>
        <author><email>ann@example.com</email><name>Ann</name></author><ipAddress>192.0.2.1</ipAddress>
        <thread dsq:id="2"/><parent dsq:id="4"/></post>"""

    assert list(disqus.read(export(tmp_path, THREAD, post))) == [
        ForeignComment(
            number="5",
            page="https://blog.example/hello/",
            title="Hello",
            author="Ann",
            date=datetime(2013, 10, 11, 6, 51, 33, tzinfo=UTC),
            text="<p>I agree.</p>",
            parent="4",
            email="ann@example.com",
            ip="192.0.2.1",
        )
    ]


@pytest.mark.parametrize(
    ("flags", "state"),
    [
        ("", State.APPROVED),
        ("<isDeleted>true</isDeleted>", State.TRASH),
        ("<isSpam>true</isSpam>", State.SPAM),
        ("<isApproved>false</isApproved>", State.PENDING),
        ("<isApproved>false</isApproved><isSpam>true</isSpam><isDeleted>true</isDeleted>", State.TRASH),
    ],
)
def test_a_post_keeps_its_state(flags: str, state: State, tmp_path: Path) -> None:
    assert [comment.state for comment in disqus.read(export(tmp_path, THREAD, a_post(more=flags)))] == [state]


def test_a_deleted_post_without_its_text_is_left_out(tmp_path: Path) -> None:
    deleted = a_post("4", "<isDeleted>true</isDeleted>", message=" ")

    assert [comment.number for comment in disqus.read(export(tmp_path, THREAD, deleted, a_post("5")))] == ["5"]


def test_a_thread_may_come_after_its_posts(tmp_path: Path) -> None:
    assert [comment.title for comment in disqus.read(export(tmp_path, a_post(), THREAD))] == ["Hello"]


def test_a_thread_without_a_link_is_known_by_its_own_name(tmp_path: Path) -> None:
    thread = """<thread dsq:id="2"><id>hello</id></thread>"""

    assert [comment.page for comment in disqus.read(export(tmp_path, thread, a_post()))] == ["hello"]


def test_a_post_whose_thread_is_missing_is_on_no_page(tmp_path: Path) -> None:
    assert [comment.page for comment in disqus.read(export(tmp_path, a_post()))] == [""]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("", "disqus.xml, line 1: is not well-formed XML", id="empty"),
        pytest.param("<rss/>", "begins with <rss>, not with <disqus>", id="another system's"),
        pytest.param(f"<disqus {NAMESPACE}>\n<post></disqus>", "line 2: is not well-formed XML", id="not closed"),
        pytest.param("<!DOCTYPE x [<!ENTITY a 'b'>]>\n<disqus/>", "document type", id="entities"),
    ],
)
def test_what_is_no_export_is_named(text: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "disqus.xml"
    path.write_text(text)

    with pytest.raises(InvalidExport, match=problem):
        list(disqus.read(path))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidExport, match=r"disqus\.xml: cannot be read \(No such file"):
        list(disqus.read(tmp_path / "disqus.xml"))


Row = tuple[str, str, str, str, str, str, str]


def another_reading(path: Path) -> list[Row]:
    """The posts that are not deleted, by a parser that builds the tree."""
    internal, plain = "{http://disqus.com/disqus-internals}id", {"d": "http://disqus.com"}
    root = ElementTree.fromstring(path.read_bytes())
    links = {thread.get(internal): thread.findtext("d:link", "", plain) for thread in root.findall("d:thread", plain)}
    rows = []
    for post in root.findall("d:post", plain):
        parent, thread = post.find("d:parent", plain), post.find("d:thread", plain)
        assert thread is not None
        row = (
            post.get(internal, "") or post.findtext("d:id", "", plain),
            links.get(thread.get(internal), ""),
            "" if parent is None else parent.get(internal, ""),
            post.findtext("d:author/d:name", "", plain),
            post.findtext("d:createdAt", "", plain),
            post.findtext("d:message", "", plain).strip(),
            "spam" if post.findtext("d:isSpam", "", plain) == "true" else "approved",
        )
        if post.findtext("d:isDeleted", "", plain) != "true":
            rows.append(row)
    return rows


def our_reading(path: Path) -> list[Row]:
    return [
        (c.number, c.page, c.parent, c.author, f"{c.date:%Y-%m-%dT%H:%M:%SZ}", c.text, c.state.value)
        for c in disqus.read(path)
    ]


def test_a_real_export_is_read_as_another_parser_reads_it(corpora: Path) -> None:
    path = corpora / "wxr/other/disqus-isso.xml"

    assert [row[0] for row in our_reading(path)] == ["4", "5", "6", "8", "11"]
    assert our_reading(path) == another_reading(path)


def test_a_real_export_that_is_broken_is_named(corpora: Path) -> None:
    with pytest.raises(InvalidExport, match=r"remark42-disqus\.xml, line 1: is not well-formed XML"):
        list(disqus.read(corpora / "wxr/other/remark42-disqus.xml"))


def test_a_real_export_that_was_broken_is_read_once_it_is_mended(corpora: Path, tmp_path: Path) -> None:
    text = (corpora / "wxr/other/remark42-disqus.xml").read_text(encoding="utf-8")
    path = tmp_path / "disqus.xml"
    path.write_text(text.removeprefix("`").partition('<post dsq:id="x')[0] + "</disqus>", encoding="utf-8")

    assert [row[0] for row in our_reading(path)][-2:] == ["12345678890", "299986073"]
    assert our_reading(path) == another_reading(path)


def test_a_real_export_that_breaks_off_is_named_with_its_line(corpora: Path, tmp_path: Path) -> None:
    text = (corpora / "wxr/other/remark42-disqus.xml").read_text(encoding="utf-8").removeprefix("`")
    path = tmp_path / "disqus.xml"
    path.write_text(text, encoding="utf-8")
    line = text[: text.index("dsq:id=247937687")].count("\n") + 1

    with pytest.raises(InvalidExport, match=f"line {line}: is not well-formed XML"):
        list(disqus.read(path))
