"""Parts of pages as our own templates write them: what is in them is seen without a parser of HTML.

What is written in any other way may be as safe, but ``verification`` must parse it, which takes five times as long.
"""

from __future__ import annotations

import re

from ..sanitize import objection

_TEXT = re.compile(r'<div class="(?:[\w-]+ )*e-content"(?: dir="auto")?>(.*?)</div>', re.DOTALL)
"""A comment's own: its element ends with the first end tag of that name, if there is nothing to object to."""

_ATTRIBUTES = (
    r'(?: class="[\w -]*"'
    r'| (?:action|href)="(?:[/#]|https?://|mailto:)[^<>"]*"'
    r'| (?:accept-charset|aria-[a-z]+|autocomplete|checked|data-(?:hue|initials)|datetime|dir|for|formnovalidate|hidden'
    r'|id|inputmode|lang|maxlength|method|name|novalidate|placeholder|rel|required|rows|tabindex|title|type|value)'
    r'(?:="[^<>"]*"|(?=[ >])))*+>'
)  # fmt: skip
_FAMILIAR = re.compile(
    r"(?:[^<]++"
    rf"|<(?:a|abbr|article|button|code|div|form|h2|h3|header|input|label|li|ol|option|p|section|select|span|time)"
    rf"{_ATTRIBUTES}"
    r"|</[a-z][a-z0-9]*>"
    rf"|<textarea{_ATTRIBUTES}[^<]*+</textarea>"
    r'|<script type="application/ld\+json">[^<]*+</script>)*+'
)


def is_familiar(html: str) -> bool:
    """Whether all tags are known ones in our spelling, and each text is what ``sanitize`` could have written."""
    pieces = _TEXT.split(html)
    # A tag in the place of each text keeps what is before it and what is after it from becoming one.
    around = "<p>".join(pieces[::2])
    return bool("e-content" not in around and _FAMILIAR.fullmatch(around) and not any(map(objection, pieces[1::2])))
