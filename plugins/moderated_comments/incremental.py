"""Pelican, which does not even begin where nothing changed since the last build."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pelican
from pelican.log import console

from moderation import atomic

from . import stamp
from .carried import GENERATORS
from .listening import listening
from .views import Unseen

RARELY = 100_000
"""So many new objects may wait until somebody looks whether any are of no use: a build's nearly all are."""


class IncrementalPelican(pelican.Pelican):  # type: ignore[misc]  # Pelican is untyped
    """For the setting ``PELICAN_CLASS``. A build that had nothing to say leaves a stamp for the next."""

    def run(self) -> None:
        """Build the site, if it is not there already as this build would leave it."""
        if not (kept := self.settings.get("BUILD_CACHE")):  # nor is it there without the plugin
            super().run()
            return
        path = Path(kept).with_suffix(".stamp")
        began = time.time_ns()
        before = self._read()
        if before and self._is_there(path, before):
            console.out("Done: nothing has changed since the last build.", highlight=False)
            return
        with listening() as heard, _garbage_left():
            super().run()
        if before and before.settled < began and not heard and not self._reads_elsewhere():
            atomic.write(path, self._stamped(before), durable=False)

    def _reads_elsewhere(self) -> bool:
        """Whether an article links to files that are not below ``PATH``."""
        return any(name.startswith("../") for name in self.settings[GENERATORS][0].context["static_content"])

    def _read(self) -> stamp.Stamp | None:
        try:
            return stamp.inputs(self.settings)
        except Unseen:
            return None

    def _is_there(self, path: Path, before: stamp.Stamp) -> bool:
        """Whether the site is as the last build left it, and would leave it now."""
        try:
            kept = path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return False
        return kept.startswith(before.digest) and kept == self._stamped(before)

    def _stamped(self, before: stamp.Stamp) -> str:
        return f"{before.digest} {stamp.outputs(self.settings).digest}\n"


@contextmanager
def _garbage_left() -> Iterator[None]:
    """Look for garbage less often than Python does by itself, which takes a tenth of a build's time."""
    usual = gc.get_threshold()
    gc.set_threshold(RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
