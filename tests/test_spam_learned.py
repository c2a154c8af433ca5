from __future__ import annotations

import csv
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import a_submission
from moderation.queue.submission import Reason, Submission, Verdict
from moderation.spam.counts import Counts, Tally
from moderation.spam.features import EVERY, features
from moderation.spam.judge import judge
from moderation.spam.learned import FEWEST, Learned, study

SPAM = ("check out my channel", "please subscribe to me", "visit my page http://pills.example now")
HAM = ("I love this song", "the best video ever", "who is watching in november")

LONG_HOSTS = " ".join(f"http://{letter * 50}.example" for letter in "xyz")


class Moderated:
    """A filter, and the decisions that it learned in turn."""

    def __init__(self) -> None:
        self.tally = Tally()
        self.filter = Learned(self.tally)

    def decide(self, text: str, spam: bool) -> frozenset[str]:
        """Learn one decision; its lesson."""
        lesson = study(a_submission(text=text).comment, self.tally)
        self.tally.learn(lesson, spam)
        return lesson

    def reads(self, text: str) -> Reason | None:
        """What the filter sees in a text."""
        return self.filter(a_submission(text=text))


def moderated(spam: int, ham: int) -> Moderated:
    """A filter that learned so many of each kind, mixed as evenly as can be."""
    blog = Moderated()
    turns = [(n / spam, True) for n in range(spam)] + [((n + 0.5) / ham, False) for n in range(ham)]
    for number, (_, is_spam) in enumerate(sorted(turns)):
        blog.decide(f"{(SPAM if is_spam else HAM)[number % 3]} {'abcdefg'[number % 7]}", is_spam)
    return blog


def everything(tally: Tally) -> Counts:
    """All that was learned from the texts of this file."""
    names = {name for text in (*SPAM, *HAM) for letter in "abcdefg" for name in of(f"{text} {letter}")}
    return tally.counts({*names, *(f"scored {step / 4:g}" for step in range(40))})


def of(text: str) -> frozenset[str]:
    return features(a_submission(text=text).comment)


def weight(reason: Reason | None) -> float:
    assert reason is not None
    return reason.weight


def test_what_reads_like_spam_is_called_spam_with_the_features_that_mattered() -> None:
    reason = moderated(60, 60).reads("please check out this video")

    assert reason is not None
    assert reason.check == "learned"
    assert 5 <= reason.weight < 10
    assert reason.saw.startswith("it reads like spam; like spam: ")
    assert "“check…” (20 of 20)" in reason.saw
    assert "“video…” (0 of 20)" in reason.saw


def test_what_reads_like_ham_weighs_nothing() -> None:
    reason = moderated(60, 60).reads("I love the video")

    assert reason is not None
    assert reason.weight == 0
    assert reason.saw.startswith("it reads like ham; ")


def test_nobody_talks_his_way_out_of_what_another_check_saw() -> None:
    def trapped(_: Submission) -> Reason:
        return Reason("trapped", "the hidden field was filled in", 5)

    judged = judge(a_submission(text="I love this song"), [trapped, moderated(60, 60).filter])

    assert judged.verdict is Verdict.SPAM


def test_a_text_of_which_nothing_is_known_is_neither() -> None:
    assert 0 <= weight(moderated(60, 60).reads("Xylophone zebra quixotic")) < 2


@pytest.mark.parametrize(
    ("spam", "ham"),
    [
        pytest.param(0, 200, id="no spam"),
        pytest.param(200, 0, id="no ham"),
        pytest.param(FEWEST - 1, 200, id="too little spam"),
        pytest.param(200, FEWEST - 1, id="too little ham"),
    ],
)
def test_it_is_silent_before_it_knows_both_kinds(spam: int, ham: int) -> None:
    blog = moderated(spam, ham) if spam and ham else Moderated()
    for _ in range(0 if spam and ham else 200):
        blog.decide("the same again", bool(spam))

    assert blog.reads(SPAM[0]) is None


def test_ham_that_was_learned_before_any_spam_tells_nothing_about_scores() -> None:
    blog = Moderated()
    for number in range(100):
        blog.decide(HAM[number % 3], spam=False)
    for number in range(100):
        blog.decide(SPAM[number % 3], spam=True)

    assert blog.reads(SPAM[0]) is None


def test_it_suspects_before_it_has_seen_enough_ham_to_call_anything_spam() -> None:
    early, later = (weight(moderated(60, ham).reads(SPAM[0])) for ham in (25, 60))

    assert 2 <= early < 3
    assert 5 <= later < 6


def test_much_spam_does_not_make_everything_spam() -> None:
    reason = moderated(400, 40).reads("Xylophone zebra quixotic")

    assert weight(reason) < 2


def test_what_every_comment_says_speaks_for_neither_however_much_spam_there_was() -> None:
    blog = Moderated()
    for number in range(110):
        blog.decide("hello", spam=number % 11 > 0)

    assert blog.filter.score(a_submission(text="hello").comment) == pytest.approx(0)


def test_of_longer_texts_than_any_ham_everyday_words_are_only_suspicious() -> None:
    blog = moderated(60, 60)
    long = "When I went to town, my neighbour asked me to visit a page about gardens and to check out how roses are cut"

    reason = blog.reads(long)

    assert reason is not None
    assert 3 <= reason.weight < 4
    assert reason.saw.startswith("it reads like spam, but longer than most ham so far; ")


@pytest.mark.parametrize(("as_high", "least"), [(0, 5), (1, 2), (3, 2), (4, 0)])
def test_how_high_is_high_is_told_by_ham_that_scored_as_high_before_it_was_learned(as_high: int, least: float) -> None:
    blog = moderated(60, 60)
    score = study(a_submission(text=SPAM[0]).comment, blog.tally) - of(SPAM[0])

    for _ in range(as_high):
        blog.tally.learn(score, spam=False)

    assert least <= weight(blog.reads(SPAM[0])) < least + 1


def test_a_decision_counts_one_of_each_feature_and_its_score_before() -> None:
    blog = moderated(60, 60)

    lesson = blog.decide("check out a rose", spam=True)

    assert len(lesson - of("check out a rose")) == 1
    assert of("check out a rose") <= lesson
    assert blog.tally.counts([EVERY, "“rose”"]) == {EVERY: (61, 60), "“rose”": (1, 0)}


@pytest.mark.parametrize("spam", [True, False])
def test_a_decision_that_is_taken_back_leaves_no_trace(spam: bool) -> None:
    blog = moderated(60, 60)
    before, score = everything(blog.tally), blog.reads(SPAM[1])

    lessons = [blog.decide(text, spam) for text in (*SPAM, *HAM)]
    assert everything(blog.tally) != before
    for lesson in lessons:
        blog.tally.take_back(lesson, spam)

    assert everything(blog.tally) == before
    assert blog.reads(SPAM[1]) == score
    assert blog.tally.counts(["“nothi…”"]) == {}


def test_a_score_is_the_same_to_the_last_digit_in_every_process() -> None:
    """Sets of strings have another order in each."""
    program = (
        "import test_spam_learned as t; print(t.moderated(60, 60).filter.score(t.a_submission(text=t.SPAM[2]).comment))"
    )
    tests = Path(__file__).parent

    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": str(seed), "PYTHONPATH": f"{tests}:{tests.parent}"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in range(3)
    }

    assert len(printed) == 1


@pytest.mark.parametrize("end", ["", LONG_HOSTS, "ann@example.com 192.0.2.7 "])
def test_a_reason_is_one_short_line_and_holds_nothing_private(end: str) -> None:
    blog = Moderated()
    for number in range(80):
        blog.decide(f"{SPAM[number % 3]} {end}" if number % 2 else HAM[number % 3], spam=bool(number % 2))

    reason = blog.reads(f"{SPAM[0]} {end}")

    assert reason is not None
    assert len(reason.saw) <= 200
    assert reason.saw.isprintable()
    assert "@" not in reason.saw
    assert "192.0.2.7" not in reason.saw


def comments_of_a_video(folder: Path) -> Iterator[tuple[str, bool]]:
    with (folder / "spam/Youtube02-KatyPerry.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["text"].replace("\ufeff", "").replace("<br />", "\n").strip(), row["label"] == "spam"


def test_real_comments_are_told_apart(corpora: Path) -> None:
    comments = list(comments_of_a_video(corpora))
    random.Random(1).shuffle(comments)  # noqa: S311 - any order will do
    blog = Moderated()
    for text, spam in comments[:250]:
        blog.decide(text, spam)

    weights = [(weight(blog.reads(text)), spam) for text, spam in comments[250:]]
    of_spam, of_ham = ([one for one, spam in weights if spam is kind] for kind in (True, False))

    assert sum(one >= 2 for one in of_spam) >= 0.8 * len(of_spam)
    assert sum(one >= 5 for one in of_ham) <= 0.05 * len(of_ham)
