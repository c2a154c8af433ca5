"""The block list: lines of the owner's lists that let nobody in, added and taken off by a key or a command."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .. import atomic
from ..errors import InvalidList
from ..queue.submission import Submission
from .links import hosts
from .lists import Rule, address_of, lines_of, load, rule_in

VERB = "discard"


@dataclass(frozen=True, slots=True)
class Blocklist:
    """Kept in the file of the lists; whatever else is in it stays."""

    path: Path

    def rules(self) -> list[Rule]:
        """The lines that block. Raises InvalidList."""
        return [rule for rule in load(self.path) if rule.verb == VERB] if self.path.exists() else []

    def add(self, pattern: str, who: str, at: datetime) -> Rule:
        """Block an e-mail address, a network or a domain, once; who did it and when stands beside it.

        Raises InvalidList if it is none of these, NotWritten.
        """
        rule = _rule(pattern, self.path)
        with self._turn():
            if not any(_is_same(rule, known) for known in self.rules()):
                note = f"by {' '.join(who.split())}, {at:%Y-%m-%d}"
                self._write([*self._lines(), f"{rule.verb} {rule.kind} {rule.pattern}  # {note}"])
        return rule

    def remove(self, pattern: str) -> bool:
        """Let through again what is blocked by this; whether it was. Raises InvalidList, NotWritten."""
        rule = _rule(pattern, self.path)
        with self._turn():
            lines = self._lines()
            left = [line for line in lines if not _is_same(rule, rule_in(line, self.path))]
            if found := left != lines:
                self._write(left)
        return found

    def _turn(self) -> AbstractContextManager[None]:
        return atomic.alone(self.path.with_name(f".{self.path.name}.lock"))

    def _lines(self) -> list[str]:
        return lines_of(self.path) if self.path.exists() else []

    def _write(self, lines: Iterable[str]) -> None:
        mode = self.path.stat().st_mode & 0o777 if self.path.exists() else 0o600  # e-mail addresses are private
        atomic.write(self.path, "".join(f"{line}\n" for line in lines), mode=mode)


def offers(submission: Submission) -> list[str]:
    """All that a submission can be blocked by."""
    return [pattern for pattern in (submission.email, _sender(submission.ip), *hosts(submission)) if _is_plain(pattern)]


def _is_plain(pattern: str) -> bool:
    """Whether it blocks what it says and no more: a stranger may have typed ``*@*``, or ``a@b.example # c``."""
    try:
        return bool("*" not in pattern and _rule(pattern, Path()))
    except InvalidList:
        return False


def _rule(pattern: str, path: Path) -> Rule:
    """Raises InvalidList if a line of the file could not say this, and nothing else."""
    rule = rule_in(f"{VERB} {_kind(pattern)} {pattern}", path)
    if rule is None or rule.pattern != pattern:
        raise InvalidList(path, f"cannot hold {pattern!r}")
    return rule


def _is_same(rule: Rule, other: Rule | None) -> bool:
    return (
        other is not None
        and (rule.verb, rule.kind) == (other.verb, other.kind)
        and (rule.pattern.lower() == other.pattern.lower())
    )


def _kind(pattern: str) -> str:
    if "@" in pattern:
        return "email"
    try:
        ipaddress.ip_network(pattern)
    except ValueError:
        return "domain"
    return "network"


def _sender(ip: str) -> str:
    """The address; of the newer kind, the network that a sender has alone."""
    address = address_of(ip)
    if address is None or address.version == 4:
        return str(address or "")
    return str(ipaddress.ip_network((address, 64), strict=False))
