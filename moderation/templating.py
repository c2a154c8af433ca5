"""The Jinja environment that comment templates are written for: escaping on, unknown names are errors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .comment import AUTHOR_LIMIT, EMAIL_LIMIT, WEBSITE_LIMIT
from .markup import policy

DEFAULTS = Path(__file__).with_name("templates")
"""The templates that a theme without its own gets."""

FIELDS = ("author", "email", "url", "comment", "comment_parent")
BLANK = {"typed": dict.fromkeys(FIELDS, ""), "errors": {}}
"""The form as a reader first meets it."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def environment(folders: Sequence[Path] = ()) -> Environment:
    """An environment over the folders, the first that has a template counts, the project's own come last."""
    made = Environment(
        loader=FileSystemLoader([*folders, DEFAULTS]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["long_date"] = long_date
    made.globals["allowed_tags"] = policy.describe()
    made.globals["rel"] = policy.REL
    made.globals["limits"] = {"author": AUTHOR_LIMIT, "email": EMAIL_LIMIT, "url": WEBSITE_LIMIT}
    return made


def long_date(moment: datetime) -> str:
    """A date in words; not by ``strftime``, whose words change with the machine's locale."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"
