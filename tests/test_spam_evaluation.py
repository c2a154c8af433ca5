"""Past decisions, replayed: each comment is asked about before it is learned."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import a_submission
from moderation.errors import InvalidExport
from moderation.queue.submission import Reason
from moderation.spam.evaluation import SILENT, load, replay, shares

SPAM = [(a_submission(text=f"Buy cheap watches number {n} at https://w{n}.example now!"), True) for n in range(60)]
HAM = [(a_submission(text=f"I tried step {n} of your advice on pricing, and it worked."), False) for n in range(60)]
MIXED = [one for pair in zip(SPAM, HAM, strict=True) for one in pair]


def test_it_is_silent_until_it_knows_both_kinds() -> None:
    assert {trial.said for trial in replay(SPAM)} == {SILENT}
    assert [trial.said for trial in replay(MIXED)][:20] == [SILENT] * 20


def test_then_it_tells_them_apart() -> None:
    last = list(replay(MIXED))[-20:]

    assert [trial.said for trial in last] == [("spam" if trial.spam else "ham") for trial in last]


def test_nothing_is_known_before_it_is_learned() -> None:
    """The first spam of its kind, after much other: it cannot be known."""
    new = (a_submission(text="Meilleurs prix pour vos vacances, appelez"), True)

    assert list(replay([*MIXED, new]))[-1].said != "spam"


def test_each_check_is_credited_with_what_it_said_at_the_time() -> None:
    seen = [
        (a_submission(reasons=(Reason("links", "many", 3), Reason("Akismet", "spam", 5))), True),
        (a_submission(reasons=(Reason("links", "many", 3),)), False),
        (a_submission(reasons=(Reason("Akismet", "ham", 0),)), False),
    ]

    assert shares(seen) == {"Akismet": (1, 0), "links": (1, 1)}


def write(folder: Path, text: str) -> Path:
    path = folder / "labelled.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_has_texts_and_labels(tmp_path: Path) -> None:
    path = write(tmp_path, '\ufefflabel,text,author\nspam,"a<br />b\ufeff",Ann\nham,"c,\n""d""",\n')

    assert [(one.comment.text, one.comment.author, spam) for one, spam in load(path)] == [
        ("a\nb", "Ann", True),
        ('c,\n"d"', "Anonymous", False),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("text,label\na,maybe\n", "record 1 has the label 'maybe', which is neither spam nor ham"),
        ("text\na\n", "record 1 has the label '', which is neither spam nor ham"),
        ("text,label\na,ham\n,spam\n", "record 2: The comment's text is empty"),
    ],
)
def test_a_wrong_record_is_named(tmp_path: Path, text: str, problem: str) -> None:
    path = write(tmp_path, text)

    with pytest.raises(InvalidExport) as error:
        load(path)

    assert str(error.value) == f"{path}: {problem}."


def test_what_is_no_text_is_no_csv(tmp_path: Path) -> None:
    path = tmp_path / "labelled.csv"
    path.write_bytes(b"text,label\n\xff,ham\n")

    with pytest.raises(InvalidExport, match="cannot be read as CSV"):
        load(path)
