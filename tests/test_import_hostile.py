"""Exports that mean harm, or are none: they change nothing, or only what an honest one would change."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from blog import PROJECT, Blog
from wxr import HEAD, a_page, a_post, a_wp_comment, an_attachment, an_export, bring, content, head

GOOD = an_export(a_post(comments=[a_wp_comment("1"), a_wp_comment("2")]), a_page())
DECLARATION, BODY = GOOD.split("\n", 1)
LINE = GOOD[: GOOD.index("Words")].count("\n") + 1
BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
BOMBED = BODY.replace("<![CDATA[I agree.]]>", "&a11;")


def declared(type: str, body: str = BODY) -> str:
    """The export with a document type in its second line."""
    return f"{DECLARATION}\n<!DOCTYPE {type}>\n{body}"


ATTACKS = {
    "an entity bomb": declared(f'rss [<!ENTITY a0 "ha">{BOMB}]', BOMBED),
    "an external entity": declared('rss [<!ENTITY x SYSTEM "file:///etc/passwd">]'),
    "an external entity of parameters": declared('rss [<!ENTITY % x SYSTEM "http://127.0.0.1:9/"> %x;]'),
    "an external document type": declared('rss SYSTEM "http://127.0.0.1:9/rss.dtd"'),
    "a harmless document type": declared("rss"),
}
REFUSED = "has a document type, which no export needs and attacks begin with"
BROKEN, END = "is not well-formed XML", GOOD.count("\n") + 1
ENCODED = "is in an encoding that cannot be read"

OTHERS = [
    pytest.param("<html>\n<body></body>\n</html>", 0, "is no such export: it begins with <html>", id="a web page"),
    pytest.param('<feed xmlns="urn:atom"/>', 0, "is no such export: it begins with <feed>", id="another feed"),
    pytest.param("<x:rss/>", 1, f"{BROKEN} (unbound prefix)", id="a prefix that is not declared"),
    pytest.param("", 1, f"{BROKEN} (no element found)", id="nothing"),
    pytest.param(" \n\n ", 3, f"{BROKEN} (no element found)", id="white space"),
    pytest.param("INSERT INTO wp_posts VALUES (1);", 1, f"{BROKEN} (syntax error)", id="something else"),
    pytest.param(f"\n{GOOD}", 2, f"{BROKEN} (XML or text declaration not at start", id="an empty line first"),
    pytest.param(f"{GOOD}<rss/>", END, f"{BROKEN} (junk after document element)", id="something after its end"),
    pytest.param(
        GOOD.replace("<![CDATA[<p>Words.</p>]]>", "&nbsp;"),
        LINE,
        f"{BROKEN} (undefined entity)",
        id="an unknown entity",
    ),
    pytest.param(GOOD.replace("Words", "W\x1brds"), LINE, BROKEN, id="a control character"),
    pytest.param(GOOD.replace("Words", "W\xf6rds").encode("latin-1"), LINE, BROKEN, id="Latin-1"),
    pytest.param(b"\0" * 1000, 1, BROKEN, id="NUL"),
    pytest.param(gzip.compress(GOOD.encode()), 1, BROKEN, id="compressed"),
    pytest.param(GOOD.replace("UTF-8", "klingon", 1), 0, ENCODED, id="an encoding that is none"),
    pytest.param(GOOD.replace("UTF-8", "base64", 1), 0, ENCODED, id="an encoding that is no text"),
    pytest.param(GOOD.replace("UTF-8", "shift_jis", 1), 0, ENCODED, id="an encoding of several bytes"),
]


def everything(blog: Blog) -> dict[Path, bytes | None]:
    """Every file and folder there is."""
    return {path: path.read_bytes() if path.is_file() else None for path in sorted(blog.root.rglob("*"))}


def refused(blog: Blog, path: Path, *options: str) -> str:
    """The one line that an import ends with, having changed nothing."""
    before = everything(blog)
    done = blog.moderate("import", "wordpress", str(path), *options)
    assert everything(blog) == before
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.output
    return done.stderr.rstrip("\n")


def saved(blog: Blog, text: str | bytes) -> Path:
    path = blog.root / "export.xml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(("text", "line", "problem"), OTHERS)
def test_what_is_no_export_ends_with_one_line_and_nothing_written(
    text: str | bytes, line: int, problem: str, blog: Blog
) -> None:
    path = saved(blog, text)

    said = refused(blog, path)

    assert said.startswith(f"Error: {path}, line {line}: {problem}" if line else f"Error: {path}: {problem}")


@pytest.mark.parametrize("name", ATTACKS)
def test_a_document_type_is_refused_whatever_it_says(name: str, blog: Blog) -> None:
    path = saved(blog, ATTACKS[name])

    assert refused(blog, path) == f"Error: {path}, line 2: {REFUSED}."


IN_LITTLE_MEMORY = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from moderation.desk.cli import cli
cli(["import", "wordpress", sys.argv[1]])
"""


def test_a_bomb_is_refused_before_it_goes_off(blog: Blog) -> None:
    path = saved(blog, ATTACKS["an entity bomb"])
    command = [sys.executable, "-c", IN_LITTLE_MEMORY, str(path)]

    done = subprocess.run(
        command, cwd=PROJECT, env=blog.environment, capture_output=True, text=True, check=False, timeout=30
    )

    assert (done.returncode, done.stderr) == (1, f"Error: {path}, line 2: {REFUSED}.\n")


@pytest.mark.parametrize("share", [0.001, 0.01, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99, 0.999])
def test_a_file_that_was_cut_off_is_refused_before_anything_is_written(share: float, blog: Blog) -> None:
    path = saved(blog, GOOD[: int(len(GOOD) * share)])

    assert re.match(re.escape(f"Error: {path}, line ") + r"\d+: is not well-formed XML", refused(blog, path))


def test_one_that_was_cut_off_far_from_its_beginning_is_refused_too(blog: Blog) -> None:
    path = saved(
        blog, an_export(*[a_post(f"post-{n}", content="x" * 1000) for n in range(300)]).removesuffix("</rss>\n")
    )

    assert ": is not well-formed XML (" in refused(blog, path)


@pytest.mark.parametrize("name", ["missing.xml", "content", ""])
def test_no_file_is_wrong_use(name: str, blog: Blog) -> None:
    done = blog.moderate("import", "wordpress", str(blog.root / name))

    assert (done.exit_code, "Traceback" in done.output) == (2, False)
    assert not (blog.root / "var").exists()


def test_a_file_that_cannot_be_read_is_named(blog: Blog) -> None:
    path = Path("/proc/self/mem")  # nobody can read its beginning, not even root
    if not path.exists():
        pytest.skip("this system has no such file")

    assert refused(blog, path) == "Error: /proc/self/mem: cannot be read (Input/output error)."


def test_a_map_of_redirects_that_is_broken_stops_the_import_before_anything_is_written(blog: Blog) -> None:
    path = blog.write("redirects.txt", "/old/ new\n/older/\n")
    before = content(blog)

    done = blog.moderate("import", "wordpress", str(saved(blog, GOOD)))

    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith(f"Error: {path}, line 2: ")
    assert content(blog) == before


def test_what_would_move_the_cursor_is_spelt_out(blog: Blog) -> None:
    # XML has no control characters of the first kind, but those of the second, which terminals obey as well.
    bad = "\x9b2J\u202e\x9d0;title\x9c"
    nameless = a_wp_comment("@", content="").replace("[@]", f"[9{bad}]")
    items = [a_post(post_type=bad), a_post(content=f"[box-{bad} x=1]Words.[/box] [box id=1]", comments=[nameless])]

    said = bring(blog, *items).stdout + bring(blog, a_post(title=bad)).stdout

    assert said.count(r"\x9b2J\u202e\x9d0;title\x9c") == 2
    assert [character for character in said if not character.isprintable() and character != "\n"] == []


def test_a_hundred_thousand_attributes_are_read_in_no_time(blog: Blog) -> None:
    many = " ".join(f'a{n}="x"' for n in range(100_000))
    path = saved(
        blog, an_export(a_post().replace('<category domain="category"', f'<category {many} domain="category"'))
    )

    done = blog.moderate("import", "wordpress", str(path))

    assert (done.exit_code, "Category: Trust" in head(blog, "articles/hello.md")) == (0, True)


@pytest.mark.parametrize("inside", ["", "wp:comment", "item"])
def test_elements_in_a_hundred_thousand_others_are_no_trouble(inside: str, blog: Blog) -> None:
    deep = "<a>" * 100_000 + "</a>" * 100_000
    wrapped = f"<{inside}>{deep}</{inside}>" if inside else deep
    path = saved(blog, an_export(a_post().replace("</item>", f"{wrapped}</item>"), a_page()))

    done = blog.moderate("import", "wordpress", str(path))

    assert (done.exit_code, done.stderr) == (0, "")
    assert "articles/hello.md" in content(blog) or inside == "item"


def test_items_without_anything_are_posts_without_anything(blog: Blog) -> None:
    path = saved(blog, f"{HEAD}<item/><item><wp:comment/></item></channel></rss>")

    done = blog.moderate("import", "wordpress", str(path))

    assert (done.exit_code, done.stderr) == (0, "")
    assert [name for name in content(blog) if name.endswith(".md")] == ["articles/post-0-2.md", "articles/post-0.md"]
    blog.build()


def test_numbers_and_dates_that_no_machine_can_hold_are_none(blog: Blog) -> None:
    huge: dict[str, Any] = {"post_id": "9" * 5000, "post_parent": "9" * 5000, "post_date": "9999-12-31 23:59:59"}
    comment = a_wp_comment("9" * 5000, date_gmt="0000-00-00 00:00:00", date="0001-01-01 00:00:00")

    bring(blog, a_post(**huge, comments=[comment], meta={"_thumbnail_id": "9" * 5000}), a_huge_attachment())
    blog.build()

    assert "Date: 9999-12-31 23:59:59" in head(blog, "articles/hello.md")


def a_huge_attachment() -> str:
    return an_attachment("9" * 5000, "https://old.example/wp-content/uploads/x.jpg", post_parent="9" * 5000)
