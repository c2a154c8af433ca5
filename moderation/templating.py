"""The Jinja environment that comment templates are written for: escaping on, unknown names are errors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from .avatar import hue, initials
from .comment import AUTHOR_LIMIT, EMAIL_LIMIT, WEBSITE_LIMIT, Comment
from .fragments import Fragments
from .interest import Interest
from .markup import policy
from .markup.ignorable import as_seen
from .providers import name_of
from .words import FILTERS, GLOBALS

DEFAULTS = Path(__file__).with_name("templates")
"""The templates that a theme without its own gets."""

NOTIFY = {interest: f"notify_{interest}" for interest in Interest}
"""The box of the form that asks to be told of this."""
FIELDS = ("author", "email", "url", "comment", "comment_parent", "profile", "identity", *NOTIFY.values())
BLANK = {"typed": dict.fromkeys(FIELDS, ""), "errors": {}, "receipt": "", "identity": None}
"""The form as a reader first meets it."""


class _Compiled(BytecodeCache):
    """Templates compiled before in this process: a moderator's next decision does not wait for them again."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])  # which leaves it empty if the source has changed

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


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
    made.filters |= {**FILTERS, "initials": initials, "hue": hue, "provider": name_of}
    made.globals |= {**GLOBALS, "cached": Fragments()}
    made.globals["allowed_tags"] = policy.describe()
    made.globals["rel"] = policy.REL
    made.globals["limits"] = {"author": AUTHOR_LIMIT, "email": EMAIL_LIMIT, "url": WEBSITE_LIMIT}
    return made


def comments_environment(folders: Sequence[Path], html: Callable[[Comment], Markup]) -> Environment:
    """The same for pages that show comments: the filter ``html`` gives a comment's text."""
    made = environment(folders)
    made.filters["html"] = html
    made.bytecode_cache = _COMPILED  # of these alone: how values are finalized is compiled in
    made.finalize = _as_seen  # names, too, may hide something or reorder what stands beside them
    return made


def _as_seen(value: object) -> object:
    return as_seen(value) if type(value) is str else value  # Markup is a str, too, and is as it should be
