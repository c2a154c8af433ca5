"""The headers of the site's pages, as the configuration of servers and hosts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from moderation import atomic
from moderation.headers import headers

CADDY = """\
# Headers of all pages, for Caddy. In the site's block, say:
#     import /srv/blog/output/_headers.caddy
header {{
{lines}}}
"""

NGINX = """\
# Headers of all pages, for nginx. In the server block, and in each location that has an add_header of its own, say:
#     include /srv/blog/output/_headers.nginx;
{lines}"""

NETLIFY = """\
# Headers of all pages, for Netlify, Cloudflare Pages and others who read this file.
/*
{lines}"""


def write(output: Path, policy: str) -> None:
    """Write the snippets beside the pages."""
    values = headers(policy)
    for name, snippet in SNIPPETS.items():
        atomic.write_if_changed(output / name, snippet(values), durable=False)


def caddy(values: Mapping[str, str]) -> str:
    """A ``header`` directive."""
    return CADDY.format(lines="".join(f'\t{name} "{value}"\n' for name, value in values.items()))


def nginx(values: Mapping[str, str]) -> str:
    """An ``add_header`` for each, with errors, too."""
    return NGINX.format(lines="".join(f'add_header {name} "{value}" always;\n' for name, value in values.items()))


def netlify(values: Mapping[str, str]) -> str:
    """A rule for all paths."""
    return NETLIFY.format(lines="".join(f"  {name}: {value}\n" for name, value in values.items()))


SNIPPETS: Mapping[str, Callable[[Mapping[str, str]], str]] = {
    "_headers": netlify,
    "_headers.caddy": caddy,
    "_headers.nginx": nginx,
}
"""The files, relative to the output, and what makes them."""
