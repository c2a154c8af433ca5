"""How many readers like an article, as a text file: ``content/comments/<article>/likes``, a number and nothing more."""

from __future__ import annotations

import re
from pathlib import Path

from .. import atomic
from ..errors import InvalidCommentFile
from .commentfile import text_of

NAME = "likes"
MOST = 999_999_999
_NUMBER = re.compile(rf"[0-9]{{1,{len(str(MOST))}}}")


def read(folder: Path, slug: str) -> tuple[int, list[InvalidCommentFile]]:
    """The article's number of likes, 0 where there is no file; and the file, if it holds none."""
    path = folder / slug / NAME
    try:
        text = text_of(path).strip()
    except InvalidCommentFile as error:
        return 0, [error] if path.exists() else []
    if not _NUMBER.fullmatch(text):
        return 0, [InvalidCommentFile(path, "holds no number of likes")]
    return int(text), []


def write(folder: Path, slug: str, number: int) -> bool:
    """Let the article's file hold the number, or be gone at 0; whether that was new. Raises NotWritten."""
    path = folder / slug / NAME
    return atomic.write_if_changed(path, f"{number}\n") if number else atomic.remove(path)
