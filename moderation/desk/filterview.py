"""The spam filter's record and its reasons, as a moderator reads them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..queue.submission import Reason, Verdict
from ..spam.evaluation import SILENT, Judged, Trial, replay, shares
from .terminal import shortened, visible
from .view import table

SAID = (Verdict.SPAM.value, Verdict.UNSURE.value, Verdict.HAM.value, SILENT)
MOST = 20
"""How many comments are shown of those that it took for spam."""


def evaluation(judged: Sequence[Judged]) -> str:
    """How good the learning filter would have been so far, and what each check had to say."""
    if not judged:
        return "There are no decisions yet."
    trials = list(replay(judged))
    wrong = [trial for trial in trials if trial.said == Verdict.SPAM.value and not trial.spam]
    parts = [_matrix(trials), _rates(trials), *([_named(wrong)] if wrong else []), _checks(judged)]
    return "\n\n".join(filter(None, parts))


def explanation(reason: Reason | None) -> str:
    """What it says of one comment."""
    if reason is None:
        return "The filter says nothing yet: it has not seen enough of both kinds."
    return visible(f"{reason.saw} ({reason.weight:+g})")


def _matrix(trials: Sequence[Trial]) -> str:
    """A row for spam and one for ham: how many of each it called what."""
    counted = Counter((trial.spam, trial.said) for trial in trials)
    rows = [[name, *(str(counted[spam, said]) for said in SAID)] for name, spam in (("spam", True), ("ham", False))]
    return table(("is", *(f"called {said}" if said != SILENT else said for said in SAID)), rows, 1000)


def _rates(trials: Sequence[Trial]) -> str:
    spoken = [trial for trial in trials if trial.said != SILENT]
    called = [trial for trial in spoken if trial.said == Verdict.SPAM.value]
    caught = sum(trial.spam for trial in called)
    return "\n".join(
        (
            f"Precision: {_share(caught, len(called))} of what it called spam was spam.",
            f"Recall: {_share(caught, sum(trial.spam for trial in spoken))} of the spam was called spam.",
            f"Ham called spam: {_share(len(called) - caught, sum(not trial.spam for trial in spoken))}.",
        )
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "nothing"


def _named(wrong: Sequence[Trial]) -> str:
    shown = [f"{trial.submission.id}  {shortened(trial.submission.comment.text, 100)}" for trial in wrong[:MOST]]
    more = [f"and {len(wrong) - MOST} more"] if len(wrong) > MOST else []
    return "\n".join(["Ham that it called spam:", *shown, *more])


def _checks(judged: Sequence[Judged]) -> str:
    """What each check had against comments when they came."""
    seen = shares(judged)
    rows = [[visible(check), str(spam), str(ham)] for check, (spam, ham) in seen.items()]
    return table(("check spoke against", "spam", "ham"), rows, 1000) if rows else ""
