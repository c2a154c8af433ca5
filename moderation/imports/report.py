"""What an import did, or would do."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from ..queue.submission import State


@dataclass(slots=True)
class Report:
    """Counts, and by name whatever a person may want to look at."""

    dry: bool = False
    written: Counter[str] = field(default_factory=Counter)
    """New files by type, ``post`` and ``page``."""
    unpublished: Counter[str] = field(default_factory=Counter)
    """Of these, those that are not published, by the status they have now."""
    overwritten: list[Path] = field(default_factory=list)
    unchanged: int = 0
    """Articles and pages that were there before and say what the export says."""
    kept: list[Path] = field(default_factory=list)
    """Those that were there before and say something else."""
    comments: Counter[State] = field(default_factory=Counter)
    """New comments by state."""
    known: int = 0
    """Comments that were there before."""
    rewritten: int = 0
    """Of these, those that were taken anew."""
    touched: set[str] = field(default_factory=set)
    """Articles whose public comments changed."""
    on_pages: bool = False
    """Whether built pages show all that already."""
    left_out: list[str] = field(default_factory=list)
    """A sentence for each comment that could not be taken."""
    astray: Counter[str] = field(default_factory=Counter)
    """Comments on pages that are no article of ours, by page."""
    not_carried: Counter[str] = field(default_factory=Counter)
    """Items of the export that have no place here, by what they are."""
    shortcodes: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Unknown shortcodes, and the slugs of the bodies they were left in."""
    dropped: Counter[str] = field(default_factory=Counter)
    """What was left out of bodies, by name."""
    media: Counter[str] = field(default_factory=Counter)
    """Media files: ``copied``, ``there`` or ``missing``."""
    redirects: list[str] = field(default_factory=list)
    """Old addresses that are new in the map."""
