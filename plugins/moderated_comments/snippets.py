"""Redirects as the configuration of servers and hosts.

What comes in is spelled as ``moderation.redirects`` spells it, so nothing in it can mean anything to a server.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from moderation.redirects import LONGEST

Moved = Mapping[str, str]
"""Old addresses, and where each leads in the end."""

CADDY = """\
# Redirects of old addresses, for Caddy. In the site's block, say:
#     import /srv/blog/output/_redirects.caddy
map {{uri}} {{moved_to}} {{
{lines}	default ""
}}
@moved expression {{moved_to}} != ""
redir @moved {{moved_to}} permanent
"""

# Keys longer than a bucket and more of them than fit the table are errors and warnings; both are made large enough.
NGINX = """\
# Redirects of old addresses, for nginx. In the http block, outside of any server block, say:
#     include /srv/blog/output/_redirects.nginx;
# and in the server block, before its locations:
#     if ($moved_to) {{ return 301 $moved_to; }}
# If your configuration sets the next two already, leave out one pair: the larger numbers are right.
map_hash_bucket_size {bucket};
map_hash_max_size {size};
map $request_uri $moved_to {{
    default "";
{lines}}}
"""

NETLIFY = """\
# Redirects of old addresses, for Netlify, Cloudflare Pages and others who read this file.
{lines}"""


def caddy(moved: Moved) -> str:
    """A map on the request's address, compared letter by letter: both ways to write ``%c3%A9`` are there."""
    return CADDY.format(
        lines="".join(f"\t{spelling} {new}\n" for old, new in moved.items() for spelling in _spellings(old))
    )


def nginx(moved: Moved) -> str:
    """A map on the request's address. Its keys know no upper and lower case: of two that are one, the first counts."""
    keys: dict[str, tuple[str, str]] = {}
    for old, new in moved.items():
        keys.setdefault(old.lower(), (old, new))
    return NGINX.format(
        bucket=_power_of_two(max(map(len, keys), default=0) + 32),  # beside the key: two pointers, a length, alignment
        size=_power_of_two(max(2 * len(keys), LONGEST)),
        lines="".join(f'    "{old}" "{new}";\n' for old, new in keys.values()),
    )


def netlify(moved: Moved) -> str:
    """A rule on each line; the parameters of a query stand apart, and ``/`` would begin the new address."""
    return NETLIFY.format(lines="".join(f"{' '.join(_rule(old))} {new} 301\n" for old, new in moved.items()))


SNIPPETS: Mapping[str, Callable[[Moved], str]] = {
    "_redirects": netlify,
    "_redirects.caddy": caddy,
    "_redirects.nginx": nginx,
}
"""The files, relative to the output, and what makes them."""


def _spellings(old: str) -> list[str]:
    lower = re.sub("%..", lambda escape: escape.group().lower(), old)
    return [old] if lower == old else [old, lower]


def _power_of_two(least: int) -> int:
    return 1 << (least - 1).bit_length()


def _rule(old: str) -> Iterator[str]:
    path, _, query = old.partition("?")
    yield path
    for parameter in filter(None, query.split("&")):
        key, _, value = parameter.partition("=")
        yield f"{key}={value.replace('=', '%3D')}".replace("/", "%2F")
