"""The plugin's settings: their defaults, what each is for, and what it must be."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from moderation.errors import InvalidSetting
from moderation.interest import Interest
from moderation.siteindex import Site

_POLICY = re.compile(r"[A-Za-z0-9 '*:;/._%+=,@?&~#!()\[\]-]*\Z")  # nothing that means something to a server
SEARCHING = "'self' 'wasm-unsafe-eval'"
"""What Pagefind needs to run, on the search page alone."""
STYLESHEET = Path(__file__).with_name("comments.css")
DEEPEST = 20
"""Beyond this no page is readable, and templates run out of stack at some hundreds."""


class Default(NamedTuple):
    """A setting's default and the sentence that explains it."""

    value: bool | int | str
    meaning: str


DEFAULTS: Mapping[str, Default] = {
    "COMMENTS_OPEN": Default(True, "Articles take comments unless they say `Comments: closed`."),
    "COMMENTS_INTAKE": Default("", "Where the intake runs, such as `https://comments.example.org`; empty: same host."),
    "COMMENTS_SIGNIN": Default(
        "", "Where readers may sign in to comment, as `MODERATION_SIGNIN` has keys: `google mastodon id.example.org`."
    ),
    "COMMENTS_STYLESHEET": Default(
        "comments.css",
        "The stylesheet of comments and of the intake's own pages; the plugin's, unless the theme's has both.",
    ),
    "COMMENTS_LIKES": Default(False, "A button by which readers like an article, and how many do."),
    "COMMENTS_FEED": Default("feeds/comments.atom.xml", "The feed of comments on all articles."),
    "COMMENTS_ARTICLE_FEED": Default("{slug}/comments.atom.xml", "The feed of comments on one article."),
    "COMMENTS_FEED_ITEMS": Default(50, "How many comments a feed holds."),
    "COMMENTS_MAX_DEPTH": Default(5, "How deep replies are indented, at most 20; deeper ones stay at that depth."),
    "COMMENTS_NOTIFY": Default(
        "", "What readers can ask to be told of by mail: `replies`, `comments`, `posts`, or several; empty: nothing."
    ),
    "COMMENTS_VERIFY": Default(True, "Look once more at every finished page; stop if a comment on it is not safe."),
    "COMMENTS_INDEX": Default("var/site.json", "Where the build leaves the index for intake and desk."),
    "BUILD_CACHE": Default(
        "var/build.db", "Where a build keeps for the next what it parsed and rendered; empty: nothing, on one core."
    ),
    "SECURITY_POLICY": Default(
        "default-src 'none'; script-src {script}; connect-src 'self'; style-src 'self'; img-src * data:; media-src *; "
        "font-src 'self'; frame-src https://www.youtube.com https://www.youtube-nocookie.com https://player.vimeo.com; "
        "form-action 'self' {intake}; base-uri 'none'",
        "The Content-Security-Policy of every page, `{intake}` being the intake's address, `{script}` the hash of the "
        "theme's `script.js`; empty for none.",
    ),
    "SEARCH": Default(False, "Whether there is a page that searches Pagefind's index."),
    "LIVE": Default(False, "Whether pages load themselves anew when they were built anew; never on a published site."),
    "REDIRECTS": Default("redirects.txt", "The map of old addresses to new ones, relative to `PATH`; empty for none."),
}


def use_defaults(settings: dict[str, Any]) -> None:
    """Fill in the settings that are not set, and check the others. Raises InvalidSetting."""
    for name, default in DEFAULTS.items():
        check(name, settings.setdefault(name, default.value), default.value)
    if settings["RELATIVE_URLS"]:
        raise InvalidSetting("RELATIVE_URLS", True, "False: comments are merged into pages at different depths alike")
    if settings["COMMENTS_MAX_DEPTH"] > DEEPEST:
        raise InvalidSetting("COMMENTS_MAX_DEPTH", settings["COMMENTS_MAX_DEPTH"], f"at most {DEEPEST}")
    if not {*settings["COMMENTS_NOTIFY"].split()} <= {*Interest}:
        raise InvalidSetting("COMMENTS_NOTIFY", settings["COMMENTS_NOTIFY"], f"some of {', '.join(Interest)}")
    for name in ("COMMENTS_FEED", "COMMENTS_INDEX"):
        if not settings[name]:
            raise InvalidSetting(name, settings[name], "a path")
    names = ["script.js", "live.js"] if settings["LIVE"] else ["script.js"]
    hashes = [_hash(path) for name in names if (path := Path(settings["THEME"], "templates", name)).exists()]
    settings["SECURITY_POLICY"] = _policy(
        settings["SECURITY_POLICY"], intake=settings["COMMENTS_INTAKE"], script=" ".join(hashes) or "'none'"
    )
    settings["SEARCH_POLICY"] = settings["SECURITY_POLICY"].replace("script-src", f"script-src {SEARCHING}")
    if not _names_each_article(settings["COMMENTS_ARTICLE_FEED"]):
        raise InvalidSetting("COMMENTS_ARTICLE_FEED", settings["COMMENTS_ARTICLE_FEED"], "a path with {slug} in it")


def _hash(script: Path) -> str:
    """What lets this very script run where it stands in a page (CSP 3, 2.3.1)."""
    text = script.read_text(encoding="utf-8").removesuffix("\n")  # as Jinja includes it
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _policy(pattern: str, intake: str, script: str) -> str:
    policy = re.sub(r" +(?=[ ;]|$)", "", pattern.replace("{intake}", intake).replace("{script}", script))
    if not _POLICY.match(policy):
        raise InvalidSetting("SECURITY_POLICY", policy, "directives on one line, without double quotation marks")
    return policy


def _names_each_article(pattern: str) -> bool:
    try:
        return pattern.format(slug="a") != pattern.format(slug="b")
    except (LookupError, ValueError, AttributeError):
        return False


def check(name: str, value: object, default: object) -> None:
    """Raise InvalidSetting unless the value has the default's type and, if it is a number, is above 0."""
    if type(value) is not type(default):
        wanted = {bool: "True or False", int: "a whole number", str: "a text"}[type(default)]
        raise InvalidSetting(name, value, wanted)
    if type(value) is int and value < 1:
        raise InvalidSetting(name, value, "1 or more")


def site(settings: Mapping[str, Any]) -> Site:
    """What the site index says of the whole site."""
    return Site(
        name=settings["SITENAME"],
        url=settings["SITEURL"],
        feed_url=settings["FEED_DOMAIN"] or settings["SITEURL"],
        lang=settings["DEFAULT_LANG"],
        intake=settings["COMMENTS_INTAKE"].rstrip("/"),
        signin=settings["COMMENTS_SIGNIN"],
        stylesheet=settings["COMMENTS_STYLESHEET"],
        feed=settings["COMMENTS_FEED"],
        article_feed=settings["COMMENTS_ARTICLE_FEED"],
        feed_items=settings["COMMENTS_FEED_ITEMS"],
        max_depth=settings["COMMENTS_MAX_DEPTH"],
        notify=tuple(settings["COMMENTS_NOTIFY"].split()),
        verify=settings["COMMENTS_VERIFY"],
        likes=settings["COMMENTS_LIKES"],
    )
