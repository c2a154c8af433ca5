"""Pictures of every kind of page, in light and dark, on a phone and on paper: ``make pictures``."""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page

import chromium
import serverprocess
import specimen
from blog import PROJECT, Blog
from builders import a_comment
from moderation.comment import Kind

Way = Callable[[Page, str], object]
"""From the site's address to the page."""
PICTURES = PROJECT / "docs/pictures"
HEIGHT = 360
"""Of a sheet, in pixels."""


class Look(NamedTuple):
    """How a page is looked at."""

    width: int
    height: int
    scheme: str = "light"
    media: str = "screen"


LOOKS = {
    "light": Look(1280, 960),
    "dark": Look(1280, 960, scheme="dark"),
    "phone": Look(390, 844),
    "paper": Look(794, 1123, media="print"),
}


def at(path: str) -> Way:
    """The way to a page that has an address."""
    return lambda page, address: page.goto(f"{address}/{path}")


def comments(page: Page, address: str) -> None:
    """To the comments of an article."""
    page.goto(f"{address}/booking-link/")
    page.locator("#comments").evaluate("element => element.scrollIntoView()")


def found(page: Page, address: str) -> None:
    """To what a reader has searched for."""
    page.goto(f"{address}/search/?q=price")
    page.locator(".results li").first.wait_for()


def errors(page: Page, address: str) -> None:
    """To a form that a reader has filled in wrongly."""
    page.goto(f"{address}/no-slides/")
    page.get_by_label("Email").fill("zoe")
    page.get_by_role("button", name="Post Comment").click()


def preview(page: Page, address: str) -> None:
    """To what a comment would look like."""
    page.goto(f"{address}/no-slides/")
    page.get_by_role("textbox", name="Comment").fill(
        "I have sold without slides for <em>ten</em> years.\n\nNobody has asked for one."
    )
    page.get_by_role("textbox", name="Name").fill("Zoë Marsh")
    page.get_by_role("button", name="Preview").click()


KINDS: dict[str, Way] = {
    "home": at(""),
    "article": at("honest-pricing/"),
    "specimen": at("specimen/"),
    "comments": comments,
    "archives": at("archives/"),
    "tags": at("tags/"),
    "search": found,
    "form-with-errors": errors,
    "preview": preview,
    "not-found": at("nowhere/"),
}


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The real blog with one article more, in which everything is that an article can hold."""
    blog = Blog(folder)
    shutil.copytree(PROJECT / "content", folder / "content", dirs_exist_ok=True)
    specimen.write(blog)
    answer = "Thank you, Kofi. I have put your thirteen into the article."
    blog.comment(a_comment(article="booking-link", parent="r41ssz56", author="Mara", kind=Kind.AUTHOR, text=answer))
    blog.build()
    subprocess.run([sys.executable, "-m", "pagefind", "--site", blog.output, "--quiet"], check=True)
    with blog.serving() as address:
        yield address


def shot(browser: Browser, look: Look, way: Way, address: str) -> bytes:
    """What can be seen of the page."""
    size = {"width": look.width, "height": look.height}
    with browser.new_context(viewport=size, color_scheme=look.scheme, reduced_motion="reduce") as context:  # type: ignore[arg-type]
        page = context.new_page()
        way(page, address)
        page.emulate_media(media=look.media)  # type: ignore[arg-type]  # paper has no form to fill in
        return page.screenshot()


def sheet(browser: Browser, shots: list[bytes]) -> bytes:
    """The pictures side by side, as high as each other."""
    images = "".join(
        f'<img height="{HEIGHT}" src="data:image/png;base64,{base64.b64encode(one).decode()}">' for one in shots
    )
    with browser.new_context(viewport={"width": 2000, "height": HEIGHT}) as context:
        page = context.new_page()
        page.set_content(f'<p style="display: inline-flex; gap: 12px; padding: 12px; background: #8a918e">{images}')
        return page.locator("p").screenshot()


def main() -> None:
    """A sheet for each kind of page."""
    serverprocess.PATIENCE = 600
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as address, chromium.started() as browser:
        for kind, way in KINDS.items():
            shots = [shot(browser, look, way, address) for look in LOOKS.values()]
            (PICTURES / f"{kind}.png").write_bytes(sheet(browser, shots))


if __name__ == "__main__":
    main()
