"""The commands that take comments and blogs out, and bring our own form of them back."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from blog import Blog
from builders import a_comment, a_submission
from moderation.queue.submission import State


@pytest.fixture
def full(blog: Blog) -> Blog:
    """A blog with an article, an approved comment and one that waits."""
    blog.article("hello")
    with blog.queue() as queue:
        queue.add(
            [
                a_submission("12", state=State.APPROVED, email="ann@private.example", ip="192.0.2.7"),
                a_submission("13", parent="12", email="bob@private.example"),
            ]
        )
    blog.comment(a_comment("12"))
    return blog


@pytest.mark.parametrize("form", ["wordpress", "json"])
def test_without_asking_nothing_private_goes_out(full: Blog, form: str) -> None:
    done = full.moderate("export", form)

    assert done.exit_code == 0
    assert "I agree." in done.stdout
    assert "private.example" not in done.stdout
    assert "192.0.2.7" not in done.stdout


@pytest.mark.parametrize("form", ["wordpress", "json"])
def test_what_is_private_goes_out_when_it_is_asked_for(full: Blog, form: str) -> None:
    done = full.moderate("export", form, "--with-private")

    assert "ann@private.example" in done.stdout
    assert "192.0.2.7" in done.stdout


def test_a_file_of_an_export_is_its_owners_alone(full: Blog) -> None:
    path = full.root / "away/comments.jsonl"

    done = full.moderate("export", "json", "--output", str(path), "--with-private")

    assert (done.exit_code, done.output) == (0, "")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [json.loads(line).get("id") for line in path.read_text().splitlines()] == [None, "12", "13"]


def test_an_export_that_fails_leaves_the_file_as_it_was(full: Blog) -> None:
    path = full.root / "blog.xml"
    path.write_text("before")
    (full.root / "content/redirects.txt").write_text("no such line is valid\n")

    done = full.moderate("export", "wordpress", "--output", str(path))

    assert (done.exit_code, path.read_text()) == (1, "before")
    assert "redirects.txt, line 1" in done.stderr


def test_what_cannot_be_exported_is_named(full: Blog) -> None:
    full.write("articles/old.rst", "Old\n===\n")

    done = full.moderate("export", "json")
    assert done.exit_code == 0

    assert "old.rst" in full.moderate("export", "wordpress").stderr


def test_comments_come_back_as_they_were(full: Blog, tmp_path: Path) -> None:
    path = tmp_path / "comments.jsonl"
    full.moderate("export", "json", "--with-private", "--output", str(path))
    other = Blog(tmp_path / "other")
    other.article("hello")

    done = other.moderate("import", "json", str(path))

    assert (done.exit_code, done.stderr) == (0, "")
    with full.queue() as before, other.queue() as after:
        assert after.list() == before.list()
    assert [path.name for path in other.comments.rglob("*.md")] == ["12.md"]


def test_a_line_that_is_wrong_is_named_and_nothing_written(full: Blog, tmp_path: Path) -> None:
    path = tmp_path / "comments.jsonl"
    full.moderate("export", "json", "--output", str(path))
    path.write_text(path.read_text() + "{}\n")
    other = Blog(tmp_path / "other")

    done = other.moderate("import", "json", str(path))

    assert (done.exit_code, done.stdout) == (1, "")
    assert f"{path}, line 4" in done.stderr
    assert not (other.root / "var").exists()


def test_a_dry_run_says_what_would_be_and_makes_no_queue(full: Blog, tmp_path: Path) -> None:
    path = tmp_path / "comments.jsonl"
    full.moderate("export", "json", "--output", str(path))
    other = Blog(tmp_path / "other")

    done = other.moderate("import", "json", "--dry-run", str(path))

    assert "2 comments would be added" in done.stdout
    assert not (other.root / "var").exists()


def test_comments_of_another_system_find_their_article(full: Blog, tmp_path: Path) -> None:
    path = tmp_path / "isso.json"
    said = {"author": "Cy", "created": "2020-01-02 03:04:05", "id": 1, "text": "Well said."}
    pages = [{"id": "/hello/", "title": "Hello", "comments": [said]}, {"id": "/gone/", "title": "", "comments": [said]}]
    path.write_text(json.dumps(pages))
    mapping = tmp_path / "map.txt"

    done = full.moderate("import", "isso", str(path), "--map", str(mapping))

    assert "1 comment added: 1 approved." in done.stdout
    assert "/gone/ (1)" in done.stdout
    mapping.write_text(mapping.read_text().replace("#/gone/ slug-here", "/gone/ hello"))
    assert "1 comment added" in full.moderate("import", "isso", str(path), "--map", str(mapping)).stdout
