"""The judge: asks every check, and weighs what they saw into a verdict.

The weights of all reasons are added up; those below 0 speak for the comment.

    sum           verdict
    from 10       discard
    from 5        spam
    from 2        unsure
    below 2       ham
    below 2       unchecked   if a check could not be asked

So 10 is for a check that has no doubt, 5 for one that is sure enough alone, 2 or 3 for a suspicion that needs
a second one, and 0 only informs. No sum approves: that is for a moderator. Whatever is not spam is pending; what
becomes of spam is for the owner to say (``MODERATION_SPAM``).
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from ..errors import CheckFailed
from ..queue.submission import Reason, State, Submission, Verdict

log = logging.getLogger(__name__)

Check = Callable[[Submission], Reason | None]
"""Looks at a submission and may see a reason. It goes by its ``name``, a function by its own."""

_Heard = Sequence[tuple[str, Reason | None]]
"""Which check was asked, and what it answered."""

_STEPS = ((10.0, Verdict.DISCARD), (5.0, Verdict.SPAM), (2.0, Verdict.UNSURE))
_STATES: Mapping[str, Mapping[Verdict, State]] = {
    "sort": {Verdict.SPAM: State.SPAM, Verdict.DISCARD: State.SPAM},
    "discard": {Verdict.SPAM: State.SPAM, Verdict.DISCARD: State.TRASH},
    "observe": {},
}
_UNASKED = "could not be asked: "


def judge(
    submission: Submission, checks: Iterable[Check], earlier: tuple[Reason, ...] = (), spam: str = "sort"
) -> Submission:
    """The submission with its reasons, verdict and state, never approved, whatever the checks do.

    ``spam`` says what becomes of spam: ``sort``, ``discard`` or ``observe``. ``earlier`` are the reasons of a round
    before. A check that is asked again replaces what it said then, so that it does not weigh twice; one that fails
    takes nothing back.
    """
    heard = [(_name(check), _ask(check, submission)) for check in checks]
    reasons = _still_standing(earlier, heard) + tuple(reason for _, reason in heard if reason)
    verdict = _weigh(reasons)
    state = _STATES[spam].get(verdict, State.PENDING)
    return replace(submission, reasons=reasons, verdict=verdict, state=state)


def _ask(check: Check, submission: Submission) -> Reason | None:
    try:
        reason = check(submission)
        # A weight that is no number lies below every step: the comment would pass as ham.
        sound = reason is None or math.isfinite(reason.weight)
    except CheckFailed as failure:
        return Reason(failure.check, _UNASKED + failure.problem)
    except Exception:  # noqa: BLE001 - a bug in a check must cost the check, not the comment
        sound = False
    if sound:
        return reason
    # Not a word of the exception: it could hold the service's key or what the sender typed.
    log.error("The spam check %s broke down over comment %s", _name(check), submission.id)
    return Reason(_name(check), _UNASKED + "it broke down")


def _weigh(reasons: Sequence[Reason]) -> Verdict:
    score = sum(reason.weight for reason in reasons)
    for least, verdict in _STEPS:
        if score >= least:
            return verdict
    return Verdict.UNCHECKED if any(map(_is_failure, reasons)) else Verdict.HAM


def _still_standing(earlier: Iterable[Reason], heard: _Heard) -> tuple[Reason, ...]:
    failed = {reason.check for _, reason in heard if reason and _is_failure(reason)}
    answered = {reason.check if reason else name for name, reason in heard} - failed
    return tuple(
        reason
        for reason in earlier
        if reason.check not in answered and not (reason.check in failed and _is_failure(reason))
    )


def _is_failure(reason: Reason) -> bool:
    return reason.saw.startswith(_UNASKED)


def _name(check: Check) -> str:
    return str(getattr(check, "name", None) or getattr(check, "__name__", type(check).__name__))
