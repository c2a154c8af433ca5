"""A moderator's own word on which article a page is: a text file of two columns, ``<page> <slug>``.

Lines that begin with ``#`` are comments. An import lists there what it could not match, for a person to complete.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from .. import atomic
from ..errors import InvalidExport
from .foreign import ForeignComment
from .matching import normal, visible

_PLACE = "slug-here"
_HEAD = f"""\
# Pages with comments that could not be matched with an article. Where you know the article, take away the # before
# the page, write the article's slug in place of {_PLACE}, and import again.
"""


def read(path: Path, slugs: Collection[str]) -> dict[str, str]:
    """The slugs by page; none if there is no such file.

    Raises InvalidExport: a line that is not of two columns, an article that is not among these, a page that is two.
    """
    chosen: dict[str, str] = {}
    seen: dict[str, str] = {}
    for number, line in enumerate(_lines(_text(path)), start=1):
        if not line or line.startswith("#"):
            continue
        page, _, slug = line.rpartition(" ")
        if not page:
            raise InvalidExport(path, "is not a page, a space and an article's slug", number)
        if slug not in slugs:
            raise InvalidExport(path, f"names {slug!r}, but there is no such article", number)
        if seen.setdefault(normal(page), slug) != slug:
            raise InvalidExport(path, f"names another article for {page.strip()} than a line before", number)
        chosen[page.strip()] = slug
    return chosen


def write(path: Path, unmatched: Iterable[ForeignComment]) -> None:
    """Add the pages of these comments, but for those the file has; all that is in it stays as it is.

    Comments without any page have nothing to be mapped by. Raises InvalidExport if the file cannot be read, and
    NotWritten.
    """
    text = _text(path)
    known = {normal(page) for page in map(_page, _lines(text)) if page}
    counts: dict[str, int] = {}
    titles: dict[str, str] = {}
    for comment in unmatched:
        page = quoted(comment.page)
        if page and normal(page) not in known:
            counts[page] = counts.get(page, 0) + 1
            titles.setdefault(page, visible(" ".join(comment.title.split())))
    if counts:
        end = "\n" if text and not text.endswith("\n") else ""
        entries = (_entry(page, counts[page], titles[page]) for page in counts)
        atomic.write(path, (text or _HEAD) + end + "".join(entries))


def quoted(page: str) -> str:
    """The page with nothing in it that could end a column or a line; ``normal`` takes both for the same."""
    return visible(page).replace(" ", "%20")


def _entry(page: str, count: int, title: str) -> str:
    comments = "1 comment" if count == 1 else f"{count} comments"
    about = f', "{title}"' if title else ""
    return f"\n# {comments}{about}\n#{page} {_PLACE}\n"


def _page(line: str) -> str:
    """The page a line is about, completed or not; empty for a comment in words, which has a space after the #."""
    return "" if line.startswith("# ") else line.removeprefix("#").rpartition(" ")[0]


def _lines(text: str) -> list[str]:
    return [line.replace("\t", " ").strip() for line in text.removeprefix("\ufeff").split("\n")]


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise InvalidExport(path, f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise InvalidExport(path, "is not text in UTF-8", error.object.count(b"\n", 0, error.start) + 1) from error
