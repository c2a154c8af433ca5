"""Files are whole or absent, whatever happens while they are written."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from moderation import atomic
from moderation.errors import NotWritten

UNENCODABLE = "half a character: \ud800"


@pytest.fixture
def umask() -> Iterator[None]:
    """A file creation mask that is not the usual one, for the time of a test."""
    before = os.umask(0o027)
    yield
    os.umask(before)


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files and folders that were synced, in order."""
    names: list[str] = []
    fsync = os.fsync

    def noting(descriptor: int) -> None:
        names.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", noting)
    return names


def names_in(folder: Path) -> list[str]:
    """The names in the folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


def with_little_room(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    """Run code in a process of its own that cannot make a file larger than 100 bytes."""
    start = (
        "import resource, signal; from pathlib import Path; from moderation import atomic\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
        f"folder = Path({str(folder)!r})\n"
    )
    command = [sys.executable, "-c", start + code]
    return subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False)


def test_a_file_holds_what_was_written(tmp_path: Path) -> None:
    atomic.write(tmp_path / "file", "Ä\r\n\u2028\n")

    assert (tmp_path / "file").read_bytes() == "Ä\r\n\u2028\n".encode()


def test_folders_are_made_where_they_are_missing(tmp_path: Path) -> None:
    atomic.write(tmp_path / "a/b/c/file", "x")

    assert (tmp_path / "a/b/c/file").read_text() == "x"


def test_a_file_replaces_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("a longer text")

    atomic.write(path, "short")

    assert (path.read_text(), names_in(tmp_path)) == ("short", ["file"])


def test_whoever_is_reading_a_file_reads_on_in_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("old")

    with path.open() as reader:
        atomic.write(path, "new")
        read = reader.read()

    assert (read, path.read_text()) == ("old", "new")


def test_a_link_is_replaced_and_what_it_led_to_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("old")
    (tmp_path / "link").symlink_to("target")

    atomic.write(tmp_path / "link", "new")

    assert ((tmp_path / "target").read_text(), (tmp_path / "link").is_symlink()) == ("old", False)


@pytest.mark.usefixtures("umask")
def test_permissions_are_those_of_any_new_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch(0o600)

    atomic.write(path, "x")

    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.usefixtures("umask")
def test_permissions_may_be_narrower(tmp_path: Path) -> None:
    atomic.write(tmp_path / "file", "x", mode=0o600)

    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o600


def test_a_file_is_synced_before_it_gets_its_name_and_the_folder_after(tmp_path: Path, synced: list[str]) -> None:
    atomic.write(tmp_path / "file", "x")

    assert [name.startswith(atomic.PREFIX) for name in synced] == [True, False]


def test_new_folders_are_synced_from_the_top(tmp_path: Path, synced: list[str]) -> None:
    atomic.write(tmp_path / "a/b/file", "x")

    assert (synced[:2], synced[-1]) == ([tmp_path.name, "a"], "b")


def test_what_can_be_made_again_is_not_synced(tmp_path: Path, synced: list[str]) -> None:
    atomic.write(tmp_path / "file", "x", durable=False)

    assert synced == []


def test_a_removal_is_synced(tmp_path: Path, synced: list[str]) -> None:
    (tmp_path / "file").touch()

    atomic.remove(tmp_path / "file")

    assert synced == [tmp_path.name]


def test_after_a_failure_half_way_the_old_file_is_there_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("old")

    with pytest.raises(UnicodeEncodeError):
        atomic.write(path, "x" * 100_000 + UNENCODABLE)

    assert (path.read_text(), names_in(tmp_path)) == ("old", ["file"])


def test_after_a_failure_half_way_there_is_no_half_file(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        atomic.write(tmp_path / "file", "x" * 100_000 + UNENCODABLE)

    assert names_in(tmp_path) == []


def test_whoever_is_interrupted_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)

    with pytest.raises(KeyboardInterrupt):
        atomic.write(tmp_path / "file", "x")

    assert names_in(tmp_path) == []


def test_a_full_disk_is_named_and_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old")

    failed = with_little_room(tmp_path, "atomic.write(folder / 'file', 'x' * 101)")

    assert failed.stderr.endswith(f"NotWritten: {tmp_path}/file could not be written: File too large.\n")
    assert ((tmp_path / "file").read_text(), names_in(tmp_path)) == ("old", ["file"])


def test_what_still_fits_on_a_nearly_full_disk_is_written(tmp_path: Path) -> None:
    done = with_little_room(tmp_path, "atomic.write(folder / 'file', 'x' * 100)")

    assert (done.returncode, (tmp_path / "file").read_text()) == (0, "x" * 100)


def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(NotWritten, match="/file/x could not be written: File exists"):
        atomic.write(tmp_path / "file/x", "x")


def test_a_folder_where_the_file_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()

    with pytest.raises(NotWritten, match="/folder could not be written: Is a directory") as failed:
        atomic.write(tmp_path / "folder", "x")

    assert (failed.value.path, names_in(tmp_path)) == (tmp_path / "folder", ["folder"])


def test_a_name_too_long_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="File name too long"):
        atomic.write(tmp_path / ("x" * 300), "x")


def test_a_file_that_holds_the_text_already_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("x")
    os.utime(path, ns=(1, 1))

    written = atomic.write_if_changed(path, "x")

    assert (written, path.stat().st_mtime_ns) == (False, 1)


@pytest.mark.parametrize("before", ["y", "x\n", "", pytest.param(None, id="missing")])
def test_any_other_file_is_written(before: str | None, tmp_path: Path) -> None:
    path = tmp_path / "file"
    if before is not None:
        path.write_text(before)

    assert (atomic.write_if_changed(path, "x"), path.read_text()) == (True, "x")


def test_line_ends_are_a_difference(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x\r\n")

    assert atomic.differs(tmp_path / "file", "x\n")


@pytest.mark.parametrize("name", ["folder", "file/x", "missing/x"])
def test_what_cannot_be_read_differs(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()

    assert atomic.differs(tmp_path / name, "")


@pytest.mark.parametrize("name", ["folder", "file/x"])
def test_what_cannot_be_read_nor_written_is_named(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()

    with pytest.raises(NotWritten, match=f"/{name} could not be written"):
        atomic.write_if_changed(tmp_path / name, "x")


def test_a_file_is_removed(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert (atomic.remove(tmp_path / "file"), names_in(tmp_path)) == (True, [])


@pytest.mark.parametrize("name", ["missing", "missing/x", "file/x"])
def test_what_is_not_there_need_not_be_removed(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert not atomic.remove(tmp_path / name)


def test_a_folder_is_not_removed_as_a_file(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()

    with pytest.raises(NotWritten, match="/folder could not be written: Is a directory"):
        atomic.remove(tmp_path / "folder")


def test_a_name_too_long_to_be_removed_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="File name too long"):
        atomic.remove(tmp_path / ("x" * 300))
