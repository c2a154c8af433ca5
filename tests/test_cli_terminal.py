"""What strangers typed, on the moderator's terminal: it keeps its place, and nothing in it is obeyed."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from blog import PROJECT, Blog
from builders import NOON, a_submission
from moderation.desk.terminal import columns
from moderation.queue.ledger import Action
from moderation.queue.submission import Reason, Submission
from terminals import on_terminal

ARTICLE = "how-we-lost-the-second-largest-customer-we-ever-had"
OBEYED = "\x1b[2J\x1b]0;owned\x07\x9b31m\x08\x7f\x00\r\u202e\u2066\u200b\ufeff\U000e0041\u2028\x85"
FORMATS = ["table", "json", "csv", "ids", "count"]


def hostile() -> Submission:
    """What no comment can hold is where a broken check or another program may have left it."""
    storable = "".join(c for c in OBEYED if unicodedata.category(c) == "Cf")
    return a_submission(
        "k7f3q2mx",
        author=f"Ann{storable}",
        text=f"I agree.\u2028\u2029{storable}\n\tReally.\n  Status:      approved",
        email=f"ann{OBEYED}@example.com",
        ip=f"192.0.2.7{OBEYED}",
        reasons=(Reason(f"links{OBEYED}", f"{OBEYED}\nthere are many"),),
    )


def obeyed(output: str) -> set[str]:
    """The characters in it that a terminal does not merely show."""
    return {c for c in output if not (c.isprintable() or c in "\n\u200c\u200d" or unicodedata.category(c) == "Zs")}


@pytest.fixture
def attacked(site: Blog) -> Blog:
    with site.queue() as queue:
        queue.add([hostile()])
    return site


@pytest.mark.parametrize(
    "command",
    [*(["list", "--format", form] for form in FORMATS), ["get", "k7"], ["get", "k7", "--format", "json"]],
    ids=" ".join,
)
def test_nothing_a_stranger_typed_is_obeyed(attacked: Blog, command: list[str]) -> None:
    result = attacked.moderate(*command)

    assert (result.exit_code, obeyed(result.output)) == (0, set())


def test_a_comment_is_one_line_of_the_table_whatever_is_in_it(attacked: Blog) -> None:
    assert attacked.moderate("list").stdout.count("\n") == 2


def test_a_hidden_direction_is_spelt_out(site: Blog) -> None:
    with site.queue() as queue:
        queue.add([a_submission("k7f3q2mx", author="Ann\u202ennA", text="gpj.\u202eexe")])

    assert site.moderate("list").stdout.splitlines()[1] == (
        r"k7f3q2mx  2026-11-23 12:00  hello    Ann\u202ennA  unchecked  gpj.\u202eexe"
    )


def test_no_line_of_a_text_can_pass_for_what_the_desk_says(attacked: Blog) -> None:
    """The text comes last, after the first empty line."""
    head, _, text = attacked.moderate("get", "k7").stdout.partition("\n\n")

    assert "Status:      pending" in head
    assert "Status:      approved" not in head
    assert "Status:      approved" in text


def test_an_id_in_an_error_is_not_obeyed(site: Blog) -> None:
    result = site.moderate("approve", f"k7{OBEYED}")

    assert (result.exit_code, obeyed(result.output)) == (1, set())


def test_whose_an_ambiguous_id_could_be_is_not_obeyed(attacked: Blog) -> None:
    with attacked.queue() as queue:
        queue.add([a_submission("k7777777", author="Ben")])

    result = attacked.moderate("get", "k7")

    assert "k7777777 (Ben on hello)" in result.stderr
    assert obeyed(result.output) == set()


def test_the_name_of_another_moderator_is_not_obeyed(attacked: Blog) -> None:
    with attacked.queue() as queue:
        queue.decide("k7f3q2mx", Action.SPAM, who=f"bob{OBEYED}", at=NOON)

    told = attacked.moderate("spam", "k7")
    overruling = attacked.moderate("approve", "k7")

    assert "bob" in told.stderr
    assert "bob" in overruling.stdout
    assert obeyed(told.output + overruling.output) == set()


def test_wide_characters_take_two_columns(site: Blog) -> None:
    with site.queue() as queue:
        queue.add(
            [
                a_submission("aaaaaaaa", author="李小龍", text="我同意。"),
                a_submission("bbbbbbbb", author="Zoe\u0308", text="👍 I agree."),
                a_submission("cccccccc", author="Ann"),
            ]
        )

    assert site.moderate("list").stdout == (
        "ID        DATE              ARTICLE  AUTHOR  VERDICT    TEXT\n"
        "aaaaaaaa  2026-11-23 12:00  hello    李小龍  unchecked  我同意。\n"
        "bbbbbbbb  2026-11-23 12:00  hello    Zoe\u0308     unchecked  👍 I agree.\n"
        "cccccccc  2026-11-23 12:00  hello    Ann     unchecked  I agree.\n"
    )


def test_a_program_that_reads_along_gets_whole_names(site: Blog) -> None:
    with site.queue() as queue:
        queue.add([a_submission("k7f3q2mx", author="A. Reader of Many Words", text="word " * 30)])

    assert (
        site.moderate("list")
        .stdout.splitlines()[1]
        .endswith("A. Reader of Many Words  unchecked  " + "word " * 29 + "word")
    )


@pytest.fixture
def crowded(site: Blog) -> Blog:
    """Long names, long texts, imported ids, in narrow characters and in wide ones."""
    with site.queue() as queue:
        queue.add(
            [
                a_submission("k7f3q2mx", article=ARTICLE, author="Bartholomew Featherstonehaugh", text="word " * 99),
                a_submission("98765432101", article=ARTICLE, author="李小龍" * 9, text="我同意。" * 99),
                a_submission("m2c8w0ra", article="x", author="Ann"),
            ]
        )
    return site


@pytest.mark.parametrize("width", [80, 100])
@pytest.mark.parametrize(
    "command", [["list"], ["count"], ["list", "--help"], ["--help"]], ids=lambda command: " ".join(command)
)
def test_what_is_printed_fits_the_terminal(crowded: Blog, command: list[str], width: int) -> None:
    lines = on_terminal(crowded, *command, width=width)

    assert len(lines) > 3
    assert [line for line in lines if columns(line) > width] == []


def test_a_narrow_terminal_cuts_names_before_it_cuts_ids_and_dates(crowded: Blog) -> None:
    assert on_terminal(crowded, "list") == [
        "ID           DATE              ARTICLE    AUTHOR     VERDICT    TEXT",
        "98765432101  2026-11-23 12:00  how-we-l…  李小龍李…  unchecked  我同意。我同意…",
        "k7f3q2mx     2026-11-23 12:00  how-we-l…  Bartholo…  unchecked  word word word …",
        "m2c8w0ra     2026-11-23 12:00  x          Ann        unchecked  I agree.",
    ]


def test_a_wide_terminal_shows_more_of_everything(crowded: Blog) -> None:
    assert on_terminal(crowded, "list", width=110)[2] == (
        "k7f3q2mx     2026-11-23 12:00  how-we-lost-the-second-…  Bartholomew Featherston…  unchecked  word word word …"
    )


def test_a_list_that_goes_to_a_file_is_not_cut(crowded: Blog, tmp_path: Path) -> None:
    with (tmp_path / "list").open("w") as file:
        command = [sys.executable, "-m", "moderation", "list"]
        subprocess.run(command, cwd=PROJECT, env=os.environ | crowded.environment, stdout=file, check=True)

    assert "word " * 39 in (tmp_path / "list").read_text()
