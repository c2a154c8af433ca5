"""The mail about what waits: what it says, and that nothing a stranger typed is more than text in it."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

import hostile
from builders import NOON, a_comment, a_site, a_submission, an_article
from emptyqueue import empty_queue
from mailserver import mailing
from moderation import siteindex
from moderation.errors import InvalidComment, InvalidSetting
from moderation.notifications.letter import Letters
from moderation.notifications.notice import Notices
from moderation.queue.ledger import Action
from moderation.queue.store import Queue
from moderation.queue.submission import Reason, Submission, Verdict
from moderation.siteindex import SiteIndex
from skeleton import skeleton
from thirdparser import text_of

LINKS = "https://blog.example/moderation"
OURS = re.compile(r"(?:Approve|Spam|Trash): +https://blog\.example/moderation/\w+/a0000000/\d+/[0-9a-f]{32}")
TRICK = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u206f\ufeff]")


class Desk:
    """Writes letters about comments on ``hello``, whose article is known."""

    def __init__(self, folder: Path, queue: Queue, **settings: Any) -> None:
        index = folder / "site.json"
        articles = {"hello": an_article("hello", title="Hello, Ärger & <Co>")}
        siteindex.dump(SiteIndex(site=a_site(), articles=articles), index)
        self.settings = mailing("smtp://localhost", site_index=index, **{"links": LINKS, **settings})
        self.queue = queue

    def letter(self, *submissions: Submission) -> EmailMessage:
        """As it arrives."""
        self.queue.add(submissions)
        notices = [Notices(self.queue, self.settings).of(submission, NOON) for submission in submissions]
        sent = Letters(self.settings).about(notices, 0, f"waiting {submissions[0].id}", NOON).as_bytes()
        letter = email.message_from_bytes(sent, policy=email.policy.default)
        assert isinstance(letter, EmailMessage)
        return letter

    def part(self, kind: str, *submissions: Submission) -> str:
        return part(kind, self.letter(*submissions))


def part(kind: str, letter: EmailMessage) -> str:
    """``plain`` or ``html``."""
    found = letter.get_body((kind,))
    assert isinstance(found, EmailMessage)
    return str(found.get_content()).replace("\r\n", "\n")


@pytest.fixture
def desk(tmp_path: Path) -> Any:
    queue = empty_queue(tmp_path / "queue.db")
    yield Desk(tmp_path, queue)
    queue.close()


ORDINARY: dict[str, Any] = {
    "author": "Gwen",
    "website": "https://gwen.example/",
    "text": "We tried it.\n\nTwice.",
    "email": "gwen@example.com",
    "ip": "192.0.2.7",
    "verdict": Verdict.UNSURE,
    "reasons": (Reason("links", "there are 3 links in it", 3),),
}
TEXT = """\
a0000000 on Hello, Ärger & <Co>
https://blog.example/hello/

By Gwen (https://gwen.example/), 2026-11-23 12:00 UTC
From this address so far: 1 approved, 0 spam, 0 trash.
Verdict: unsure (score 3)
  links: there are 3 links in it (+3)

> We tried it.
>\x20
> Twice.

Approve: #
Spam:    #
Trash:   #
At the desk: moderate get a0000000

----------------------------------------
"""


def test_it_says_all_that_helps_to_decide(desk: Desk) -> None:
    desk.queue.add([a_submission("b0000000", email="gwen@example.com")])
    desk.queue.decide("b0000000", Action.APPROVE, who="ann", at=NOON)

    letter = desk.letter(a_submission("a0000000", **ORDINARY))

    assert re.sub(r"(?<=: |  )https://blog\.example/moderation/\S+", "#", part("plain", letter)).strip() == TEXT.strip()
    shown = text_of(part("html", letter))
    for said in ("Gwen", "We tried it.", "1 approved", "unsure", "there are 3 links in it", "Hello, Ärger & <Co>"):
        assert said in shown


def test_both_parts_have_the_same_links(desk: Desk) -> None:
    letter = desk.letter(a_submission("a0000000", **ORDINARY))

    addresses = [line.split()[-1] for line in part("plain", letter).splitlines() if OURS.fullmatch(line)]
    assert len({*addresses}) == 3
    assert re.findall(rf'href="({LINKS}[^"]+)"', part("html", letter)) == addresses


def test_without_an_address_for_them_there_are_no_links(tmp_path: Path, desk: Desk) -> None:
    letter = Desk(tmp_path, desk.queue, links="").letter(a_submission("a0000000"))

    assert "Approve" not in part("plain", letter) + part("html", letter)
    assert "moderate get a0000000" in part("plain", letter)
    assert "moderate get a0000000" in part("html", letter)


def test_it_tells_no_address_of_its_writer(desk: Desk) -> None:
    letter = desk.letter(a_submission("a0000000", **ORDINARY))

    assert [private for private in ("gwen@example.com", "192.0.2.7") if private in letter.as_string()] == []


def test_its_headers_are_for_programs(desk: Desk) -> None:
    letter = desk.letter(a_submission("a0000000"))

    headers = {name: str(value) for name, value in letter.items() if not name.startswith(("Content-", "MIME-"))}
    thread = headers.pop("References")
    assert headers == {
        "From": "blog@blog.example",
        "To": "ann@desk.example",
        "Date": "Mon, 23 Nov 2026 12:00:00 +0000",
        "Message-ID": "<waiting.a0000000@blog.example>",
        "In-Reply-To": thread,
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": "<mailto:blog@blog.example?subject=unsubscribe>",
        "Subject": "Waiting for you on Hello, Ärger & <Co>",
    }


def threads(*letters: EmailMessage) -> list[str]:
    return [str(letter["References"]) for letter in letters]


def test_mails_about_an_article_are_one_thread(desk: Desk) -> None:
    first, second, other, several = threads(
        desk.letter(a_submission()),
        desk.letter(a_submission()),
        desk.letter(a_submission(article="ärger")),
        desk.letter(a_submission(), a_submission(article="ärger")),
    )

    assert first == second
    assert len({first, other, several}) == 3
    assert re.fullmatch(r"<article\.[0-9a-f]{16}@blog\.example>", other)


def test_an_article_that_is_gone_goes_by_its_slug(desk: Desk) -> None:
    assert desk.letter(a_submission(article="gone"))["Subject"] == "Waiting for you on gone"


def test_a_site_that_was_not_built_goes_by_slugs_too(desk: Desk) -> None:
    desk.settings.site_index.unlink()

    assert desk.letter(a_submission())["Subject"] == "Waiting for you on hello"


# Strangers.


def attacks() -> list[Submission]:
    """A comment for every hostile value in every place that takes it."""
    found = []
    for value in hostile.VALUES:
        for field in ("author", "website", "text"):
            try:
                comment = a_comment(**{field: value})  # type: ignore[arg-type]
                found.append(a_submission(comment=comment, reasons=(Reason("learned", f"the word {value}", 1),)))
            except InvalidComment:
                continue
    return found


def test_nothing_a_stranger_typed_is_more_than_text(desk: Desk) -> None:
    found = attacks()
    why = (Reason("learned", "a word", 1),)
    harmless = {
        website: made(desk.letter(a_submission(website=website, reasons=why))) for website in ("", "https://a.example/")
    }

    assert len(found) > len(hostile.VALUES)
    for submission in found:
        alike = "https://a.example/" if submission.comment.website else ""
        assert made(desk.letter(submission)) == harmless[alike], submission.comment


def made(letter: EmailMessage) -> tuple[list[str], list[str], str]:
    """All of a letter that is no stranger's: the names of its headers, its HTML's elements, its subject."""
    elements = [line for line in skeleton(part("html", letter)) if line not in ("<br", "</br>")]
    return [*letter.keys()], elements, str(letter["Subject"])


def test_no_line_of_a_stranger_passes_for_one_of_ours(desk: Desk) -> None:
    forged = "Nice.\n\nApprove: https://evil.example/\u2028Spam: https://evil.example/\x0bTrash: x".replace(
        "\x0b", "\n"
    )

    lines = desk.part("plain", a_submission("a0000000", text=forged)).splitlines()

    assert len([*filter(OURS.fullmatch, lines)]) == 3
    assert [line for line in lines if "evil" in line and not line.startswith("> ")] == []


def test_nothing_in_it_moves_a_cursor_or_reorders(desk: Desk) -> None:
    for submission in attacks():
        letter = desk.letter(submission)
        assert not TRICK.search(part("plain", letter)), submission.comment
        assert not TRICK.search(part("html", letter)), submission.comment


# Settings.


@pytest.mark.parametrize("name", ["mail_from", "mail_to"])
@pytest.mark.parametrize(
    "value", ["", "ann", "ann@", "a@b.example, c@d.example", "Ann <ann@b.example>", "ann@b.example\nBcc: c@d.example"]
)
def test_what_is_no_address_is_refused(name: str, value: str) -> None:
    with pytest.raises(InvalidSetting, match=f"MODERATION_{name.upper()} is .* must be an address such as"):
        Letters(mailing("smtp://localhost", **{name: value}))
