"""The settings of intake and desk: one table, read once at the edge, passed inward."""

from __future__ import annotations

import getpass
import secrets
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

from . import atomic
from .errors import InvalidSetting, UnknownSetting
from .nearest import nearest

PREFIX = "MODERATION_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting with its default and what it means; the README's table and the options come from here."""

    database: str = field(
        default="sqlite:///var/queue.db",
        metadata={"meaning": "Where the queue is; also `postgresql://user@host/name`."},
    )
    content: Path = field(
        default=Path("content"),
        metadata={"meaning": "The folder of articles; approved comments go to `comments` in it."},
    )
    output: Path = field(
        default=Path("output"), metadata={"meaning": "The built site, into which approved comments are merged."}
    )
    site_index: Path = field(
        default=Path("var/site.json"), metadata={"meaning": "What the last build left behind for intake and desk."}
    )
    deploy: str = field(
        default="",
        metadata={"meaning": "The command of `moderate publish --deploy`, such as `rsync … --files-from=-`; no shell."},
    )
    secret: str = field(
        default="",
        repr=False,
        metadata={"meaning": "Signs receipts and links, hashes senders' networks; by default made and kept in `var/`."},
    )
    moderator: str = field(default="", metadata={"meaning": "Who decides, for the record; the login name by default."})
    author: str = field(
        default="", metadata={"meaning": "The name over a moderator's own replies; the moderator's by default."}
    )
    origins: str = field(
        default="", metadata={"meaning": "Other sites whose forms may post here, such as `https://www.example.org`."}
    )
    proxies: str = field(default="", metadata={"meaning": "Addresses of proxies whose `X-Forwarded-For` is believed."})
    rate: int = field(
        default=10,
        metadata={
            "meaning": "How many comments a minute one network may send to one article; five times as many to all; "
            "0 for any number."
        },
    )
    site_rate: int = field(
        default=60,
        metadata={
            "meaning": "How many comments a minute all may send before the brake looks closer; 0 for any number."
        },
    )
    close_days: int = field(
        default=0, metadata={"meaning": "After how many days an article takes no more comments; 0 for never."}
    )
    max_text: int = field(default=16_384, metadata={"meaning": "How many bytes a comment's text may have."})
    spam: str = field(
        default="sort",
        metadata={
            "meaning": "What becomes of spam: `sort` it into the spam list, `discard` the surest into the trash, or "
            "`observe`: only say what it looks like.",
            "choices": ("sort", "discard", "observe"),
        },
    )
    known_good: int = field(
        default=0,
        metadata={
            "meaning": "After how many approved comments an e-mail address is trusted more; 0 for never, as long as "
            "nobody confirms addresses."
        },
    )
    known_verified: int = field(
        default=0,
        metadata={"meaning": "After how many approved comments a person who signed in is trusted more; 0 for never."},
    )
    lists: Path = field(
        default=Path("lists.txt"),
        metadata={"meaning": "Words, domains, addresses and networks that hold or discard a comment; need not exist."},
    )
    max_links: int = field(default=2, metadata={"meaning": "A comment with more links than this looks suspicious."})
    spam_days: int = field(
        default=30, metadata={"meaning": "After how many days spam is deleted for good; 0 for never."}
    )
    trash_days: int = field(
        default=30, metadata={"meaning": "After how many days what is in the trash is deleted for good; 0 for never."}
    )
    metrics: str = field(
        default="off",
        metadata={
            "meaning": "Numbers for Prometheus at `/metrics` of the intake: `on` or `off`.",
            "choices": ("off", "on"),
        },
    )
    log: str = field(
        default="text",
        metadata={"meaning": "The intake's log: lines of `text`, or `json` objects.", "choices": ("text", "json")},
    )

    mail: str = field(
        default="",
        repr=False,
        metadata={
            "meaning": "The mail server: `smtp://user:password@host:587`, or `smtps://…`; without one, no mail is sent."
        },
    )
    mail_from: str = field(default="", metadata={"meaning": "The address that mails come from."})
    mail_to: str = field(
        default="", metadata={"meaning": "The moderator's address, which is told of what waits; empty for none."}
    )
    mail_digest: int = field(
        default=0, metadata={"meaning": "At most one mail in so many minutes, with all that waits; 0 for at once."}
    )
    links: str = field(
        default="",
        metadata={
            "meaning": "Where `moderate links` is reached, such as `https://www.example.org/moderation`; without it, "
            "mails have no links to decide by."
        },
    )
    hook: str = field(
        default="", repr=False, metadata={"meaning": "An address that is told of new and decided comments, as JSON."}
    )
    hook_secret: str = field(
        default="",
        repr=False,
        metadata={"meaning": "Signs what is sent there; `whsec_` and 24 bytes or more in base64."},
    )

    signin: str = field(
        default="",
        repr=False,
        metadata={
            "meaning": "Where readers may sign in, each with its key: `google=ID:SECRET github=ID:SECRET mastodon "
            "https://id.example.org=ID:SECRET`."
        },
    )

    def key(self) -> bytes:
        """The secret; if none is set, one made before or now and kept beside the site index. Raises InvalidSetting."""
        return self.secret.encode() or _kept_secret(self.secret_file)

    @property
    def secret_file(self) -> Path:
        """Where a secret is kept that nobody has set."""
        return self.site_index.with_name("secret")

    def who(self) -> str:
        """The moderator's name for the ledger."""
        if self.moderator:
            return self.moderator
        try:
            return getpass.getuser()
        except (OSError, KeyError):  # a container may have no user by this number
            return "moderator"


def read(environ: Mapping[str, str], options: Mapping[str, str | None] | None = None) -> Settings:
    """The settings from options, then the environment, then defaults.

    Raises UnknownSetting for a ``MODERATION_…`` variable that is no setting, InvalidSetting for a wrong value.
    """
    known = {variable(setting): setting for setting in fields(Settings)}
    given = {name: value for name, value in environ.items() if name.startswith(PREFIX)}
    for name in given:
        if name not in known:
            raise UnknownSetting(name, _nearest(name))
    given |= {PREFIX + name.upper(): value for name, value in (options or {}).items() if value is not None}
    values: dict[str, Any] = {known[name].name: _cast(known[name], name, value) for name, value in given.items()}
    return Settings(**values)


def variable(setting: Field[Any]) -> str:
    """The name of the setting's environment variable."""
    return PREFIX + setting.name.upper()


def meaning(setting: Field[Any]) -> str:
    """The sentence that explains the setting."""
    return str(setting.metadata["meaning"])


def _kept_secret(path: Path) -> bytes:
    with atomic.alone(path.with_suffix(".lock")):  # of two first starts at once, one makes it
        if not path.exists():
            atomic.write(path, secrets.token_hex(32) + "\n", mode=0o600)
    try:
        return path.read_bytes().strip()
    except OSError as error:
        raise InvalidSetting("MODERATION_SECRET", "", f"set, as {path} cannot be read ({error.strerror})") from error


def _nearest(name: str) -> str | None:
    found = nearest(name.removeprefix(PREFIX), (setting.name.upper() for setting in fields(Settings)))
    return PREFIX + found if found else None


def _cast(setting: Field[Any], name: str, value: str) -> object:
    if isinstance(setting.default, Path):
        if not value:
            raise InvalidSetting(name, value, "a path")
        return Path(value)
    if isinstance(setting.default, int):
        if not (value.isascii() and value.isdigit()):
            raise InvalidSetting(name, value, "a whole number, 0 or more")
        return int(value)
    choices: tuple[str, ...] = setting.metadata.get("choices", ())
    if choices and value not in choices:
        raise InvalidSetting(name, value, f"one of {', '.join(choices)}")
    return value
