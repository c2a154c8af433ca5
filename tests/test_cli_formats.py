"""What the commands that only look print, word for word: people read it, and so do other programs."""

from __future__ import annotations

import csv
import io
import json

import pytest

from blog import Blog
from builders import a_submission
from moderation.queue.submission import Reason, State, Submission, Verdict

ANN = a_submission(
    "k7f3q2mx",
    author="Ann",
    parent="aaaaaaaa",
    website="https://ann.example/",
    text="I agree.\n\nMostly.",
    email="ann@example.com",
    ip="192.0.2.7",
    verdict=Verdict.UNSURE,
    reasons=(Reason("links", "there are 3 links in it, more than 2", 3), Reason("Akismet", "ham", -1.5)),
)
JOE = a_submission("m2c8w0ra", day=1, author="Joe", article="other", text='He said "no", twice.')
KEYS = [
    "id",
    "article",
    "parent",
    "author",
    "email",
    "url",
    "date",
    "status",
    "verdict",
    "score",
    "reasons",
    "text",
    "verified",
]


@pytest.fixture
def desk(site: Blog) -> Blog:
    """A blog where two comments wait."""
    with site.queue() as queue:
        queue.add([JOE, ANN])
    return site


def shown(blog: Blog, *arguments: str) -> str:
    """What the command prints, if all is well."""
    result = blog.moderate(*arguments)
    assert (result.stderr, result.exit_code) == ("", 0)
    return result.stdout


def test_the_list_is_a_table_with_the_oldest_first(desk: Blog) -> None:
    assert shown(desk, "list") == (
        "ID        DATE              ARTICLE  AUTHOR  VERDICT    TEXT\n"
        "k7f3q2mx  2026-11-23 12:00  hello    Ann     unsure     I agree. Mostly.\n"
        'm2c8w0ra  2026-11-24 12:00  other    Joe     unchecked  He said "no", twice.\n'
    )


def test_the_list_as_json_is_the_contract(desk: Blog) -> None:
    assert (
        shown(desk, "list", "--article", "hello", "--format", "json")
        == """[
 {
  "id": "k7f3q2mx",
  "article": "hello",
  "parent": "aaaaaaaa",
  "author": "Ann",
  "email": "ann@example.com",
  "url": "https://ann.example/",
  "date": "2026-11-23T12:00:00+00:00",
  "status": "pending",
  "verdict": "unsure",
  "score": 1.5,
  "reasons": [
   {
    "check": "links",
    "saw": "there are 3 links in it, more than 2",
    "weight": 3
   },
   {
    "check": "Akismet",
    "saw": "ham",
    "weight": -1.5
   }
  ],
  "text": "I agree.\\n\\nMostly.",
  "verified": ""
 }
]
"""
    )


def test_every_object_of_the_json_has_exactly_the_contracts_keys(desk: Blog) -> None:
    listed = json.loads(shown(desk, "list", "--format", "json"))

    assert [list(record) for record in listed] == [KEYS, KEYS]


def test_what_a_comment_does_not_have_is_null_or_empty_in_json(desk: Blog) -> None:
    (joe,) = json.loads(shown(desk, "list", "--article", "other", "--format", "json"))

    assert (joe["parent"], joe["email"], joe["url"], joe["reasons"], joe["score"]) == (None, "", "", [], 0)


def test_the_list_as_csv_is_a_line_for_each(desk: Blog) -> None:
    assert shown(desk, "list", "--format", "csv") == (
        "id,article,parent,author,email,url,date,status,verdict,score,reasons,text,verified\n"
        "k7f3q2mx,hello,aaaaaaaa,Ann,ann@example.com,https://ann.example/,2026-11-23T12:00:00+00:00,pending,unsure,1.5,"
        '"links: there are 3 links in it, more than 2 (+3); Akismet: ham (-1.5)","I agree.\n\nMostly.",\n'
        "m2c8w0ra,other,,Joe,,,2026-11-24T12:00:00+00:00,pending,unchecked,0,,"
        '"He said ""no"", twice.",\n'
    )


def test_the_list_as_ids_is_an_id_a_line(desk: Blog) -> None:
    assert shown(desk, "list", "--format", "ids") == "k7f3q2mx\nm2c8w0ra\n"


def test_the_list_as_a_count_is_a_number(desk: Blog) -> None:
    assert shown(desk, "list", "--format", "count") == "2\n"


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("table", "Nothing to show.\n"),
        ("json", "[]\n"),
        ("csv", "id,article,parent,author,email,url,date,status,verdict,score,reasons,text,verified\n"),
        ("ids", ""),
        ("count", "0\n"),
    ],
)
def test_an_empty_list_is_empty_in_every_format(site: Blog, form: str, text: str) -> None:
    assert shown(site, "list", "--format", form) == text


@pytest.mark.parametrize(
    ("options", "listed"),
    [
        pytest.param([], "aaaaaaaa ", id="what waits, if nothing is said"),
        pytest.param(["--status", "pending"], "aaaaaaaa ", id="what waits"),
        pytest.param(["--status", "approved"], "bbbbbbbb ", id="approved"),
        pytest.param(["--status", "spam"], "cccccccc ", id="spam"),
        pytest.param(["--status", "trash"], "dddddddd ", id="trash"),
        pytest.param(["--status", "all"], "aaaaaaaa bbbbbbbb cccccccc dddddddd ", id="all"),
        pytest.param(["--status", "all", "--article", "other"], "dddddddd ", id="all of one article"),
        pytest.param(["--article", "other"], "", id="what waits on one article"),
    ],
)
def test_the_list_can_be_narrowed(site: Blog, options: list[str], listed: str) -> None:
    with site.queue() as queue:
        for number, state in enumerate(State):
            article = "other" if state is State.TRASH else "hello"
            queue.add([a_submission("abcd"[number] * 8, article=article, state=state)])

    assert shown(site, "list", "--format", "ids", *options).replace("\n", " ") == listed


@pytest.mark.parametrize("command", [["list"], ["count"], ["trash", "--all", "--yes"]], ids=" ".join)
def test_an_article_that_there_is_not_is_doubted(site: Blog, command: list[str]) -> None:
    result = site.moderate(*command, "--article", "helo")

    assert result.exit_code == 0
    assert result.stderr.startswith(
        "There is no article 'helo' on the site as it was last built. Did you mean hello?\n"
    )


def test_an_article_without_comments_is_not_doubted(site: Blog) -> None:
    assert site.moderate("list", "--article", "hello").stderr == ""


@pytest.mark.parametrize(
    ("typed", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", r"\t=1+1"),
        ("\n=1+1", "\n'=1+1"),
        ("  =1+1", "'  =1+1"),
        ("\u00a0=1+1", "'\u00a0=1+1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ('",=1+1', '",=1+1'),
        ("1=1", "1=1"),
    ],
    ids=repr,
)
def test_no_cell_of_the_csv_is_a_formula(site: Blog, typed: str, cell: str) -> None:
    with site.queue() as queue:
        queue.add([a_submission(text=typed, author=typed.strip())])

    (row,) = csv.DictReader(io.StringIO(shown(site, "list", "--format", "csv")))

    assert row["text"] == cell
    assert not row["author"].startswith(("=", "+", "-", "@", "\uff1d"))


def test_a_score_below_zero_is_a_number_in_the_csv(site: Blog) -> None:
    with site.queue() as queue:
        queue.add([a_submission(reasons=(Reason("words", "a known good one", -2.5),))])

    (row,) = csv.DictReader(io.StringIO(shown(site, "list", "--format", "csv")))

    assert row["score"] == "-2.5"


def test_one_comment_is_shown_with_all_that_is_known(desk: Blog) -> None:
    assert shown(desk, "get", "k7f") == (
        "Comment:     k7f3q2mx\n"
        "Article:     hello\n"
        "In reply to: aaaaaaaa\n"
        "Author:      Ann\n"
        "E-mail:      ann@example.com\n"
        "Website:     https://ann.example/\n"
        "Address:     192.0.2.7\n"
        "Date:        2026-11-23T12:00:00+00:00\n"
        "Status:      pending\n"
        "Verdict:     unsure (score 1.5)\n"
        "Because:     links: there are 3 links in it, more than 2 (+3)\n"
        "Because:     Akismet: ham (-1.5)\n"
        "\n"
        "I agree.\n"
        "\n"
        "Mostly.\n"
    )


def test_what_a_comment_does_not_have_is_not_shown(desk: Blog) -> None:
    assert shown(desk, "get", "m2") == (
        "Comment:     m2c8w0ra\n"
        "Article:     other\n"
        "Author:      Joe\n"
        "Date:        2026-11-24T12:00:00+00:00\n"
        "Status:      pending\n"
        "Verdict:     unchecked (score 0)\n"
        "\n"
        'He said "no", twice.\n'
    )


def test_one_comment_as_json_is_the_object_of_the_list(desk: Blog) -> None:
    listed = json.loads(shown(desk, "list", "--format", "json"))

    shown_alone = json.loads(shown(desk, "get", "k7f3q2mx", "--format", "json"))
    assert shown_alone == {"version": 1, **listed[0], "revisions": []}


def in_every_state() -> list[Submission]:
    return [
        *(a_submission() for _ in range(3)),
        *(a_submission(state=State.APPROVED) for _ in range(2)),
        a_submission(state=State.SPAM, article="other"),
    ]


def test_the_count_has_a_line_for_each_status(site: Blog) -> None:
    with site.queue() as queue:
        queue.add(in_every_state())

    assert shown(site, "count") == (
        "STATUS    COMMENTS\npending   3\napproved  2\nspam      1\ntrash     0\nall       6\n"
    )


def test_the_count_of_one_article_counts_no_other(site: Blog) -> None:
    with site.queue() as queue:
        queue.add(in_every_state())

    counted = json.loads(shown(site, "count", "other", "--format", "json"))

    assert counted == {"pending": 0, "approved": 0, "spam": 1, "trash": 0, "all": 1}
