"""Akismet is told where a moderator sees it otherwise; that is how it learns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..errors import CheckFailed
from ..queue.ledger import Action
from ..spam.akismet import AkismetCheck
from .desk import Outcome

_SAID = {"ham": False, "spam": True, "discard": True}
_MEANT = {Action.APPROVE: False, Action.SPAM: True}


def mistakes(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """The decisions that overrule what the service had said, or take such a one back."""
    return [outcome for outcome in outcomes if _is_mistake(outcome)]


def report(service: AkismetCheck, outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Tell the service; gives a sentence for each time it could not be told. The decisions stand all the same."""
    for outcome in outcomes:
        try:
            service.submit(outcome.submission, spam=_meant(outcome) is not bool(outcome.undone))
        except CheckFailed as failure:
            yield f"Akismet does not know yet that {outcome.submission.id} was decided otherwise: {failure.problem}."


def _meant(outcome: Outcome) -> bool | None:
    """Whether the decision, or the one that it takes back, calls it spam; none if it says nothing of that."""
    return _MEANT.get((outcome.undone or outcome.decision).action)


def _is_mistake(outcome: Outcome) -> bool:
    spam = _meant(outcome)
    said = [_SAID.get(reason.saw) for reason in outcome.submission.reasons if reason.check == AkismetCheck.name]
    return spam is not None and any(one is not None and one is not spam for one in said)
