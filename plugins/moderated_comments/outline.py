"""The headings of a text, for its table of contents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

FEW = 3
"""A text with fewer headings is seen at a glance."""
_HEADING = re.compile(r'<h([23]) id="([^"]+)">(.*?)</h\1>', re.DOTALL)
"""As Markdown's extension ``toc`` writes them."""


class Heading(NamedTuple):
    """A heading of the second rank or the third, and where it is."""

    rank: int
    id: str
    html: str


def outline(html: str) -> Sequence[Heading]:
    """The headings of this text in order; none, if there are few."""
    headings = [Heading(int(rank), id, inner) for rank, id, inner in _HEADING.findall(html)]
    return headings if len(headings) >= FEW else []
