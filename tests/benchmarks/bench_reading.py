"""Reading an article with ten comments, as a page of ours and with Isso's client: what comes, and when."""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from gzip import compress
from pathlib import Path
from typing import NamedTuple
from urllib.request import Request, urlopen

from intakes import free_port, running
from playwright.sync_api import Browser, Response
from timing import machine

import chromium
import markedsite
from blog import Blog
from moderation.published import commentfile
from moderation.published.section import SLOT

ROUNDS = 7
COMMENTS = 10
PHONE = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
"""Lighthouse's slow 4G."""
OURS, THEIRS = "article.comment > .e-content", ".isso-comment[id] > .isso-text-wrapper > .isso-text"
SETTINGS = """
[general]
dbpath = {folder}/isso.db
host = {page}/
[server]
listen = http://127.0.0.1:{port}
[guard]
enabled = false
"""
CLIENT = """
<script data-isso="{isso}/" data-isso-max-comments-top="inf" data-isso-max-comments-nested="inf"
data-isso-reveal-on-click="1000" src="{isso}/js/embed.min.js" async></script><section id="isso-thread"></section>
"""


class Reading(NamedTuple):
    """One visit: bytes as they would be compressed, and milliseconds until the last comment was there."""

    bytes: int
    script: int
    requests: int
    milliseconds: float


def main(programs: Path) -> None:
    """Both, in alternation; the first round does not count."""
    print(machine())
    with (
        tempfile.TemporaryDirectory() as folder,
        markedsite.served(Blog(Path(folder))) as ours,
        theirs(Path(folder), programs, ours) as isso,
        chromium.started() as browser,
    ):
        rounds = [(read(browser, f"{ours}/ten/", OURS), read(browser, isso, THEIRS)) for _ in range(ROUNDS + 1)][1:]
    for name, figures in zip(("ours", "Isso's"), zip(*rounds, strict=True), strict=True):
        middle = Reading(*(statistics.median(figure) for figure in zip(*figures, strict=True)))
        print(
            f"{name}: {middle.bytes:,.0f} bytes, {middle.script:,.0f} of them script, {middle.requests:.0f} requests, "
        )
        print(f"  comments after {middle.milliseconds:,.0f} ms")


@contextmanager
def theirs(folder: Path, programs: Path, ours: str) -> Iterator[str]:
    """The same page with Isso's client in place of the comments, which Isso has; gives its address."""
    port = free_port()
    settings = folder / "isso.cfg"
    settings.write_text(SETTINGS.format(folder=folder, page=ours, port=port))
    isso = f"http://127.0.0.1:{port}"
    page = folder / "output/ten/index.html"
    alike = folder / "output/isso/index.html"
    alike.parent.mkdir()
    html = page.read_text(encoding="utf-8").replace("http-equiv", "data-none")  # their client needs a policy of its own
    alike.write_text(SLOT.sub(lambda slot: CLIENT.format(isso=isso) if slot["part"] == "section" else "", html))
    with running([str(programs / "isso"), "-c", str(settings), "run"], port, {}):
        comments, _ = commentfile.read_folder(folder / "content/comments", "ten")
        for comment in sorted(comments, key=lambda one: int(one.id)):
            sent: dict[str, object] = {"author": comment.author, "text": comment.text, "title": "Ten"}
            sent["parent"] = int(comment.parent) if comment.parent else None
            headers = {"Content-Type": "application/json", "Origin": ours}
            urlopen(Request(f"{isso}/new?uri=%2Fisso%2F", json.dumps(sent).encode(), headers)).close()  # noqa: S310
        yield f"{ours}/isso/"


def read(browser: Browser, address: str, comment: str) -> Reading:
    """Open the page as a phone does that was never there."""
    answers: list[Response] = []
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        context.new_cdp_session(page).send("Network.emulateNetworkConditions", PHONE)
        page.on("response", lambda answer: answers.append(answer))
        page.goto(address)
        there = "([all, number]) => document.querySelectorAll(all).length === number && performance.now()"
        milliseconds = page.wait_for_function(there, arg=[comment, COMMENTS]).json_value()
        page.wait_for_load_state("networkidle")
        sizes = [(answer.request.resource_type, len(compress(answer.body()))) for answer in answers if answer.ok]
    inline = len(compress(Path("theme/templates/script.js").read_bytes()))
    return Reading(
        bytes=sum(size for _, size in sizes),
        script=sum(size for kind, size in sizes if kind == "script") + inline,
        requests=len(sizes),
        milliseconds=milliseconds,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
