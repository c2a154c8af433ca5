"""Pictures with their sizes, so that nothing moves when they come, and those of a text only when they are near."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import imagesize
from pelican.contents import Content

_PICTURE = re.compile(
    r'<img\b(?![^>]* (?:width|height|loading)=)[^>]*? src="(?:[{|](?P<how>static|attach)[}|])?(?P<path>[^"]*)"'
)
"""One whose author has not said more of it."""


def measure(content: Content) -> None:
    """Give the pictures of the text their sizes, and the content the ``image_size`` of its lead image.

    What is not a picture among the site's own files stays as it is.
    """
    folder = Path(content.settings["PATH"])
    content.image_size = _size(folder / getattr(content, "image", "").lstrip("/"))

    def measured(found: re.Match[str]) -> str:
        path = unquote(unescape(found["path"]))
        beside = found["how"] and not path.startswith("/")
        size = _size(folder / (content.relative_dir if beside else "") / path.lstrip("/"))
        given = f' width="{size[0]}" height="{size[1]}"' if size else ""
        return found[0].replace("<img", f'<img loading="lazy"{given}', 1)

    content._content = _PICTURE.sub(measured, content._content or "")


def _size(path: Path) -> Any:
    """Width and height in pixels; nothing if that cannot be told."""
    try:
        size = imagesize.get(path)
    except (OSError, ValueError):
        return None
    return tuple(map(round, size)) if min(size) > 0 else None  # a vector graphic may have parts of pixels
