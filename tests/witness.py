"""Who sees all that happens in a page: a real browser, with its script debugger on, and an eye in every document.

The pages of this project need no script, ask for nothing but stylesheet and icon, and stay as they are. Whatever else a
browser does on one of them, a stranger made it do.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypedDict
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import BrowserContext, CDPSession, ConsoleMessage, Dialog, Error, Request

from blog import Blog
from patience import eventually

EYES = Path(__file__).with_name("witness.js").read_text(encoding="utf-8")
OURS = ("/theme/css/style.css", "/theme/favicon.svg", "/favicon.ico")
"""What a page asks for: its stylesheet, and an icon, which browsers also ask for where none is named."""
# What Chromium says of our own 422 pages; if it is said of anything else, this was requested and is seen.
_REFUSED = "Failed to load resource: the server responded with a status of 4"


class Typed(TypedDict):
    """What is shown of a stranger, as the browser has it."""

    name: str
    website: str
    html: str


def without_script(blog: Blog) -> str:
    """Settings by which the theme has no script of its own: whatever runs then, a stranger made it run."""
    folder = blog.root / "scriptless"
    folder.mkdir()
    (folder / "script.js").write_text("")
    return f"THEME_TEMPLATES_OVERRIDES = [{str(folder)!r}]\n"


class Witness:
    """Opens pages, and knows what has happened in them that should not."""

    def __init__(self, context: BrowserContext) -> None:
        self.seen: list[str] = []
        """What has happened: the kind of event, a colon, and what it was."""
        self._expected: set[str] = set()
        self.page = context.new_page()
        self._watch_the_browser(context)
        self._devtools = context.new_cdp_session(self.page)
        self._watch_scripts(self._devtools)

    def open(self, address: str) -> None:
        """Open a page, and wait until everything in it is there."""
        self._expect(address)
        self.page.goto(address)
        self._do("quiet()")

    def provoke(self, selector: str) -> None:
        """Do with all these elements whatever a reader can do."""
        self._do(f"provoke({json.dumps(selector)})")

    def wait_for(self, event: str) -> None:
        """Wait until an event that begins like this was seen: some are told of by another process of the browser."""
        eventually(lambda: self._do("quiet()") or self.saw(event))

    def saw(self, event: str) -> bool:
        """Whether an event was seen that begins like this."""
        return any(what.startswith(event) for what in self.seen)

    def outline(self) -> str:
        """The page's elements and attributes, a line each, but for what strangers typed."""
        return str(self._do("outline()"))

    def strangers(self) -> list[Typed]:
        """All that strangers typed, in the page's order."""
        found: list[Typed] = self._do("strangers()")
        return found

    def show(self, feed: str) -> int:
        """Show the entries of an Atom feed in the open page, as a feed reader does; gives their number."""
        return int(self._do(f"show({json.dumps(feed)})"))

    def send(self, fields: Mapping[str, str], *to: str, button: str = "") -> None:
        """Fill in the comment form of the open page and send it; the addresses are those that this leads to."""
        self._expect(*to)
        with self.page.expect_navigation():
            self._do(f"send({json.dumps(fields)}, {json.dumps(button)})")
        self._do("quiet()")

    def _expect(self, *addresses: str) -> None:
        self._expected = {*addresses, *(urljoin(addresses[0], path) for path in OURS)}

    def _watch_the_browser(self, context: BrowserContext) -> None:
        context.on("request", self._requested)
        context.on("dialog", self._asked)
        context.on("console", self._said)
        self.page.on("download", lambda download: self.seen.append(f"download: {download.url}"))
        self.page.on("websocket", lambda socket: self.seen.append(f"request: {socket.url}"))
        self.page.on("frameattached", lambda frame: self.seen.append("frame: one more"))

    def _watch_scripts(self, devtools: CDPSession) -> None:
        devtools.on("Debugger.scriptParsed", self._ran)
        devtools.on("Runtime.bindingCalled", lambda call: self.seen.append(call["payload"]))
        devtools.on("Page.windowOpen", lambda window: self.seen.append(f"window: {window['url']}"))
        devtools.on("Page.frameScheduledNavigation", self._left)
        for domain in ("Debugger", "Page", "Runtime"):
            devtools.send(f"{domain}.enable")
        devtools.send("Runtime.addBinding", {"name": "saw", "executionContextName": "witness"})
        devtools.send("Page.addScriptToEvaluateOnNewDocument", {"source": EYES, "worldName": "witness"})

    def _do(self, expression: str) -> Any:
        """The value of a script in the witness's own world."""
        frame = self._devtools.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        world = self._devtools.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": "witness"})
        given = {"expression": expression, "contextId": world["executionContextId"]}
        try:
            answer = self._devtools.send("Runtime.evaluate", {**given, "awaitPromise": True, "returnByValue": True})
        except Error as error:
            self.seen.append(f"navigation: {error}")
            return None
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def _ran(self, script: Mapping[str, Any]) -> None:
        if script["executionContextAuxData"]["isDefault"]:  # the others are the witness's and Playwright's own worlds
            self.seen.append(f"script: {script['url']}")

    def _left(self, plan: Mapping[str, Any]) -> None:
        if plan["url"] not in self._expected:
            self.seen.append(f"navigation: {plan['url']}")

    def _requested(self, request: Request) -> None:
        if request.url not in self._expected:
            self.seen.append(f"request: {request.url}")
        if urlsplit(request.url).path not in OURS:  # those a page asks for when it likes, and so does the one before
            self._expected.discard(request.url)  # a second time would be one too many

    def _asked(self, dialog: Dialog) -> None:
        self.seen.append(f"dialog: {dialog.message}")
        with suppress(Error):  # the page has been left meanwhile
            dialog.dismiss()

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(_REFUSED):
            self.seen.append(f"console: {message.text}")
