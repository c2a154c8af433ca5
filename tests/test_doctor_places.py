"""What the doctor says of settings, files and folders."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest

from moderation.desk.doctor import places
from moderation.desk.doctor.finding import Finding, Findings
from moderation.errors import InvalidSetting
from moderation.queue.connection import open_queue
from moderation.settings import Settings
from test_queue_on_sqlite import as_nobody

EVERYTHING = 10**30  # bytes: no disk has so many left


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Of a blog whose folders are there."""
    for name in ("content", "output", "var"):
        (tmp_path / name).mkdir()
    return Settings(
        database=f"sqlite:///{tmp_path}/var/queue.db",
        content=tmp_path / "content",
        output=tmp_path / "output",
        site_index=tmp_path / "var/site.json",
        moderator="ann",
    )


def wrong(findings: Findings) -> list[Finding]:
    return [finding for finding in findings if not finding.healthy]


@pytest.mark.parametrize("proxies", ["", "127.0.0.1", "127.0.0.1, ::1,10.0.0.0/8"])
def test_addresses_and_networks_can_be_proxies(proxies: str) -> None:
    assert wrong(places.values(Settings(proxies=proxies))) == []


@pytest.mark.parametrize("origins", ["", "https://www.example.org", "http://localhost:8000/, https://example.org"])
def test_sites_can_be_origins(origins: str) -> None:
    assert wrong(places.values(Settings(origins=origins))) == []


@pytest.mark.parametrize(
    ("given", "says"),
    [
        pytest.param(
            {"proxies": "127.0.0.1,localhost"},
            "MODERATION_PROXIES is 'localhost', but must be addresses or networks, such as 127.0.0.1, with commas "
            "between them.",
            id="a name",
        ),
        pytest.param(
            {"proxies": "*"},
            "MODERATION_PROXIES is '*', but must be addresses or networks, such as 127.0.0.1, with commas between "
            "them.",
            id="anybody",
        ),
        pytest.param(
            {"origins": "www.example.org"},
            "MODERATION_ORIGINS is 'www.example.org', but must be sites, such as https://www.example.org, with commas "
            "between them.",
            id="a host",
        ),
        pytest.param(
            {"origins": "https://www.example.org/blog/"},
            "MODERATION_ORIGINS is 'https://www.example.org/blog/', but must be sites, such as "
            "https://www.example.org, with commas between them.",
            id="a page",
        ),
    ],
)
def test_values_that_match_nothing_are_told(given: dict[str, Any], says: str) -> None:
    with pytest.raises(InvalidSetting) as caught:
        list(places.values(Settings(**given)))

    assert str(caught.value) == says


def test_a_secret_that_cannot_be_read_is_told(settings: Settings) -> None:
    settings.secret_file.mkdir()

    with pytest.raises(InvalidSetting, match=r"MODERATION_SECRET is '', but must be set, as .*/var/secret cannot be"):
        list(places.values(settings))


def test_what_we_make_is_its_owner_s_alone(settings: Settings) -> None:
    settings.key()
    queue = open_queue(settings.database)

    assert list(places.permissions(settings)) == [Finding("What is private is its owner's alone.")]
    queue.close()


@pytest.mark.parametrize("name", ["queue.db", "queue.db-wal", "queue.db-shm", "secret"])
@pytest.mark.parametrize("mode", [0o644, 0o660, 0o602])
def test_private_files_that_others_may_read_or_write_are_told(settings: Settings, name: str, mode: int) -> None:
    path = settings.secret_file.with_name(name)
    path.touch()
    path.chmod(mode)

    assert list(places.permissions(settings)) == [
        Finding(f"{path} is open to others than its owner (mode {mode:o}).", f"chmod 600 {path}")
    ]


def test_a_server_s_database_has_no_file_to_look_after(settings: Settings) -> None:
    assert wrong(places.permissions(Settings(database="postgresql://db/blog", site_index=settings.site_index))) == []


def test_a_disk_that_is_nearly_full_is_told_once(settings: Settings) -> None:
    [found] = places.room(settings, EVERYTHING)

    assert found.said.endswith(f" MB are left on the disk that holds {settings.output}.")
    assert found.remedy == "make room there, before comments are lost"
    assert wrong(places.room(settings)) == []


@pytest.mark.parametrize(
    ("name", "remedy"),
    [("content", "set MODERATION_CONTENT, or call moderate in the blog's folder"), ("output", "make site")],
)
def test_a_folder_that_is_not_there_is_told(settings: Settings, tmp_path: Path, name: str, remedy: str) -> None:
    (tmp_path / name).rmdir()

    assert list(places.folders(settings)) == [
        Finding(f"{tmp_path}/{name} cannot be written to (No such file or directory).", remedy)
    ]


def test_folders_that_only_others_may_write_to_are_told() -> None:
    with tempfile.TemporaryDirectory() as name:  # not tmp_path, which nobody but its owner may enter
        content, output = Path(name) / "content", Path(name) / "output"
        (content / "comments").mkdir(parents=True)
        output.mkdir()
        Path(name).chmod(0o755)
        with as_nobody():
            found = wrong(places.folders(Settings(content=content, output=output, moderator="ann")))

    assert found == [
        Finding(f"{folder} cannot be written to (Permission denied).", "let ann write there")
        for folder in (content, content / "comments", output)
    ]
