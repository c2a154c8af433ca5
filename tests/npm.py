"""The checkers of pages that come from npm, as ``package.json`` pins them."""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from chromium import CHROMIUM

PACKAGES = Path(__file__).parents[1] / "node_modules"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
BROWSER = "--headless=new --no-sandbox"


def whats_missing() -> str:
    """A sentence that says so, if anything is not installed; else nothing."""
    programs = [program for program in ("node", "java") if not shutil.which(program)]
    packages = [name for name in ("axe-core", "lighthouse", "vnu-jar") if not (PACKAGES / name).is_dir()]
    missing = [*programs, *(f"node_modules/{name}" for name in packages)]
    return f"{' and '.join(missing)} not found (.ci/tools installs them)" if missing else ""


@cache
def axe() -> str:
    """axe-core, a script to run in a page."""
    return (PACKAGES / "axe-core/axe.min.js").read_text(encoding="utf-8")


def w3c(places: Iterable[str]) -> list[dict[str, Any]]:
    """What the W3C's checker has to say of these addresses and files."""
    checker = PACKAGES / "vnu-jar/build/dist/vnu.jar"
    options = ["--format", "json", "--stdout", "--exit-zero-always"]
    done = subprocess.run(
        ["/usr/bin/env", "java", "-jar", checker, *options, *places], capture_output=True, text=True, check=True
    )
    messages: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return messages


def lighthouse(address: str) -> dict[str, int]:
    """The page's best marks on a phone, of 100: a busy machine is asked up to three times."""
    marks = dict.fromkeys(CATEGORIES, 0)
    for _ in range(3):
        marks = {name: max(mark, marks[name]) for name, mark in _marks(address).items()}
        if min(marks.values()) == 100:
            break
    return marks


def _marks(address: str) -> dict[str, int]:
    options = ["--quiet", "--output=json", f"--chrome-flags={BROWSER}", f"--only-categories={','.join(CATEGORIES)}"]
    environment = {**os.environ, "CHROME_PATH": str(CHROMIUM)}
    command = [str(PACKAGES / ".bin/lighthouse"), address, *options]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    categories = json.loads(done.stdout)["categories"]
    return {name: math.floor(100 * (categories[name]["score"] or 0)) for name in CATEGORIES}
