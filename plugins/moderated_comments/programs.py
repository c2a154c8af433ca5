"""The programs that make the pages: what they make may change with each of them."""

from __future__ import annotations

import locale
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from moderation.language import sources


def programs(settings: dict[str, Any]) -> Iterator[str]:
    """Python and what is installed by their versions, the site's own plugins and our catalogues by their sources."""
    yield f"{sys.version} {locale.setlocale(locale.LC_ALL)}"
    yield from sorted(path.name for folder in sys.path for path in Path(folder).glob("*.dist-info"))
    yield from (repr(path.read_bytes()) for path in sources())
    for folder in settings["PLUGIN_PATHS"]:
        yield from (path.read_text(encoding="utf-8") for path in sorted(Path(folder).rglob("*.py")))
