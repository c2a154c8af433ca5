"""The browser that tests open pages in: Debian's Chromium, which Playwright steers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
# Nothing but our own server is ever found: a test that asked for more would not ask a stranger.
ARGUMENTS = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"]


def whats_missing() -> str:
    """A sentence that says so, if there is no browser; else nothing."""
    return "" if CHROMIUM.exists() else f"Chromium is not installed as {CHROMIUM} (Debian: apt-get install chromium)"


@contextmanager
def started() -> Iterator[Browser]:
    """A browser, until the end of the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
