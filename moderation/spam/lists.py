"""The owner's own lists: words, domains, addresses and networks that hold a comment or discard it.

A plain file, a rule on each line, ``#`` before a comment::

    hold     word     casino            a whole word, or several; * stands for any letters
    hold     domain   bargains.example  a link or website there, or on a host below it
    discard  email    *@mail.example    the address somebody gave
    discard  network  203.0.113.0/24    the address somebody sent from

A rule that says nothing is an error, never one that silently matches nothing: WordPress's lists take any line.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, NamedTuple

from ..errors import CheckFailed, InvalidList
from ..queue.submission import Reason, Submission
from .links import hosts


class Subject(NamedTuple):
    """What rules look at: of one submission, made once for all rules."""

    words: str
    hosts: list[str]
    email: str
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address | None


Matches = Callable[[Subject], bool]

WEIGHTS: Mapping[str, float] = {"hold": 2.0, "discard": 10.0}

# Between letters that are written without spaces, a word has no borders.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_DOMAIN = re.compile(r"(?:[\w-]+\.)*[\w-]+\Z")


@dataclass(frozen=True, slots=True)
class Rule:
    """One line: what it does, and to whom."""

    verb: str
    kind: str
    pattern: str
    matches: Matches


class Lists:
    """A check that goes by the file as it is now. A file that is not there has no rules."""

    name: ClassVar[str] = "lists"

    def __init__(self, path: Path) -> None:
        """Raises InvalidList."""
        self.path = path
        self._seen: tuple[int, int] | None = None
        self._rules: list[Rule] = []
        self._refresh()

    def __call__(self, submission: Submission) -> Reason | None:
        try:
            self._refresh()
        except InvalidList as error:
            raise CheckFailed(self.name, str(error).rstrip(".")) from error
        subject = _subject(submission)
        found = [rule for rule in self._rules if rule.matches(subject)]
        if not found:
            return None
        worst = max(found, key=lambda rule: WEIGHTS[rule.verb])
        return Reason(self.name, f"your list says {worst.verb} {worst.kind} {worst.pattern}", WEIGHTS[worst.verb])

    def _refresh(self) -> None:
        try:
            status = self.path.stat()
        except FileNotFoundError:
            self._seen, self._rules = None, []
            return
        seen = status.st_mtime_ns, status.st_size
        if seen != self._seen:
            self._rules = load(self.path)
            self._seen = seen


def load(path: Path) -> list[Rule]:
    """The rules in a file. Raises InvalidList."""
    return [rule for number, line in enumerate(lines_of(path), 1) if (rule := rule_in(line, path, number))]


def lines_of(path: Path) -> list[str]:
    """The lines of a file. Raises InvalidList."""
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidList(path, "cannot be read") from error


def rule_in(line: str, path: Path, number: int = 0) -> Rule | None:
    """The rule on a line of this file, if one is there. Raises InvalidList."""
    words = re.sub(r"(?:^|\s)#.*", "", line).split()
    return _rule(path, number, words) if words else None


def _rule(path: Path, number: int, words: list[str]) -> Rule:
    verb, kind, pattern = words[0], words[1] if len(words) > 1 else "", " ".join(words[2:])
    if verb not in WEIGHTS:
        raise InvalidList(path, f"{verb!r} is neither hold nor discard", number)
    if kind not in _KINDS:
        raise InvalidList(path, f"{kind!r} is none of {', '.join(_KINDS)}", number)
    try:
        return Rule(verb, kind, pattern, _KINDS[kind](pattern))
    except ValueError:
        raise InvalidList(path, f"{pattern!r} is no {kind}", number) from None


def _word(pattern: str) -> Matches:
    folded = _folded(pattern)
    if not re.search(r"\w", folded):
        raise ValueError
    left, right = (r"(?<!\w)", r"(?!\w)") if not _UNSPACED.search(folded) else ("", "")
    parts = r"\w{0,40}".join(map(re.escape, re.split(r"\*+", folded)))  # not \w*: hostile text would take ages
    found = re.compile(left + parts.replace(r"\ ", r"\s+") + right)
    return lambda subject: bool(found.search(subject.words))


def _domain(pattern: str) -> Matches:
    domain = pattern.lower().removeprefix("www.")
    if not _DOMAIN.match(domain):
        raise ValueError
    return lambda subject: any(f".{host}".endswith(f".{domain}") for host in subject.hosts)


def _email(pattern: str) -> Matches:
    if "@" not in pattern or " " in pattern:
        raise ValueError
    found = re.compile(".*".join(map(re.escape, re.split(r"\*+", pattern.lower()))) + r"\Z")
    return lambda subject: bool(found.match(subject.email))


def _network(pattern: str) -> Matches:
    network = ipaddress.ip_network(pattern)
    return lambda subject: subject.ip is not None and subject.ip in network


_KINDS: Mapping[str, Callable[[str], Matches]] = {
    "word": _word,
    "domain": _domain,
    "email": _email,
    "network": _network,
}


def _subject(submission: Submission) -> Subject:
    comment = submission.comment
    words = _folded("\n".join((comment.author, comment.website, submission.email, comment.text)))
    return Subject(words, hosts(submission), submission.email.lower(), address_of(submission.ip))


def address_of(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The IP address, if it is one; of the older kind, however it is written."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _folded(text: str) -> str:
    """Case and compatibility forms folded, and no characters that nobody sees."""
    shown = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    return shown.casefold()
