"""The learning filter beside scikit-learn, on spam collections: what it catches, what ham it accuses, how fast."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from statistics import mean

import spamsets
from bigblog import PROJECT
from spamsets import Labelled, Split
from timing import machine

from builders import a_submission
from moderation.queue.submission import Submission
from moderation.spam.counts import Tally
from moderation.spam.learned import Learned, study

SEEDS = range(5)
SUSPECTED, SPAM = 2.0, 5.0
COLD = {50: (0.70, 0.05), 200: (0.85, 0.03), 500: (0.90, 0.02)}
OURS, REGRESSION = "ours", "regression"

Scores = dict[str, list[float]]
"""For each filter how much every judged comment speaks for spam."""


class Taught:
    """Our filter, with what it was taught."""

    def __init__(self, decisions: Iterable[Labelled]) -> None:
        self._tally = Tally()
        self.filter = Learned(self._tally)
        for decision in decisions:
            self.learn(decision)

    def learn(self, decision: Labelled) -> None:
        """Learn one more."""
        self._tally.learn(study(submission(decision).comment, self._tally), decision.spam)

    def weight(self, comment: Labelled) -> float:
        """What it weighs for the judge."""
        reason = self.filter(submission(comment))
        return reason.weight if reason else 0.0

    def weights(self, judge: Sequence[Labelled], spam: bool) -> list[float]:
        """What the spam weighs, or the ham."""
        return [self.weight(one) for one in judge if one.spam == spam]


def main() -> None:
    """Every figure, with its limit; fails if one is missed."""
    if not spamsets.FOLDER.is_dir():
        print("left out: there are no spam collections beside the project")
        return
    print(machine())
    python = sys.argv[1] if len(sys.argv) > 1 else sys.executable
    parts: list[Callable[[str], list[bool]]] = [left_out, templates, cold, in_time, moved, speed]
    met = [figure for part in parts for figure in part(python)]
    print(f"{met.count(True)} of {len(met)} figures are met")
    sys.exit(not all(met))


def left_out(python: str) -> list[bool]:
    """Each video judged by what was learned from the others."""
    splits = [*spamsets.leave_one_out(0)]
    scores = compared(splits, python)
    f1 = {name: [f1_of(one[name], split, 0.5) for split, one in zip(splits, scores, strict=True)] for name in scores[0]}
    orders = [spamsets.leave_one_out(seed) for seed in SEEDS]
    each = [[f1_of(weighed(s), s, SUSPECTED) for s in order] for order in orders]
    f1[OURS] = [mean(values) for values in zip(*each, strict=True)]
    recall = recalls(splits, scores)
    for number, split in enumerate(splits):
        print(f"    {split.name}: F1 {at(f1, number)}; recall at 1 % {at(recall, number)}")
    print(f"    F1, learned in other orders: {', '.join(f'{mean(values):.2f}' for values in each)}")
    return [
        figure("leave one video out, F1", mean(f1[OURS]), mean(f1[REGRESSION])),
        figure("leave one video out, recall at 1 % false positives", mean(recall[OURS]), 0.85),
    ]


def templates(python: str) -> list[bool]:
    """Spam from templates that were not learned, among other ham of the same blogs."""
    splits = [spamsets.other_templates(seed) for seed in range(8)]
    recall = recalls(splits, compared(splits, python))
    for number, split in enumerate(splits):
        print(f"    {split.name}: recall at 1 % {at(recall, number)}")
    return [figure("other templates, recall at 1 % false positives", mean(recall[OURS]), 0.95)]


def cold(python: str) -> list[bool]:
    """After few decisions: how well the score tells them apart, and how much ham is called spam."""
    return [met for labels, limits in COLD.items() for met in after(labels, *limits, python)]


def after(labels: int, least: float, most: float, python: str) -> list[bool]:
    """After so many: a recall of at least ``least``, with ham called spam at most ``most``."""
    splits = [spamsets.beginning(labels, seed) for seed in SEEDS]
    recall = recalls(splits, compared(splits, python), most)
    taught = [(Taught(split.learn), split.judge) for split in splits]
    spam = [filter.weights(judge, spam=True) for filter, judge in taught]
    ham = [filter.weights(judge, spam=False) for filter, judge in taught]
    called = [part(one, SPAM) for one in ham]
    print(f"    recall at {most:.0%}: {', '.join(f'{name} {mean(values):.2f}' for name, values in recall.items())}")
    for name, weights in (("spam", spam), ("ham", ham)):
        marked = [spread([part(one, weight) for one in weights]) for weight in (SPAM, SUSPECTED)]
        print(f"    {name} called spam: {marked[0]}, at least unsure: {marked[1]}")
    return [
        figure(f"after {labels} decisions, recall at {most:.0%} false positives", mean(recall[OURS]), least),
        figure(f"after {labels} decisions, ham called spam", mean(called), most, above=False),
    ]


def in_time(_: str) -> list[bool]:
    """Whenever the filter is asked about all ham that is still to come: the worst moment."""
    return [
        figure(f"{name}, ham to come called spam, at worst", max(moments(comments)), 0.05, above=False)
        for name, comments in spamsets.in_time()
    ]


def moments(comments: Sequence[Labelled], every: int = 20, least: int = 40) -> Iterable[float]:
    """The part of later ham that is called spam after each few decisions, while there is enough of it."""
    taught = Taught([])
    for number, comment in enumerate(comments):
        later = comments[number:]
        if number % every == 0 and sum(not one.spam for one in later) >= least:
            yield part(taught.weights(later, spam=False), SPAM)
        taught.learn(comment)


def moved(_: str) -> list[bool]:
    """Learned from videos, asked about a blog."""
    taught = Taught(spamsets.shuffled(spamsets.all_of(spamsets.VIDEOS), 0))
    return [
        figure(
            f"moved to {name}, ham called spam",
            part(taught.weights(spamsets.read(name), spam=False), SPAM),
            0.05,
            above=False,
        )
        for name in spamsets.BLOGS
    ]


def speed(_: str) -> list[bool]:
    """On one core, with the counts in memory."""
    decisions = spamsets.all_of((*spamsets.VIDEOS, *spamsets.BLOGS, spamsets.TEMPLATES))
    began = time.process_time()
    taught = Taught(decisions)
    learned = time.process_time()
    for decision in decisions:
        taught.weight(decision)
    judged = time.process_time()
    return [
        figure("comments judged in a second", len(decisions) / (judged - learned), 2000),
        figure("milliseconds to learn a decision", 1000 * (learned - began) / len(decisions), 5, above=False),
    ]


def submission(comment: Labelled) -> Submission:
    """As if it came through the form."""
    return a_submission(text=comment.text)


def compared(splits: Sequence[Split], python: str) -> list[Scores]:
    """For each split the scores of all filters."""
    asked = [([c.text for c in s.learn], [c.spam for c in s.learn], [c.text for c in s.judge]) for s in splits]
    rivals = [python, str(PROJECT / "tests/benchmarks/spamrivals.py")]
    done = subprocess.run(rivals, input=json.dumps(asked), capture_output=True, text=True, check=True)
    return [{OURS: ours(split)} | theirs for split, theirs in zip(splits, json.loads(done.stdout), strict=True)]


def weighed(split: Split) -> list[float]:
    """What our filter says that each weighs."""
    taught = Taught(split.learn)
    return [taught.weight(one) for one in split.judge]


def ours(split: Split) -> list[float]:
    """The scores of our filter."""
    taught = Taught(split.learn)
    return [taught.filter.score(submission(one).comment) for one in split.judge]


def recalls(splits: Sequence[Split], scores: Sequence[Scores], most: float = 0.01) -> Scores:
    """For each filter and split the part of the spam above all ham but one in a hundred."""
    return {
        name: [_recall(one[name], split.judge, most) for split, one in zip(splits, scores, strict=True)]
        for name in scores[0]
    }


def _recall(scores: Sequence[float], judge: Sequence[Labelled], most: float) -> float:
    ham = sorted((score for score, one in zip(scores, judge, strict=True) if not one.spam), reverse=True)
    spam = [score for score, one in zip(scores, judge, strict=True) if one.spam]
    return sum(score > ham[int(most * len(ham))] for score in spam) / len(spam)


def f1_of(scores: Sequence[float], split: Split, least: float) -> float:
    """The harmonic mean of precision and recall."""
    pairs = [(score >= least, one.spam) for score, one in zip(scores, split.judge, strict=True)]
    return 2 * pairs.count((True, True)) / (2 * pairs.count((True, True)) + sum(one != other for one, other in pairs))


def at(values: Scores, number: int) -> str:
    """One split's values, ours first."""
    return ", ".join(f"{name} {row[number]:.2f}" for name, row in values.items())


def part(weights: Sequence[float], least: float) -> float:
    """How many of these weigh at least so much."""
    return sum(weight >= least for weight in weights) / len(weights)


def spread(values: Sequence[float]) -> str:
    """The mean, and from where to where."""
    return f"{mean(values):.3f} ({min(values):.3f} to {max(values):.3f})"


def figure(name: str, value: float, limit: float, *, above: bool = True) -> bool:
    """Print a figure and whether it is met."""
    met = value >= limit if above else value <= limit
    print(f"{name}: {value:.3g}, {'met' if met else 'MISSED'}: at {'least' if above else 'most'} {limit:.3g}")
    return met


if __name__ == "__main__":
    main()
