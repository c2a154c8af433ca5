"""The import: at most ten times as long as parsing the same XML and writing the same files; 200 MB, however large."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import bigexport
from timing import Command, machine, report, seconds

POSTS, COMMENTS, TIMES = 10_000, 10, 3
LARGE, MEMORY = 500_000_000, 200
MODERATE = str(Path(sys.executable).with_name("moderate"))

LEAST = """
import os, sys
from pathlib import Path
from xml.etree import ElementTree

for _, element in ElementTree.iterparse(sys.argv[1]):
    if element.tag == "item":
        element.clear()
for folder, _, names in os.walk(sys.argv[2]):
    there = Path(sys.argv[3]) / Path(folder).relative_to(sys.argv[2])
    there.mkdir(parents=True)
    for name in names:
        (there / name).write_bytes((Path(folder) / name).read_bytes())
"""
"""Parsing and writing, and nothing else; the files come from an import before."""


def main() -> None:
    """Measure time in alternation, then memory."""
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        within = [time(Path(folder)), memory(Path(folder))]
    sys.exit(not all(within))


def time(folder: Path) -> bool:
    """Print how many times longer the import takes; whether that is within the limit."""
    export = folder / "export.xml"
    bigexport.write(export, POSTS, COMMENTS)
    importing(export, folder / "model")
    measured = []
    for number in range(TIMES):
        ours = importing(export, folder / f"ours{number}")
        copy = folder / f"least{number}"
        least = seconds(
            Command([sys.executable, "-c", LEAST, str(export), str(folder / "model/content"), str(copy)], folder)
        )
        measured.append((ours, least))
        shutil.rmtree(folder / f"ours{number}")
        shutil.rmtree(copy)
    shutil.rmtree(folder / "model")
    size = export.stat().st_size / 1e6
    name = (
        f"importing {POSTS:,} posts and {POSTS * COMMENTS:,} comments ({size:.0f} MB) against parsing and writing alone"
    )
    return report(name, measured, 10)


def importing(export: Path, blog: Path) -> float:
    """The seconds of an import into an empty blog."""
    (blog / "content").mkdir(parents=True)
    return seconds(Command([MODERATE, "import", "wordpress", str(export)], blog))


def memory(folder: Path) -> bool:
    """Print the most memory that the import of a large export took; whether that is within the limit."""
    export, blog = folder / "large.xml", folder / "large"
    bigexport.write(export, 0, COMMENTS, LARGE)
    (blog / "content").mkdir(parents=True)
    with subprocess.Popen(
        [MODERATE, "import", "wordpress", str(export)], cwd=blog, stdout=subprocess.DEVNULL
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit("the import of the large export failed")
    most = usage.ru_maxrss / 1024
    verdict = "within" if most <= MEMORY else "ABOVE"
    size = export.stat().st_size / 1e6
    print(f"importing an export of {size:.0f} MB: {most:.0f} MB of memory, {verdict} the limit of {MEMORY} MB")
    return most <= MEMORY


if __name__ == "__main__":
    main()
