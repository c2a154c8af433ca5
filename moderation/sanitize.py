"""What a stranger typed, as HTML that cannot run: the one place that says ``Markup``.

bleach applies the policy; nh3, another parser in another language, must leave the result as it is, and so must a reader
that knows only this way of writing HTML. Where they do not agree, the text is shown as it was typed. Nothing rewrites
the HTML afterwards.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import MutableMapping
from dataclasses import dataclass
from functools import lru_cache, partial

import nh3
from bleach.sanitizer import Cleaner
from markupsafe import Markup

from .markup import entities, policy
from .markup.canonical import fault
from .markup.ignorable import as_seen
from .markup.limits import is_excessive
from .markup.paragraphs import Paragraphs
from .markup.tokens import with_whole_texts

Cache = MutableMapping[str, str]

_AUTOLINK = re.compile(
    r"((?:^|>)(?:[^<>]|<(?![a-zA-Z/!?]))*)<(https?://[^\s<>\"']*|[\w.+-]+@[\w.-]+)(?=>)", re.IGNORECASE
)
"""As Markdown and mail have it: no tag, though parsers would take it for one, and leave it out with its text."""

_SECOND_OPINION = nh3.Cleaner(
    tags=set(policy.RENDERED),
    attributes={tag: set(attributes) for tag, attributes in policy.RENDERED.items() if attributes},
    url_schemes=set(policy.SCHEMES),
    link_rel=None,  # bleach's tree has it already; adding it here would hide that it is missing
)


@dataclass(frozen=True, slots=True)
class SafeHtml:
    """HTML for a page, and whether it is only the escaped text, because no safe HTML could be agreed on."""

    html: Markup
    plain: bool


def render(text: str, cache: Cache | None = None) -> SafeHtml:
    """The text of a comment as safe HTML; looked up and kept in the cache where there is one."""
    cache = {} if cache is None else cache
    if (key := key_of(text)) not in cache:
        cleaned = "" if is_excessive(text) else clean(text)
        cache[key] = "" if objection(cleaned) else cleaned
    return SafeHtml(Markup(cache[key] or escaped(text)), plain=not cache[key])  # noqa: S704  the only one


def key_of(text: str) -> str:
    """Under what its HTML is kept: another policy has other keys."""
    return hashlib.sha256(f"{policy.VERSION}\n{text}".encode()).hexdigest()


def clean(text: str) -> str:
    """The text with the policy applied by bleach: one tree, serialised once."""
    cleaner = Cleaner(  # made each time: it is cheap, and not safe to share between threads
        tags=set(policy.TAGS),
        attributes=_allows,
        protocols=set(policy.SCHEMES),
        strip=True,
        filters=[_PARAGRAPHS, with_whole_texts],  # type: ignore[list-item]  # any iterable of tokens will do
    )
    return str(cleaner.clean(_AUTOLINK.sub(r"\1&lt;\2", entities.unmistakable(text.strip()))))


@lru_cache(500)  # asked again for every page that shows it
def objection(cleaned: str) -> str:
    """What the two others have against the HTML; empty if nothing. nh3 writes as we do, but for the no-break space."""
    if found := fault(cleaned):
        return found
    return "" if _SECOND_OPINION.clean(cleaned).replace("&nbsp;", "\xa0") == cleaned else "nh3 reads it differently"


def escaped(text: str) -> str:
    """The text as it was typed, in paragraphs, with no tag taken for one."""
    paragraphs = re.split(r"\n\s*\n", entities.text(as_seen(text).strip()))
    return "".join(f"<p>{paragraph}</p>".replace("\n", "<br>") for paragraph in paragraphs)


def _allows(tag: str, attribute: str, typed: str) -> bool:
    return _agree(tag, attribute, entities.decoded(typed))


def _agree(tag: str, attribute: str, value: str) -> bool:
    """Whether policy and nh3 let the attribute pass. nh3 knows the URL Standard, to which ``http://1.2.3.4.5/`` is no
    address: asked here, it costs this one link; asked in the end alone, it would cost all markup of the comment."""
    alone = f'<{tag} {attribute}="{entities.attribute(value)}">'
    return policy.allows(tag, attribute, value) and '="' in _SECOND_OPINION.clean(alone)


_PARAGRAPHS = partial(Paragraphs, is_address=partial(_agree, "a", "href"))
