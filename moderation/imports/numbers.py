"""Numbers for systems that know nothing else, WordPress above all, and ids of ours for what they number or name."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable

from ..comment import ALPHABET, ID, ID_LENGTH, LETTERS, Comment

FIRST = 10**15
"""Posts that WordPress never knew get numbers from here on: none of its own comes near, and all are below 2**53,
beyond which JavaScript, and so its editor, cannot count."""

_BEYOND = 10**18
"""Random ids are numbers from here on, so that none is that of an imported comment: those have 18 digits at most."""
_IDS = 1 << 5 * ID_LENGTH
"""How many there are in base 32."""
_IMPORTED = re.compile(r"[1-9][0-9]{0,17}\Z")
_OURS = re.compile(r"[1-9][0-9]{18}\Z")


def number_of(id: str, depth: int = 0) -> int:
    """The number of a comment: an imported one has its own, one of ours can be told from its number again.

    With its ``depth`` below the beginning of its thread a comment has a greater number than the one it answers.
    WordPress's importer goes by the numbers and forgets who answers a comment that it has not seen yet
    (``WP_Import::process_post_comments``).
    """
    if _IMPORTED.match(id):
        return int(id)
    value = 0
    for character in id:
        value = value * len(ALPHABET) + ALPHABET.index(character)
    return _BEYOND + depth * _IDS + value


def numbers_of(comments: Iterable[Comment]) -> dict[str, int]:
    """The numbers of an article's comments, and of those they answer, by id."""
    replies: dict[str, list[str]] = defaultdict(list)
    numbers: dict[str, int] = {}
    for comment in comments:
        replies[comment.parent or ""].append(comment.id)
        numbers[comment.id] = number_of(comment.id)  # one in a loop keeps it, having no depth
    level, depth = replies.pop("", []) + [id for id in replies if id not in numbers], 0
    while level:
        numbers.update((id, number_of(id, depth)) for id in level)
        level, depth = [reply for id in level for reply in replies[id]], depth + 1
    return numbers


def id_of(number: str) -> str:
    """The id of a comment that has this number, or name, elsewhere: a number of WordPress's as it is, one that
    ``number_of`` gave the id it stands for, and anything else an id that is always the same."""
    return number if _IMPORTED.match(number) else _told_from(number) or _made_from(number)


def post_number(name: str) -> int:
    """A number for a post that has none: always the same one."""
    return FIRST + _digest(name) % _IDS


def _told_from(number: str) -> str:
    value = (int(number) - _BEYOND) % _IDS if _OURS.match(number) else 0
    id = "".join(ALPHABET[value >> 5 * place & 31] for place in reversed(range(ID_LENGTH)))
    return id if ID.match(id) else ""  # one that begins with a digit is none of ours


def _made_from(name: str) -> str:
    digest = _digest(name)
    return LETTERS[digest % len(LETTERS)] + "".join(ALPHABET[digest >> 5 * place & 31] for place in range(1, ID_LENGTH))


def _digest(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode(errors="surrogatepass")).digest())
