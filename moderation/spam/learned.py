"""The learning filter: what this moderator called spam and ham, counted, and what that says of a new comment.

The score adds up the log odds of a comment's features, with equal priors however much spam there was, each drawn toward
even odds by how rarely it was seen (Gary Robinson, "A Statistical Approach to the Spam Problem", Linux Journal 107,
2003), and divides by the root of their number: words are too little independent for more.

How high is high, the moderator's own decisions tell: each is scored before it is learned, and a new comment is
suspicious if little of the ham scored as high (A. P. Dawid's "prequential" evaluation, 1984). That holds for comments
like those. If so far only spam was long, everyday words look like spam: a text longer than most ham is called spam
only if all of it speaks for that, and is suspicious otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from textwrap import shorten
from typing import ClassVar

from ..comment import Comment
from ..queue.submission import Reason, Submission
from .counts import Counts, Memory
from .features import EVERY, LENGTHS, at_least_as_long, features

FEWEST = 15
"""How much spam, and how much ham that was scored before it was learned, it must know before it speaks."""
SUSPICIOUS, SPAM = 0.05, 0.03
"""The false positives to allow: no more of the ham may have scored as high."""
LONG, STRONG = 0.3, 0.6
"""A text is long if less than this part of the ham is as long; its features must on average weigh so much for spam."""

_RARITY = 0.45  # Robinson's s: the sightings that outweigh the even odds which every feature begins with
_MARKS = tuple(f"scored {step / 4:g}" for step in range(33))


@dataclass(frozen=True, slots=True)
class Learned:
    """The check: what a comment reads like, going by the memory."""

    memory: Memory
    name: ClassVar[str] = "learned"

    def __call__(self, submission: Submission) -> Reason | None:
        """What it reads like; None before enough of both kinds was learned.

        Ham weighs no less than 0: nobody talks his way out of what another check saw.
        """
        found = features(submission.comment)
        counts = self.memory.counts({*found, *_MARKS, *LENGTHS})
        if min(counts.get(EVERY, (0, 0))[0], _ham(_MARKS, counts)) < FEWEST:
            return None
        opinion = _opinion(found, counts)
        weight, says = _verdict(opinion, found, counts)
        above = max(0.0, opinion.score)
        return Reason(self.name, _explained(says, opinion, counts), round(weight + above / (1 + above), 2))

    def score(self, comment: Comment) -> float:
        """Above 0 it speaks for spam, below for ham, for texts of every length as clearly; 0 before it knows both."""
        found = features(comment)
        counts = self.memory.counts(found)
        return _opinion(found, counts).score if all(counts.get(EVERY, (0, 0))) else 0.0


def study(comment: Comment, memory: Memory) -> frozenset[str]:
    """What to count one more of when a decision is learned: the comment's features, and how it scored before.

    Keep it to take it back, for afterwards the comment would score otherwise.
    """
    found = features(comment)
    counts = memory.counts(found)
    return found | {_opinion(found, counts).mark} if all(counts.get(EVERY, (0, 0))) else found


@dataclass(frozen=True, slots=True)
class _Opinion:
    """How much each known feature speaks for spam; below 0, for ham. And how many there are, known or not."""

    weights: dict[str, float]
    features: int

    @property
    def score(self) -> float:
        return math.fsum(self.weights.values()) / math.sqrt(len(self.weights))

    @property
    def strength(self) -> float:
        return math.fsum(self.weights.values()) / self.features

    @property
    def mark(self) -> str:
        """The score as a feature, rounded down, so that scores are counted as features are."""
        return _MARKS[max(0, min(len(_MARKS) - 1, int(4 * self.score)))]


def _opinion(found: Collection[str], counts: Counts) -> _Opinion:
    spam, ham = counts[EVERY]
    return _Opinion({name: _log_odds(*counts[name], spam, ham) for name in found if name in counts}, len(found))


def _log_odds(in_spam: int, in_ham: int, spam: int, ham: int) -> float:
    seen = in_spam + in_ham
    share = (in_spam / spam) / (in_spam / spam + in_ham / ham)
    drawn = (_RARITY / 2 + seen * share) / (_RARITY + seen)
    return math.log(drawn / (1 - drawn))


def _verdict(opinion: _Opinion, found: Collection[str], counts: Counts) -> tuple[float, str]:
    """What it weighs, as the judge does, and what that is in words."""
    if opinion.score <= 0:
        return 0.0, "it reads like ham"
    scored, as_high = _ham(_MARKS, counts), _ham(_MARKS[_MARKS.index(opinion.mark) :], counts)
    if as_high > SUSPICIOUS * scored:
        return 0.0, "it could be either"
    if as_high + 1 > SPAM * (scored + 1):  # as if it were ham itself: of little ham, no share is known to be small
        return 2.0, "it reads a little like spam"
    as_long = _ham(at_least_as_long(found), counts)
    if as_long < LONG * _ham([EVERY], counts) and opinion.strength < STRONG:
        return 3.0, "it reads like spam, but longer than most ham so far"
    return 5.0, "it reads like spam"


def _ham(names: Iterable[str], counts: Counts) -> int:
    return sum(counts[name][1] for name in names if name in counts)


def _explained(says: str, opinion: _Opinion, counts: Counts) -> str:
    """The features that mattered most, each with how much of what it was in was spam."""
    weights = opinion.weights
    ranked = sorted(weights, key=lambda name: (-abs(weights[name]), name))
    like_spam = [_seen(name, counts) for name in ranked if weights[name] > 0][:3]
    like_ham = [_seen(name, counts) for name in ranked if weights[name] < 0][:2]
    parts = [
        says,
        f"like spam: {', '.join(like_spam)}" if like_spam else "",
        f"like ham: {', '.join(like_ham)}" if like_ham else "",
    ]
    return shorten("; ".join(filter(None, parts)), 200, placeholder=" …")


def _seen(name: str, counts: Counts) -> str:
    spam, ham = counts[name]
    return f"{name} ({spam} of {spam + ham})"
