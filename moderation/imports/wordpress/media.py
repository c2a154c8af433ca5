"""Uploaded files: found in a copy of the uploads folder, and put where Pelican serves them."""

from __future__ import annotations

import re
import secrets
import shutil
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from ... import atomic
from ...errors import NotWritten
from ..report import Report

UPLOADS = ("wp-content/uploads/", "files/")
"""Below these WordPress, and WordPress with many sites, serves what was uploaded."""

PLACE = PurePosixPath("images/uploads")
"""Below the content folder."""

_REFUSED = re.compile(
    r"(?:^|/)\.|\.(?:ph(?:p\d?|ps|t|tml|ar)|s?html|cgi|pl|py|rb|sh|aspx?|jspx?)(?:\.|$)", re.IGNORECASE
)
"""No media, but on some servers programs or their settings, wherever in a name the ending is; or pages."""

_UNSAFE = re.compile(r"[^\w/.~-]")
"""What would mean something in an address, or to Markdown; letters of any script stay readable."""


class Media:
    """Looks for the files behind addresses. Without a folder every address stays as it is."""

    def __init__(self, folder: Path | None, content: Path, report: Report) -> None:
        self.folder = folder.resolve() if folder else None
        self.content = content
        self.report = report
        self._places: dict[str, str] = {}

    def address(self, url: str) -> str:
        """What stands in an article instead of this address: Pelican's for the local file, if there is one."""
        place = self._place(url)
        return f"{{static}}/{_UNSAFE.sub(lambda found: quote(found.group()), place)}" if place else url

    def lead(self, url: str) -> str:
        """The same for a lead image: below the site's root."""
        return self._place(url) or url

    def _place(self, url: str) -> str:
        """Where the file is below the content folder, from now on; empty if there is none."""
        below = _below_uploads(url)
        if not below or not self.folder:
            return ""
        if below not in self._places:
            source = _source(self.folder, below)
            became = self._copied(source, self.content / PLACE / below) if source else "missing"
            self.report.media[became] += 1
            self._places[below] = (PLACE / below).as_posix() if source else ""
        return self._places[below]

    def _copied(self, source: Path, target: Path) -> str:
        """What became of the file. One that is there stays: people make images smaller, or better."""
        try:
            if target.exists() and target.stat().st_size:
                return "there"
            if not self.report.dry:
                _copy(source, target)
        except OSError as error:
            raise NotWritten(target, error.strerror or error.__class__.__name__) from error
        return "copied"


def _source(folder: Path, below: str) -> Path | None:
    """The file in the folder, which may be that of the uploads or one above it; never one outside."""
    for start in () if _REFUSED.search(below) else ("", *UPLOADS):
        try:
            path = (folder / start / below).resolve()
            if path.is_relative_to(folder) and path.is_file():
                return path
        except (OSError, RuntimeError):  # a name that is too long, a circle of symbolic links
            return None
    return None


def _copy(source: Path, target: Path) -> None:
    atomic.make_folder(target.parent, durable=False)
    temporary = target.with_name(f"{atomic.PREFIX}{secrets.token_hex(8)}")
    try:
        shutil.copyfile(source, temporary)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _below_uploads(url: str) -> str:
    """The part of an upload's address that names the file; empty for other addresses, and for ways up."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return ""
    for uploads in UPLOADS:
        _, found, below = path.partition(f"/{uploads}")
        parts = PurePosixPath(below).parts
        if found and below and ".." not in parts and not below.startswith("/") and below.isprintable():
            return PurePosixPath(*parts).as_posix()
    return ""
