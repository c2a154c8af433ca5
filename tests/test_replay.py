"""Real comments walk the whole road: through the form, past a moderator who knows their labels, onto the pages."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest

from blog import Blog
from pages import Page

ARTICLES = ["pricing", "listening", "saying-no", "following-up", "no-slides", "handing-over"]
BLOGS = ["blogham-cclabs.csv", "blogham-bitcoinfrance.csv"]
VIDEO = ["Youtube01-Psy.csv"]
PRIVATE = re.compile(rb"reader-[\w-]+@private\.example|198\.51\.\d+\.\d+|Peculiar/[\w-]+")
"""What only the queue may know of a reader: mail address, network address, browser."""


@dataclass(frozen=True)
class Row:
    """A comment as it was collected, with what a person said of it."""

    id: str
    author: str
    text: str
    label: str

    @property
    def email(self) -> str:
        """What the queue tells it by."""
        return f"reader-{self.id}@private.example"


@dataclass
class Replay:
    """What was sent, what became of it, and the site before and after the build at the end."""

    blog: Blog
    sent: dict[str, Row] = field(default_factory=dict)
    """By e-mail address."""
    parents: dict[str, str | None] = field(default_factory=dict)
    """What each answers, by the same."""
    answers: set[tuple[int, str]] = field(default_factory=set)
    queue: list[dict[str, str]] = field(default_factory=list)
    merged: dict[str, bytes] = field(default_factory=dict)
    built: dict[str, bytes] = field(default_factory=dict)

    def look(self) -> list[dict[str, str]]:
        """The whole queue, as the command line gives it to programs."""
        self.queue = json.loads(done(self.blog, "list", "--status", "all", "--format", "json"))
        return self.queue

    def labelled(self, label: str) -> list[dict[str, str]]:
        """The comments in the queue with this label."""
        return [comment for comment in self.queue if self.sent[comment["email"]].label == label]


def rows(corpora: Path, names: Sequence[str]) -> Iterator[Row]:
    """All that have an author, without whom the form takes none."""
    for name in names:
        with (corpora / "spam" / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["author"].strip():
                    yield Row(row["id"], row["author"], row["text"], row["label"])


def done(blog: Blog, *arguments: str, ids: Sequence[str] = ()) -> str:
    """What a command says that must not fail."""
    result = blog.moderate(*arguments, input="\n".join(ids))
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def send(replay: Replay, client: httpx2.Client, row: Row, article: str, parent: str = "") -> None:
    """Post one as a browser would, from a network of its own."""
    number = len(replay.sent)
    replay.sent[row.email] = row
    replay.parents[row.email] = parent or None
    form = {"author": row.author, "email": row.email, "comment": row.text, "comment_parent": parent, "topic": ""}
    headers = {"X-Forwarded-For": f"198.51.{number // 250}.{number % 250 + 1}", "User-Agent": f"Peculiar/{row.id}"}
    answer = client.post(f"/comments/{article}", data=form, headers=headers)
    replay.answers.add((answer.status_code, answer.headers.get("location", "").rpartition("receipt/")[0]))


def moderate(replay: Replay) -> None:
    """Decide by the labels, through the real command line."""
    replay.look()
    ham = [comment["id"] for comment in replay.labelled("ham") if comment["status"] != "approved"]
    spam = [comment["id"] for comment in replay.labelled("spam") if comment["status"] != "spam"]
    done(replay.blog, "approve", "-", ids=ham)
    done(replay.blog, "spam", "-", ids=spam)
    replay.look()


def walk(replay: Replay, corpora: Path, client: httpx2.Client) -> None:
    """First the blogs' comments; then the video's, every other one an answer to one that is on a page by then."""
    for number, row in enumerate(rows(corpora, BLOGS)):
        send(replay, client, row, ARTICLES[number % len(ARTICLES)])
    moderate(replay)
    approved = replay.labelled("ham")
    for number, row in enumerate(rows(corpora, VIDEO)):
        answered = approved[number % len(approved)]
        parent = answered["id"] if number % 2 else ""
        send(replay, client, row, answered["article"], parent)
    moderate(replay)


@pytest.fixture(scope="module")
def replay(tmp_path_factory: pytest.TempPathFactory, corpora: Path) -> Replay:
    replay = Replay(Blog(tmp_path_factory.mktemp("replay")))
    for slug in ARTICLES:
        replay.blog.article(slug, slug.replace("-", " ").capitalize())
    replay.blog.build()
    with (
        replay.blog.serving(MODERATION_PROXIES="127.0.0.1") as address,
        httpx2.Client(base_url=address, timeout=30) as client,
    ):
        walk(replay, corpora, client)
    replay.merged = replay.blog.tree()
    replay.blog.build()
    replay.built = replay.blog.tree()
    return replay


def expected(comments: list[dict[str, str]]) -> list[str]:
    """The outline of an article: oldest first, each followed by its answers."""
    ordered = sorted(comments, key=lambda comment: (comment["date"], comment["id"]))
    answers: dict[str, list[str]] = defaultdict(list)
    for comment in ordered:
        answers[comment["parent"]].append(comment["id"])
    first = [comment["id"] for comment in ordered if not comment["parent"]]
    return [line for id in first for line in (id, *(f"  {answer}" for answer in answers[id]))]


def test_there_are_hundreds_of_real_comments_of_both_kinds(replay: Replay) -> None:
    labels = [row.label for row in replay.sent.values()]

    assert labels.count("ham") > 300
    assert labels.count("spam") > 150


def test_every_reader_was_thanked(replay: Replay) -> None:
    assert replay.answers == {(303, "/comments/")}


def test_every_comment_is_in_the_queue_as_it_was_typed(replay: Replay) -> None:
    """But for line ends and control characters, which no comment has."""
    kept = {comment["email"]: (comment["author"], comment["text"]) for comment in replay.queue}

    assert kept == {row.email: (row.author.strip(), row.text.replace("\r\n", "\n")) for row in replay.sent.values()}


def test_every_answer_is_an_answer_to_what_it_was_sent_to(replay: Replay) -> None:
    assert {comment["email"]: comment["parent"] for comment in replay.queue} == replay.parents
    assert sum(map(bool, replay.parents.values())) > 100


def test_every_comment_is_where_its_label_says(replay: Replay) -> None:
    assert {comment["status"] for comment in replay.labelled("ham")} == {"approved"}
    assert {comment["status"] for comment in replay.labelled("spam")} == {"spam"}


@pytest.mark.parametrize("slug", ARTICLES)
def test_every_good_comment_is_on_its_page_in_the_right_order(replay: Replay, slug: str) -> None:
    good = [comment for comment in replay.labelled("ham") if comment["article"] == slug]

    assert len(good) > 50
    assert Page(replay.built[f"{slug}/index.html"].decode()).outline == expected(good)


def test_no_spam_is_anywhere_in_public(replay: Replay) -> None:
    public = b"\n".join(public_files(replay.blog).values())
    spam = [comment["id"] for comment in replay.labelled("spam")]

    assert len(spam) > 150
    assert [id for id in spam if id.encode() in public] == []


def public_files(blog: Blog) -> dict[str, bytes]:
    """Everything that is published or goes into version control."""
    folders = (blog.output, blog.root / "content")
    return {str(path): path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}


def test_nothing_private_is_anywhere_in_public(replay: Replay) -> None:
    files = public_files(replay.blog)

    assert len([name for name in files if "/comments/" in name]) > 300
    assert {name: PRIVATE.search(text) for name, text in files.items() if PRIVATE.search(text)} == {}


def test_a_full_build_finds_nothing_to_change_in_what_was_merged(replay: Replay) -> None:
    assert [name for name in replay.built if replay.merged.get(name) != replay.built[name]] == []
    assert replay.merged.keys() == replay.built.keys()
