"""Full builds with ten comments on each article, against plain Pelican without any comments, and against Hugo."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from approvals import ARTICLE, as_a_command, in_a_running_desk
from bigblog import big_blog
from hugosite import hugo_site
from timing import machine

from blog import Blog
from test_other_themes import THEMES, dressed

SIZES = (100, 1_000, 10_000)
COMMENTS, TIMES, APPROVALS = 10, 3, 9
GROWTH = (
    ("cold", 1_000, 10_000, 11),
    ("approved in a desk", 100, 10_000, 1.3),
    ("moderate approve", 100, 10_000, 1.3),
)
PELICAN = [sys.executable, "-m", "pelican", "content", "-s", "pelicanconf_test.py", "--fatal", "errors", "-q"]
HUGO = [os.fspath(path) for path in Path(".venv/rivals").resolve().glob("lib/*/site-packages/hugo/binaries/hugo*")]
PLAIN = """
PELICAN_CLASS, PLUGINS, THEME = "pelican.Pelican", [], "simple"
JINJA_ENVIRONMENT = {"autoescape": False}
DIRECT_TEMPLATES = ["index", "archives", "categories", "tags"]
del PAGINATED_TEMPLATES["archives"]
"""


class Cost(NamedTuple):
    """What a build costs."""

    seconds: float
    megabytes: float


def main() -> None:
    """Measure sites of the sizes given as arguments, or of all."""
    if not HUGO:
        sys.exit("Hugo is not in .venv/rivals: make bench-build")
    print(machine())
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    costs = {size: measured(size) for size in sizes}
    within = [figure(*one) for one in figures(costs)]
    sys.exit(not all(within))


def measured(articles: int) -> dict[str, Cost]:
    """The median costs of each kind of build, all kinds in turn."""
    with tempfile.TemporaryDirectory() as folder:
        ours = big_blog(Path(folder, "ours"), articles, COMMENTS)
        plain = big_blog(Path(folder, "plain"), articles, 0)
        plain.configure(PLAIN)
        simple = dressed(big_blog(Path(folder, "simple"), articles, COMMENTS), THEMES["simple"])
        hugo = hugo_site(Path(folder, "hugo"), ours)
        kinds: dict[str, Callable[[], Cost]] = {
            "plain": lambda: cost(PELICAN, anew(plain.root)),
            "hugo": lambda: cost(HUGO[:1], anew(hugo)),
            "cold": lambda: cost(PELICAN, anew(ours.root)),
            "cold, theme simple": lambda: cost(PELICAN, anew(simple.root)),
            "one changed": lambda: cost(PELICAN, edited(ours)),
            "nothing changed": lambda: cost(PELICAN, ours.root),
        }
        runs = [{name: run() for name, run in kinds.items()} for _ in range(TIMES if articles < 10_000 else 1)]
        costs = {name: median([run[name] for run in runs]) for name in kinds}
        approved = in_a_running_desk(ours, APPROVALS)
        print(f"{articles:>6,} articles, approved in a desk, waiting for the disk: {approved.waited * 1000:.1f} ms")
        costs["approved in a desk"] = Cost(approved.seconds, 0)
        costs["moderate approve"] = Cost(as_a_command(ours, TIMES), 0)
    for name, one in costs.items():
        print(f"{articles:>6,} articles, {name:>18}: {one.seconds:8.3f} s, {one.megabytes:6.0f} MB", flush=True)
    return costs


def figures(costs: dict[int, dict[str, Cost]]) -> Iterator[tuple[str, float, float]]:
    """Name, ratio and limit of each figure."""
    for size, cost in costs.items():
        hugo = cost["hugo"].seconds
        yield f"{size:,}: a cold build against plain Pelican", cost["cold"].seconds / cost["plain"].seconds, 1
        alike = cost["cold, theme simple"].seconds / cost["plain"].seconds
        yield f"{size:,}: a cold build with plain Pelican's theme, against plain Pelican", alike, 1
        yield f"{size:,}: one article changed, against Hugo", cost["one changed"].seconds / hugo, 0.5
        yield f"{size:,}: nothing changed, against Hugo", cost["nothing changed"].seconds / hugo, 0.25
        yield f"{size:,}: memory against plain Pelican's", cost["cold"].megabytes / cost["plain"].megabytes, 3
        yield f"{size:,}: memory against Hugo's", cost["cold"].megabytes / cost["hugo"].megabytes, 1
        yield f"{size:,}: approved in a running desk, ms", cost["approved in a desk"].seconds * 1000, 5
        yield f"{size:,}: moderate approve against Hugo", cost["moderate approve"].seconds / hugo, 1 / 15
        yield f"{size:,}: the same against Pelican", cost["moderate approve"].seconds / cost["plain"].seconds, 1 / 60
    for kind, less, more, limit in GROWTH:
        if {less, more} <= costs.keys():
            yield (
                f"{kind}: {more:,} against {less:,} articles",
                costs[more][kind].seconds / costs[less][kind].seconds,
                limit,
            )


def figure(name: str, ratio: float, limit: float) -> bool:
    """Print the figure; whether it is within its limit."""
    print(f"{name}: {ratio:.3f}, {'within' if ratio <= limit else 'ABOVE'} the limit of {limit:.3g}")
    return ratio <= limit


def anew(site: Path) -> Path:
    """The site without anything from a build before."""
    for name in ("output", "var", "public", "resources"):
        shutil.rmtree(site / name, ignore_errors=True)
    return site


def edited(blog: Blog) -> Path:
    """The blog with another word in one of its articles."""
    path = blog.root / f"content/articles/{ARTICLE}.md"
    path.write_text(f"{path.read_text()}\n\n{time.time()}\n")
    return blog.root


def cost(command: list[str], folder: Path) -> Cost:
    """Wall time of the whole process, and the most memory that it, or one of its children, took."""
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed in {folder}")
    return Cost(time.perf_counter() - began, usage.ru_maxrss / 1024)


def median(costs: list[Cost]) -> Cost:
    """The median of each column."""
    return Cost(*(statistics.median(column) for column in zip(*costs, strict=True)))


if __name__ == "__main__":
    main()
