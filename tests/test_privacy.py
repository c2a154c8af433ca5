"""The commands for a reader who asks: what is held is shown, or gone from queue, ledger, filter, files and pages."""

from __future__ import annotations

import json
from typing import Any

import pytest

from blog import Blog
from builders import NOON, a_submission, ids
from jane import JANE, SECRETS, janes
from moderation.desk.desk import Desk
from moderation.providers import account_of
from moderation.published import commentfile
from moderation.queue.ledger import Action
from pages import comments_on
from subscribing import a_subscription, keep

HELLO = "hello/index.html"


@pytest.fixture
def asked(site: Blog) -> Blog:
    """A blog on whose pages Jane has a comment with a reply; another of hers waits, a third is spam."""
    with site.queue() as queue:
        queue.add([janes("11"), a_submission("12", parent="11", day=1), janes("13"), janes("14", email=JANE.upper())])
        desk = Desk(queue, site.settings)
        desk.decide("11", Action.APPROVE, "Jane is a friend")
        desk.decide("12", Action.APPROVE)
        desk.decide("14", Action.SPAM)
        desk.merge()
    assert comments_on(site.page(HELLO)) == ["11", "12"]
    return site


def everything(blog: Blog) -> str:
    """All that commands, files and pages show."""
    shown = [blog.moderate("list", "--status", "all", "--format", "json").stdout]
    shown += [blog.moderate("privacy", "export", JANE).stdout.replace(JANE, "")]
    shown += [path.read_text() for path in blog.comments.rglob("*.md")]
    shown += [content.decode(errors="replace") for content in blog.tree().values()]
    with blog.queue() as queue:
        shown += [repr(line) for line in queue.decisions()]
    return "\n".join(shown)


def exported(blog: Blog, email: str = JANE) -> Any:
    result = blog.moderate("privacy", "export", email)
    assert (result.stderr, result.exit_code) == ("", 0)
    return json.loads(result.stdout)


def test_an_export_has_all_comments_of_a_person(asked: Blog) -> None:
    found = exported(asked, "Jane@Private.example")

    assert found["who"] == "Jane@Private.example"
    assert [comment["id"] for comment in found["comments"]] == ["11", "13", "14"]


def test_an_export_is_complete(asked: Blog) -> None:
    (first, *_) = exported(asked)["comments"]

    decisions, learned = first.pop("decisions"), first.pop("learned")
    assert first == {
        "id": "11",
        "article": "hello",
        "parent": None,
        "author": "Jane",
        "email": JANE,
        "url": "https://jane.example/",
        "date": "2026-11-23T12:00:00+00:00",
        "status": "approved",
        "verdict": "unsure",
        "score": 3.0,
        "reasons": [{"check": "lists", "saw": "your list says hold network 192.0.2.7", "weight": 3.0}],
        "text": "I agree.",
        "verified": "",
        "kind": "comment",
        "ip": "192.0.2.7",
        "client": "secret-hash",
        "user_agent": "Mozilla",
        "referrer": "https://news.example/",
        "account": "",
        "trap": "private.example",
        "revisions": [],
        "file": "Author: Jane\nWebsite: https://jane.example/\nDate: 2026-11-23T12:00:00+00:00\n\nI agree.\n",
    }
    assert [(line["action"], line["before"], line["after"], line["who"], line["why"]) for line in decisions] == [
        ("approve", "pending", "approved", "ann", "Jane is a friend")
    ]
    assert "agree" in " ".join(learned["ham"])


def test_what_was_never_public_has_no_file_and_may_have_taught_nothing(asked: Blog) -> None:
    (_, second, _) = exported(asked)["comments"]

    assert (second["file"], second["decisions"], second["learned"]) == (None, [], {})


def test_an_export_of_a_person_nobody_knows_is_empty(asked: Blog) -> None:
    nothing = {"version": 1, "who": "joe@example.org", "comments": [], "subscriptions": [], "likes": []}
    assert exported(asked, "joe@example.org") == nothing


def test_an_export_is_ascii_whatever_was_typed(site: Blog) -> None:
    with site.queue() as queue:
        queue.add([janes("11", text="\u202eevil\U0001f600")])

    assert site.moderate("privacy", "export", JANE).stdout.isascii()


def test_erasing_leaves_nothing_anywhere(asked: Blog) -> None:
    assert [secret for secret in SECRETS if secret not in everything(asked)] == []

    result = asked.moderate("privacy", "erase", JANE, "--yes")

    assert (result.stdout, result.stderr, result.exit_code) == ("11 deleted\n13 deleted\n14 deleted\n", "", 0)
    assert [secret for secret in SECRETS if secret in everything(asked)] == []


def test_replies_to_what_is_erased_stay_on_the_page(asked: Blog) -> None:
    asked.moderate("privacy", "erase", JANE, "--yes")

    assert comments_on(asked.page(HELLO)) == ["12"]


def test_keeping_comments_leaves_nothing_but_their_text(asked: Blog) -> None:
    result = asked.moderate("privacy", "erase", JANE, "--yes", "--keep-comments")

    assert (result.stdout, result.stderr, result.exit_code) == (
        "11 stays, by Anonymous\n13 deleted\n14 deleted\n",
        "",
        0,
    )
    assert [secret for secret in SECRETS if secret in everything(asked)] == []
    assert comments_on(asked.page(HELLO)) == ["11", "12"]
    assert "Anonymous" in asked.page(HELLO)


def test_a_comment_that_was_edited_by_hand_is_kept_as_it_was_edited(asked: Blog) -> None:
    path = asked.comments / "hello/11.md"
    path.write_text(path.read_text().replace("I agree.", "I partly agree."))

    asked.moderate("privacy", "erase", JANE, "--yes", "--keep-comments")

    assert commentfile.read(path).text == "I partly agree."
    assert commentfile.read(path).author == "Anonymous"


def test_a_file_that_nobody_can_read_is_named_and_the_comment_waits_for_its_repair(asked: Blog) -> None:
    path = asked.write("comments/hello/11.md", "Author: Jane\nDate: yesterday\n\nI agree.\n")

    result = asked.moderate("privacy", "erase", JANE, "--yes", "--keep-comments")

    assert (result.stdout, result.exit_code) == ("13 deleted\n14 deleted\n", 1)
    assert result.stderr.startswith(f"Error: {path}: Date 'yesterday' ")
    with asked.queue() as queue:
        assert [holding.submission.id for holding in queue.held(JANE)] == ["11"]


def test_a_file_that_is_missing_is_written_without_the_author(asked: Blog) -> None:
    path = asked.comments / "hello/11.md"
    path.unlink()

    asked.moderate("privacy", "erase", JANE, "--yes", "--keep-comments")

    assert commentfile.read(path).author == "Anonymous"


def test_pages_that_cannot_be_brought_up_to_date_are_named(asked: Blog) -> None:
    (asked.output / HELLO).unlink()

    result = asked.moderate("privacy", "erase", JANE, "--yes")

    assert result.stderr == (
        f"Erased, but still on the pages: {asked.output}/hello/index.html cannot be read. "
        "Build the whole site (make site) to bring it up to date.\n"
    )
    assert (result.stdout, result.exit_code) == ("11 deleted\n13 deleted\n14 deleted\n", 1)


@pytest.mark.parametrize("answer", ["n\n", "\n", ""], ids=["no", "a mere return", "nobody there to ask"])
def test_without_a_yes_nothing_is_erased(asked: Blog, answer: str) -> None:
    before = everything(asked)

    result = asked.moderate("privacy", "erase", JANE, input=answer)

    assert (result.stdout, result.exit_code) == ("", 1)
    assert result.stderr.startswith(f"Delete for good what {JANE} sent: 11, 13, 14? [y/N]: ")
    assert everything(asked) == before


def test_a_yes_erases(asked: Blog) -> None:
    asked.moderate("privacy", "erase", JANE, input="y\n")

    with asked.queue() as queue:
        assert ids(queue.list()) == ["12"]


@pytest.mark.parametrize("email", ["joe@example.org", "", " "])
def test_erasing_a_person_nobody_knows_erases_nobody(asked: Blog, email: str) -> None:
    with asked.queue() as queue:
        queue.add([a_submission("15", email="")])
    before = everything(asked)

    result = asked.moderate("privacy", "erase", email, "--yes")

    assert (result.stdout, result.exit_code) == (f"Nothing in the queue is of {email}.\n", 0)
    assert everything(asked) == before


def test_what_is_erased_is_not_imported_again(asked: Blog) -> None:
    archive = asked.root / "comments.jsonl"
    asked.moderate("export", "json", "--output", str(archive), "--with-private")
    asked.moderate("privacy", "erase", JANE, "--yes")

    asked.moderate("import", "json", str(archive))

    with asked.queue() as queue:
        assert [holding.submission.id for holding in queue.held(JANE)] == []


# Accounts.


@pytest.fixture
def signed_in(likeable: Blog) -> Blog:
    """A blog where somebody has commented with an account and no address, and likes the article."""
    account = account_of("google", "123", likeable.settings.key())
    with likeable.queue() as queue:
        queue.add([a_submission("11", verified="google", account=account), a_submission("12", day=1)])
        queue.likes.press("hello", "a network", at=NOON, account=account)
    assert likeable.moderate("likes", "publish").exit_code == 0
    return likeable


def the_account(blog: Blog) -> str:
    """As ``moderate get`` shows it."""
    [line] = [line for line in blog.moderate("get", "11").stdout.splitlines() if line.startswith("Account:")]
    return line.split()[1]


def test_who_gave_no_address_is_found_by_their_account(signed_in: Blog) -> None:
    for who in ("google/123", the_account(signed_in)):
        found = exported(signed_in, who)

        assert [comment["id"] for comment in found["comments"]] == ["11"]
        assert found["likes"] == [{"article": "hello", "month": "2026-11", "liked": True}]


@pytest.mark.parametrize("other", ["google/12", "github/123", "google", "google/", "/123"])
def test_another_account_is_another_person(signed_in: Blog, other: str) -> None:
    found = exported(signed_in, other)

    assert (found["comments"], found["likes"]) == ([], [])


def test_they_are_erased_with_what_they_like(signed_in: Blog) -> None:
    result = signed_in.moderate("privacy", "erase", "google/123", "--yes")

    assert (result.stdout, result.stderr, result.exit_code) == ("Likes taken back (1)\n11 deleted\n", "", 0)
    assert (exported(signed_in, "google/123")["comments"], exported(signed_in, "google/123")["likes"]) == ([], [])
    assert "1 reader likes this" not in signed_in.page(HELLO)


def test_of_who_only_liked_that_is_erased(signed_in: Blog) -> None:
    with signed_in.queue() as queue:
        queue.likes.press("other", "a", at=NOON, account=account_of("github", "7", signed_in.settings.key()))

    result = signed_in.moderate("privacy", "erase", "github/7", input="y\n")

    assert "subscriptions and likes alone" in result.stderr
    assert (result.stdout, result.exit_code) == ("Likes taken back (1)\n", 0)
    with signed_in.queue() as queue:
        assert queue.likes.counts() == {"hello": 1, "other": 0}


# Subscriptions.


def test_what_somebody_subscribed_to_is_exported_and_erased(site: Blog) -> None:
    with site.queue() as queue:
        keep(queue, a_subscription(address=JANE), a_subscription("s1", comment="b0000000"))

    assert [one["interest"] for one in exported(site, JANE.upper())["subscriptions"]] == ["replies"]
    result = site.moderate("privacy", "erase", JANE, "--yes")

    assert (result.stdout, result.exit_code) == (f"{JANE} unsubscribed (1)\n", 0)
    assert exported(site)["subscriptions"] == []
    with site.queue() as queue:
        assert [one.id for one in queue.subscriptions.all()] == ["s1"]
