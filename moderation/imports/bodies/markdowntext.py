"""Text as Markdown that shows this text and nothing else."""

from __future__ import annotations

import re
from html import escape

_ENTITY = re.compile(r"&(?=#|[a-z0-9]+;)", re.IGNORECASE)
_ALWAYS = re.compile(r"[\\`*\[\]{]|(?<![^\W_])_|_(?![^\W_])")
# White space that Python takes for such, and Markdown would lose at the border of a line.
_SPACES = re.compile(r"[^\S \n]")
_LINE_START = re.compile(r"(?:[#>|]|!!!|[-+](?=[ -]|\Z))")
_NUMBERED = re.compile(r"([0-9]+)\.(?=\s|\Z)")
_UNESCAPABLE = re.compile(r"[:=~]")


def escaped(text: str, *, in_cell: bool = False) -> str:
    """The text, for the middle of a line, or of a table's row."""
    text = _ALWAYS.sub(r"\\\g<0>", _ENTITY.sub("&amp;", text))
    text = _SPACES.sub(_entity, text.replace("<", "&lt;").replace("\xa0", "&nbsp;"))
    return text.replace("|", r"\|") if in_cell else text


def escaped_at_line_start(text: str) -> str:
    """Text that is escaped already, for the beginning of a line: no heading, list or the like begins there."""
    text = _NUMBERED.sub(r"\1\\.", text) if _NUMBERED.match(text) else text
    if _LINE_START.match(text):
        return f"\\{text}"
    return _UNESCAPABLE.sub(_entity, text, count=1) if _UNESCAPABLE.match(text) else text


def verbatim(text: str) -> str:
    """Text or an attribute's value within HTML in a paragraph: Markdown sees nothing in it."""
    return re.sub(r"[\\`*_\[\]{!|\n]|[^\S ]", _entity, escape(text, quote=False).replace('"', "&quot;"))


def fence(code: str, character: str, least: int) -> str:
    """A run of the character that is longer than any in the code."""
    longest = max((len(run) for run in re.findall(f"{re.escape(character)}+", code)), default=0)
    return character * max(least, longest + 1)


def _entity(match: re.Match[str]) -> str:
    return f"&#{ord(match.group())};"
