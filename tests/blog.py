"""A whole blog in a folder of its own: real Pelican, the real command line, the real server."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

from click.testing import CliRunner, Result

import serverprocess
from forkserver import anew, forkserver
from moderation.comment import Comment
from moderation.desk.cli import cli
from moderation.published import commentfile
from moderation.queue.connection import open_queue
from moderation.queue.store import Queue
from moderation.settings import Settings, read
from serverprocess import Server

PROJECT = Path(__file__).parents[1]

CONFIGURATION = f"""
import sys
sys.path.insert(0, {str(PROJECT)!r})
from pelicanconf import *
THEME = {str(PROJECT / "theme")!r}
PLUGIN_PATHS = [{str(PROJECT / "plugins")!r}]
"""
PLUGIN = [f"moderated_comments.{name}" for name in ("build", "leftovers", "redirects", "rendering", "writer")]
LIKES = "COMMENTS_LIKES = True\n"
"""The setting of a site whose articles can be liked."""


class Blog:
    """Writes content, builds it, serves it and moderates its comments; nothing of it is a double."""

    def __init__(self, root: Path, database: str = "") -> None:
        self.root = root
        self.output = root / "output"
        self.comments = root / "content" / commentfile.FOLDER
        self.environment = {
            "MODERATION_DATABASE": database or f"sqlite:///{root}/var/queue.db",
            "MODERATION_CONTENT": str(root / "content"),
            "MODERATION_OUTPUT": str(self.output),
            "MODERATION_SITE_INDEX": str(root / "var/site.json"),
            "MODERATION_LISTS": str(root / "lists.txt"),
            "MODERATION_MODERATOR": "ann",
            "MODERATION_RATE": "0",
            "MODERATION_SITE_RATE": "0",
        }
        for name in ("articles", "pages", "comments"):
            (root / "content" / name).mkdir(parents=True, exist_ok=True)
        self.configure("")

    @property
    def settings(self) -> Settings:
        """The settings that commands and server get."""
        return read(self.environment)

    def configure(self, text: str) -> None:
        """Set Pelican's settings: the project's own, and these lines after them."""
        (self.root / "pelicanconf_test.py").write_text(CONFIGURATION + text)

    def write(self, name: str, text: str) -> Path:
        """A file under content/."""
        path = self.root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def article(self, slug: str = "hello", title: str = "Hello", text: str = "Words.", **metadata: str) -> Path:
        """An article; more metadata by name, such as ``status="draft"``."""
        fields = {"title": title, "slug": slug, "date": "2026-11-01 08:00", "category": "Trust"} | metadata
        head = "".join(f"{name.capitalize()}: {value}\n" for name, value in fields.items())
        return self.write(f"articles/{slug}.md", f"{head}\n{text}\n")

    def comment(self, comment: Comment) -> Path:
        """An approved comment's file."""
        return commentfile.write(self.comments, comment)

    def build(
        self, *options: str, check: bool = True, fatal: str | None = "errors", fork: bool = True
    ) -> subprocess.CompletedProcess[str]:
        """Run Pelican; with ``check`` a build that fails fails the test and shows why.

        What may depend on the seed of hashes, which forks share, is seen without a ``fork``.
        """
        command = ["pelican", "content", "-s", "pelicanconf_test.py", "--log-handler", "plain"]
        command += ["--fatal", fatal] if fatal else []
        run = forkserver("pelican", "rich.live", "rich.spinner", *PLUGIN).run if fork else anew
        built = run(*command, *options, cwd=self.root)
        assert not check or built.returncode == 0, built.stdout + built.stderr
        return built

    def page(self, name: str) -> str:
        """A built file."""
        return (self.output / name).read_text(encoding="utf-8")

    def tree(self) -> dict[str, bytes]:
        """Every built file and what it holds, to compare whole sites."""
        files = (path for path in sorted(self.output.rglob("*")) if path.is_file())
        return {path.relative_to(self.output).as_posix(): path.read_bytes() for path in files}

    def moderate(self, *arguments: str, input: str | None = None) -> Result:
        """Run the command line in this process."""
        return CliRunner().invoke(cli, arguments, env=self.environment, input=input, prog_name="moderate")

    @contextmanager
    def queue(self) -> Iterator[Queue]:
        """The queue, opened as intake and desk open it."""
        with closing(open_queue(self.settings.database)) as queue:
            yield queue

    @contextmanager
    def serving(self, **environment: str) -> Iterator[str]:
        """Run ``moderate serve --site`` as a process of its own; gives its address, without a slash at the end."""
        with self.server(**environment) as server:
            yield server.address

    def server(self, **environment: str) -> AbstractContextManager[Server]:
        """The same process, to talk to and to kill."""
        return serverprocess.serving(self.environment | environment)
