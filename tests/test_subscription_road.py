"""The whole road of a subscription: a box ticked, a mail confirmed, a reply told, and one click that ends it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import httpx2
import pytest

from blog import Blog
from builders import a_submission
from mailserver import MailServer
from moderation.comment import utc_now
from moderation.queue.submission import Verdict
from patience import eventually
from test_letter import part

SITE = "https://blog.example"
ANN = "ann@reader.example"
FORM = {"author": "Ann", "email": ANN, "comment": "Is that so?"}


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


@pytest.fixture
def offering(blog: Blog, mail: MailServer) -> Blog:
    """A built blog that offers notices, and has a mail server for them; no moderator gets mail."""
    blog.configure(f'COMMENTS_NOTIFY = "replies posts"\nFEED_DOMAIN = "{SITE}"\n')
    blog.article("hello", "Hello")
    blog.build()
    blog.environment |= {"MODERATION_MAIL": mail.url, "MODERATION_MAIL_FROM": "blog@blog.example"}
    return blog


def sent(blog: Blog, mail: MailServer) -> list[EmailMessage]:
    """What readers got with a round of ``moderate notify``, or before."""
    blog.moderate("notify")
    return [letter for letter in mail.letters if letter["To"] == ANN]


def links(letter: EmailMessage) -> list[str]:
    return re.findall(rf"{SITE}(\S+)", part("plain", letter))


def waiting(blog: Blog) -> str:
    """The id of the only comment that waits, as soon as it was checked."""

    def checked() -> list[str]:
        with blog.queue() as queue:
            known = [one for one in queue.list() if one.state.value == "pending"]
            return [one.id for one in known if one.verdict is not Verdict.UNCHECKED]

    return eventually(checked)[0]


def test_the_boxes_are_on_the_page_unticked(offering: Blog) -> None:
    boxes = re.findall(r'<input type="checkbox" [^>]*>', offering.page("hello/index.html"))

    assert boxes == [f'<input type="checkbox" name="notify_{name}" value="1">' for name in ("replies", "posts")]


def test_without_the_setting_there_are_none(site: Blog) -> None:
    assert "notify" not in site.page("hello/index.html")


def test_a_word_that_is_no_notice_stops_the_build(blog: Blog) -> None:
    blog.configure('COMMENTS_NOTIFY = "replies everything"')

    built = blog.build(check=False)

    assert built.returncode != 0
    assert "COMMENTS_NOTIFY" in built.stdout + built.stderr


def test_from_the_box_to_the_end(offering: Blog, mail: MailServer) -> None:
    with offering.serving() as address, httpx2.Client(base_url=address, headers={"Origin": address}) as ann:
        assert ann.post("/comments/hello", data=FORM | {"notify_replies": "1"}).status_code == 303
        question = waiting(offering)
        (confirmation,) = eventually(lambda: sent(offering, mail))
        (link,) = links(confirmation)
        offering.moderate("approve", question)
        assert ann.get(link).status_code == 200
        answer(offering, "b0000000", question)
        assert len(sent(offering, mail)) == 1  # nothing was confirmed

        assert ann.post(link).status_code == 200
        (_, notice) = sent(offering, mail)
        there, end = links(notice)
        assert (there, "comment-b0000000" in ann.get(there).text) == ("/hello/#comment-b0000000", True)
        assert notice["List-Unsubscribe"] == f"<{SITE}{end}>"

        one_click: dict[str, Any] = {"data": {"List-Unsubscribe": "One-Click"}, "headers": {"Origin": "null"}}
        assert ann.post(end, **one_click).status_code == 200
        answer(offering, "c0000000", question)
        assert len(sent(offering, mail)) == 2
        assert ANN not in offering.moderate("subscriptions", "list").stdout
    assert not [name for name, content in offering.tree().items() if ANN.encode() in content]


def answer(blog: Blog, id: str, parent: str) -> None:
    """Somebody replies, and is let in."""
    with blog.queue() as queue:
        queue.add([a_submission(id, parent=parent, text="It is.", verdict=Verdict.HAM)])
    assert blog.moderate("approve", id).exit_code == 0


def test_new_articles_are_told_from_one_build_to_the_next(offering: Blog, mail: MailServer) -> None:
    with offering.serving() as address, httpx2.Client(base_url=address, headers={"Origin": address}) as ann:
        ann.post("/comments/hello", data=FORM | {"notify_posts": "1"})
        (confirmation,) = eventually(lambda: sent(offering, mail))
        ann.post(*links(confirmation))
        offering.article("new", "A New One", date=f"{utc_now():%Y-%m-%d %H:%M}")
        offering.build()

        (_, notice) = eventually(lambda: sent(offering, mail)[1:] and sent(offering, mail))

    assert notice["Subject"] == "New article: A New One"
    assert links(notice)[0] == "/new/"


# At the desk.


def test_the_moderator_sees_who_is_told_of_what(offering: Blog) -> None:
    with offering.serving() as address:
        httpx2.post(f"{address}/comments/hello", data=FORM | {"notify_replies": "1", "notify_posts": "1"})

    table = offering.moderate("subscriptions", "list").stdout.splitlines()
    counts = offering.moderate("subscriptions", "count").stdout

    assert table[0].split() == ["ADDRESS", "INTEREST", "ARTICLE", "COMMENT", "MADE", "CONFIRMED", "DAILY"]
    assert sorted(line.split()[:3] for line in table[1:]) == [[ANN, "posts", "hello"], [ANN, "replies", "hello"]]
    assert counts.split() == ["replies", "0", "comments", "0", "posts", "0", "unconfirmed", "2"]


def test_the_moderator_removes_an_address(offering: Blog) -> None:
    with offering.serving() as address:
        httpx2.post(f"{address}/comments/hello", data=FORM | {"notify_replies": "1"})

    removed = [offering.moderate("subscriptions", "remove", ANN.upper()) for _ in range(2)]

    assert [(one.stdout, one.exit_code) for one in removed] == [
        (f"{ANN.upper()} unsubscribed (1)\n", 0),
        (f"{ANN.upper()} is told of nothing.\n", 1),
    ]
    assert offering.moderate("subscriptions", "list", "--format", "json").stdout == "[]\n"
