"""Uploaded files: found in a copy of the uploads folder, and put where Pelican serves them."""

from __future__ import annotations

import shutil
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from .. import atomic
from ..errors import NotWritten
from .report import Report

UPLOADS = ("wp-content/uploads/", "files/")
"""Below these WordPress, and WordPress with many sites, serves what was uploaded."""

PLACE = PurePosixPath("images/uploads")
"""Below the content folder."""

REFUSED = (".php", ".phtml", ".phar", ".cgi", ".htaccess")
"""No media, and on some servers programs."""


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
        return f"{{static}}/{place.replace(' ', '%20')}" if place else url

    def lead(self, url: str) -> str:
        """The same for a lead image: below the site's root."""
        return self._place(url) or url

    def _place(self, url: str) -> str:
        """Where the file is below the content folder, from now on; empty if there is none."""
        below = _below_uploads(url)
        if not below or not self.folder:
            return ""
        if below not in self._places:
            source = self._source(self.folder, below)
            self.report.media["found" if source else "missing"] += 1
            self._places[below] = self._copied(source, below) if source else ""
        return self._places[below]

    def _source(self, folder: Path, below: str) -> Path | None:
        """The file in the folder, which may be that of the uploads or one above it; never one outside."""
        for start in ("", *UPLOADS):
            path = (folder / start / below).resolve()
            if path.is_relative_to(folder) and path.is_file() and path.suffix.lower() not in REFUSED:
                return path
        return None

    def _copied(self, source: Path, below: str) -> str:
        place = PLACE / below
        target = self.content / place
        if not self.report.dry and not (target.exists() and target.stat().st_size == source.stat().st_size):
            try:
                atomic.make_folder(target.parent, durable=False)
                shutil.copyfile(source, target)
            except OSError as error:
                raise NotWritten(target, error.strerror or error.__class__.__name__) from error
        return place.as_posix()


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
