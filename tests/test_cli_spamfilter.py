"""The learning filter at the command line: it learns by deciding, and says what it knows and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from akismet_server import BLOG, KEY, AkismetServer, client_of
from blog import Blog
from builders import a_submission
from moderation.desk.desk import Desk
from moderation.desk.feedback import mistakes, report
from moderation.queue.ledger import Action
from moderation.queue.submission import Reason, State, Submission, Verdict
from moderation.spam.akismet import AkismetCheck
from moderation.spam.learned import FEWEST

CHEAP = "Buy cheap watches at https://watches.example now!"
ADVICE = "I tried your advice on pricing, and it worked."


def spam(number: int) -> Submission:
    return a_submission(f"sssss{number:03}", text=f"Buy cheap watches number {number} at https://w.example now!")


def ham(number: int) -> Submission:
    return a_submission(f"hhhhh{number:03}", text=f"I tried step {number} of your advice on pricing, and it worked.")


@pytest.fixture
def decided(blog: Blog) -> Blog:
    """A blog whose moderator has decided enough."""
    with blog.queue() as queue:
        for number in range(2 * FEWEST + 5):
            queue.add([spam(number), ham(number)])
            desk = Desk(queue, blog.settings)
            desk.decide(spam(number).id, Action.SPAM)
            desk.decide(ham(number).id, Action.APPROVE)
    return blog


def said(blog: Blog, *arguments: str, input: str | None = None) -> str:
    done = blog.moderate("spam-filter", *arguments, input=input)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_it_learns_by_deciding(decided: Blog) -> None:
    number = 2 * FEWEST + 5

    assert said(decided, "show") == f"Learned: {number} spam, {number} ham.\n"


def test_it_explains_itself(decided: Blog) -> None:
    assert said(decided, "explain", "-", input=CHEAP).startswith("it reads like spam; like spam: ")
    assert said(decided, "explain", "-", input=ADVICE).startswith("it reads like ham; ")


def test_it_explains_a_comment_of_the_queue(decided: Blog) -> None:
    with decided.queue() as queue:
        queue.add([a_submission("k7f3q2mx", text=CHEAP)])

    assert "it reads like spam" in said(decided, "explain", "k7f")


def test_a_young_filter_says_that_it_knows_nothing(blog: Blog) -> None:
    assert "It says nothing before it knows" in said(blog, "show")
    assert "not seen enough of both kinds" in said(blog, "explain", "-", input=CHEAP)


def test_what_it_says_about_a_new_comment_is_in_its_reasons(decided: Blog) -> None:
    with decided.queue() as queue:
        queue.add([a_submission("k7f3q2mx", text=CHEAP, verdict=Verdict.UNCHECKED)])
    assert said(decided, "recheck") == "k7f3q2mx spam, spam\n"

    assert "Because:     learned: it reads like spam" in decided.moderate("get", "k7f3q2mx").stdout


def test_observing_it_only_says_so(decided: Blog) -> None:
    with decided.queue() as queue:
        queue.add([a_submission("k7f3q2mx", text=CHEAP, verdict=Verdict.UNCHECKED)])

    observed = decided.moderate("--spam", "observe", "spam-filter", "recheck")

    assert observed.stdout == "k7f3q2mx spam, pending\n"


def test_it_can_be_evaluated_on_past_decisions(decided: Blog) -> None:
    shown = said(decided, "evaluate")

    assert "Precision: 100.0 %" in shown
    assert "Ham called spam: 0.0 %." in shown


def test_without_decisions_there_is_nothing_to_evaluate(blog: Blog) -> None:
    assert said(blog, "evaluate") == "There are no decisions yet.\n"


def test_it_names_the_ham_that_it_called_spam(decided: Blog) -> None:
    with decided.queue() as queue:
        queue.add([a_submission("k7f3q2mx", text=f"{CHEAP} \x1b[2J".replace("\x1b", ""))])
    decided.moderate("approve", "k7f3q2mx")

    assert f"Ham that it called spam:\nk7f3q2mx  {CHEAP}" in said(decided, "evaluate")


def test_it_forgets_when_it_is_told_to(decided: Blog) -> None:
    said(decided, "reset", "--yes")

    assert said(decided, "show").startswith("Learned: 0 spam, 0 ham.")


def test_it_asks_before_it_forgets(decided: Blog) -> None:
    assert decided.moderate("spam-filter", "reset", input="n\n").exit_code == 1

    assert not said(decided, "show").startswith("Learned: 0")


def test_past_decisions_can_be_learned_again_and_count_once(decided: Blog) -> None:
    before = said(decided, "show")
    said(decided, "reset", "--yes")
    said(decided, "train")
    said(decided, "train")

    assert said(decided, "show") == before


def test_what_only_a_machine_called_spam_is_not_learned(blog: Blog) -> None:
    with blog.queue() as queue:
        queue.add([a_submission("aaaaaaaa", state=State.SPAM, verdict=Verdict.SPAM)])
        queue.add([a_submission("bbbbbbbb", state=State.SPAM), a_submission("cccccccc", state=State.APPROVED)])

    assert said(blog, "train") == "1 spam and 1 ham are learned, each once.\n"


def test_a_file_can_be_learned_and_counts_once(blog: Blog, tmp_path: Path) -> None:
    path = tmp_path / "labelled.csv"
    path.write_text(f"text,label\n{CHEAP},spam\n17,ham\n")
    said(blog, "train", str(path))
    said(blog, "train", str(path))

    assert said(blog, "show").startswith("Learned: 1 spam, 1 ham.")


def test_a_file_can_be_evaluated(blog: Blog, tmp_path: Path) -> None:
    path = tmp_path / "labelled.csv"
    path.write_text(f"text,label\n{CHEAP},spam\n")

    assert "IS " in said(blog, "evaluate", str(path))


@pytest.mark.parametrize(
    ("opinion", "action", "told"),
    [
        pytest.param("spam", Action.APPROVE, ["/1.1/submit-ham"], id="ham after all"),
        pytest.param("discard", Action.APPROVE, ["/1.1/submit-ham"], id="even what it would discard"),
        pytest.param("ham", Action.SPAM, ["/1.1/submit-spam"], id="spam after all"),
        pytest.param("spam", Action.SPAM, [], id="it was right"),
        pytest.param("ham", Action.APPROVE, [], id="it was right about ham"),
        pytest.param("spam", Action.TRASH, [], id="that says nothing"),
        pytest.param("could not be asked: it did not answer in time", Action.SPAM, [], id="it had said nothing"),
    ],
)
def test_akismet_is_told_where_it_was_wrong(blog: Blog, opinion: str, action: Action, told: list[str]) -> None:
    one = a_submission("k7f3q2mx", ip="192.0.2.7", user_agent="Firefox", reasons=(Reason("Akismet", opinion),))
    with blog.queue() as queue, AkismetServer() as server:
        queue.add([one])
        outcome = Desk(queue, blog.settings).decide(one.id, action)
        check = AkismetCheck(KEY, BLOG, lambda slug: f"{BLOG}{slug}/", client=client_of(server.address))
        assert list(report(check, mistakes([outcome]))) == []
        check.close()

    assert [asked.endpoint for asked in server.asked] == told
    assert all(asked.form["user_ip"] == "192.0.2.7" for asked in server.asked)


@pytest.mark.parametrize(
    ("opinion", "action", "told"),
    [
        pytest.param("spam", Action.APPROVE, ["/1.1/submit-spam"], id="spam, as it had said"),
        pytest.param("ham", Action.SPAM, ["/1.1/submit-ham"], id="ham, as it had said"),
        pytest.param("spam", Action.SPAM, [], id="it was told nothing before"),
    ],
)
def test_akismet_is_told_when_a_correction_is_undone(blog: Blog, opinion: str, action: Action, told: list[str]) -> None:
    with blog.queue() as queue, AkismetServer() as server:
        queue.add([a_submission("k7f3q2mx", ip="192.0.2.7", reasons=(Reason("Akismet", opinion),))])
        desk = Desk(queue, blog.settings)
        decided = desk.decide("k7f3q2mx", action)
        undone = desk.decide("k7f3q2mx", Action.UNDO, undoing=decided.decision)
        check = AkismetCheck(KEY, BLOG, lambda slug: f"{BLOG}{slug}/", client=client_of(server.address))
        assert list(report(check, mistakes([undone]))) == []
        check.close()

    assert [asked.endpoint for asked in server.asked] == told


def test_the_decision_stands_if_akismet_cannot_be_told(blog: Blog) -> None:
    one = a_submission("k7f3q2mx", reasons=(Reason("Akismet", "spam"),))
    with blog.queue() as queue, AkismetServer() as server:
        queue.add([one])
        outcome = Desk(queue, blog.settings).decide(one.id, Action.APPROVE)
        check = AkismetCheck(KEY, BLOG, lambda slug: f"{BLOG}{slug}/", client=client_of(server.address))
        [problem] = report(check, mistakes([outcome]))
        check.close()

    assert problem == (
        "Akismet does not know yet that k7f3q2mx was decided otherwise: the sender's address is no longer kept."
    )


def test_a_sender_is_blocked_listed_and_let_in_again(blog: Blog) -> None:
    assert said(blog, "block", "joe@example.com") == "Blocked: email joe@example.com\n"
    assert said(blog, "block", "203.0.113.0/24") == "Blocked: network 203.0.113.0/24\n"
    assert said(blog, "blocked") == "email    joe@example.com\nnetwork  203.0.113.0/24\n"
    assert said(blog, "unblock", "joe@example.com") == "No longer blocked: joe@example.com\n"
    assert said(blog, "blocked") == "network  203.0.113.0/24\n"


def test_who_is_not_blocked_is_not_let_in_again(blog: Blog) -> None:
    result = blog.moderate("spam-filter", "unblock", "joe@example.com")

    assert (result.stderr, result.exit_code) == ("Error: joe@example.com is not blocked.\n", 1)
