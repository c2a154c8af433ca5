"""Old addresses and where they lead now: ``content/redirects.txt``, on each line ``<old> <new>``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import SplitResult, quote, unquote_to_bytes, urlsplit

from . import atomic
from .comment import SLUG
from .errors import InvalidRedirect

FILE = "redirects.txt"
"""The map's name in the content folder."""
HEAD = "# Old addresses and where they lead now: a slug, or an address that begins with /, http:// or https://\n"
"""What a new file begins with."""
LONGEST = 2000
"""No browser's history goes beyond, and a server's table of addresses has its limits."""

# RFC 3986, 2.2 and 2.3: the unreserved characters and those that divide. All others are percent-encoded, also some that
# need not be: quotation marks, braces, $ and ; mean something to the servers that get the map as their configuration.
_PLAIN = "/&=+,@"
_UNRESERVED = re.compile(rb"[A-Za-z0-9._~-]")
_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")
_CONTROL = re.compile(rb"[\x00-\x1f\x7f]|\xc2[\x80-\x9f]")
_COMMENT = re.compile(r"(?:^|\s)#.*")  # not in the middle of an address
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?\Z")


def load(path: Path) -> dict[str, str]:
    """Where each old address, in its normal spelling, leads: to a slug or an address. Empty if there is no file.

    Raises InvalidRedirect.
    """
    return _parsed(_text(path), path)


def add(path: Path, new: Mapping[str, str]) -> list[str]:
    """Append the redirects of old addresses that the file does not have yet; all else in it stays as it is.

    Gives the addresses that were added. Raises InvalidRedirect, and has written nothing then, or NotWritten.
    """
    text = _text(path)
    known = _parsed(text, path)
    added: dict[str, str] = {}
    for old, target in new.items():
        if (address := normal(old)) not in known:
            added.setdefault(address, destination(target))
    if added:
        end = "\n" if text and not text.endswith("\n") else ""
        atomic.write(path, (text or HEAD) + end + "".join(f"{old} {target}\n" for old, target in added.items()))
    return list(added)


def normal(address: str) -> str:
    """The one spelling, path and query, of all spellings of an old address (RFC 3986, 6.2.2).

    Takes a path or a whole http(s) address, percent-encoded or not, of which host and fragment are dropped. Only
    unreserved characters and ``/ ? & = + , @ %`` are left. Raises InvalidRedirect.
    """
    return _local(_split(address))


def destination(new: str) -> str:
    """A slug as it is; the one spelling of an address: a path on this site, or a whole http(s) address.

    Raises InvalidRedirect.
    """
    if SLUG.match(new):
        return new
    parts = _split(new)
    host = f"{parts.scheme}://{parts.netloc.lower()}" if parts.scheme else ""
    fragment = f"#{_encoded(parts.fragment)}" if parts.fragment else ""
    return f"{host}{_local(parts)}{fragment}"


def _split(address: str) -> SplitResult:
    if _CONTROL.search(unquote_to_bytes(address.encode(errors="surrogatepass"))):
        raise InvalidRedirect(f"{address!r} holds a control character")
    try:
        parts = urlsplit(address)
    except ValueError:  # "Invalid IPv6 URL"
        raise InvalidRedirect(f"{address!r} is no address") from None
    is_path = address.startswith("/") and not address.startswith("//")
    if not is_path and not (parts.scheme in ("http", "https") and _HOST.match(parts.netloc)):
        raise InvalidRedirect(f"{address!r} is no address that begins with /, http:// or https:// and a host")
    return parts


def _local(parts: SplitResult) -> str:
    path = _encoded(parts.path) or "/"
    segments = path.split("/")
    if "." in segments or ".." in segments or "" in segments[1:-1]:
        raise InvalidRedirect(f"{parts.path!r} has an empty part, or a part of nothing but dots")
    local = f"{path}?{_encoded(parts.query)}" if parts.query else path
    if len(local) > LONGEST:
        raise InvalidRedirect(f"{local[:40]}… has more than {LONGEST} characters")
    return local


def _encoded(text: str) -> str:
    try:
        return _ENCODED.sub(_canonical, quote(_STRAY.sub("%25", text), safe=f"%{_PLAIN}"))
    except UnicodeEncodeError:  # half of a surrogate pair
        raise InvalidRedirect(f"{text!r} is no text") from None


def _canonical(escape: re.Match[str]) -> str:
    byte = unquote_to_bytes(escape.group())
    return byte.decode() if _UNRESERVED.match(byte) else escape.group().upper()


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise InvalidRedirect("This is not UTF-8", path, error.object.count(b"\n", 0, error.start) + 1) from error
    except OSError as error:
        raise InvalidRedirect(f"It cannot be read ({error.__class__.__name__})", path) from error


def _parsed(text: str, path: Path) -> dict[str, str]:
    redirects: dict[str, str] = {}
    for line, (old, new) in _pairs(text, path):
        try:
            address, target = normal(old), destination(new)
        except InvalidRedirect as error:
            raise InvalidRedirect(error.problem, path, line) from error
        if redirects.setdefault(address, target) != target:
            raise InvalidRedirect(f"{address} leads to {redirects[address]} already", path, line)
    return redirects


def _pairs(text: str, path: Path) -> Iterator[tuple[int, tuple[str, str]]]:
    for line, words in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        match _COMMENT.sub("", words).split():
            case []:
                pass
            case [old, new]:
                yield line, (old, new)
            case _:
                raise InvalidRedirect("An old and a new address are wanted, with white space between", path, line)
