from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from moderation.desk.cli import cli
from moderation.desk.frame import setting_options
from moderation.errors import InvalidSetting, UnknownSetting
from moderation.settings import Settings, read, variable

# For every setting, something that is not its default: as text, and as what comes of it.
GIVEN: dict[str, tuple[str, object]] = {
    "database": ("postgresql://q@db/queue", "postgresql://q@db/queue"),
    "content": ("texts", Path("texts")),
    "output": ("public", Path("public")),
    "site_index": ("/srv/site.json", Path("/srv/site.json")),
    "deploy": ("rsync --files-from=- output/ host:blog/", "rsync --files-from=- output/ host:blog/"),
    "secret": ("hush", "hush"),
    "moderator": ("ann", "ann"),
    "author": ("Ann of the Blog", "Ann of the Blog"),
    "origins": ("https://www.example.org", "https://www.example.org"),
    "proxies": ("10.0.0.1,10.0.0.2", "10.0.0.1,10.0.0.2"),
    "rate": ("0", 0),
    "site_rate": ("7", 7),
    "close_days": ("14", 14),
    "max_text": ("500", 500),
    "spam": ("observe", "observe"),
    "known_good": ("3", 3),
    "known_verified": ("2", 2),
    "lists": ("rules.txt", Path("rules.txt")),
    "max_links": ("7", 7),
    "spam_days": ("7", 7),
    "trash_days": ("0", 0),
    "metrics": ("on", "on"),
    "log": ("json", "json"),
    "mail": ("smtps://ann:hush@mail.example.org", "smtps://ann:hush@mail.example.org"),
    "mail_from": ("blog@example.org", "blog@example.org"),
    "mail_to": ("ann@example.org", "ann@example.org"),
    "mail_digest": ("60", 60),
    "links": ("https://www.example.org/moderation", "https://www.example.org/moderation"),
    "hook": ("https://hook.example.org/?key=hush", "https://hook.example.org/?key=hush"),
    "hook_secret": ("whsec_hush", "whsec_hush"),
    "signin": ("google=id:hush mastodon", "google=id:hush mastodon"),
}
EACH = [pytest.param(name, *given, id=name) for name, given in GIVEN.items()]
NUMBERS = (
    "rate",
    "site_rate",
    "close_days",
    "max_text",
    "known_good",
    "known_verified",
    "max_links",
    "spam_days",
    "trash_days",
    "mail_digest",
)


@click.command()
@setting_options
def shown(**options: str | None) -> Settings:
    """What the command line makes of its options."""
    return read(os.environ, options)


def on_the_command_line(*arguments: str) -> Any:
    return CliRunner().invoke(shown, arguments, standalone_mode=False, catch_exceptions=False).return_value


@contextmanager
def permissive() -> Iterator[None]:
    """New files are for everybody, as far as the process has no opinion of its own."""
    before = os.umask(0)
    try:
        yield
    finally:
        os.umask(before)


def test_every_setting_is_tested_here() -> None:
    assert [setting.name for setting in fields(Settings)] == list(GIVEN)


def test_whoever_sets_nothing_gets_the_defaults() -> None:
    assert read({}) == Settings()


@pytest.mark.parametrize(("name", "text", "value"), EACH)
def test_a_setting_comes_from_the_environment(name: str, text: str, value: object) -> None:
    assert read({f"MODERATION_{name.upper()}": text}) == Settings(**{name: value})  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "text", "value"), EACH)
def test_a_setting_comes_from_an_option(name: str, text: str, value: object) -> None:
    settings = on_the_command_line(f"--{name.replace('_', '-')}", text)

    assert settings == Settings(**{name: value})  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "text", "value"), EACH)
def test_an_option_counts_more_than_the_environment(name: str, text: str, value: object) -> None:
    other = {f"MODERATION_{name.upper()}": "9"}

    assert read(other, {name: text}) == Settings(**{name: value})  # type: ignore[arg-type]


def test_an_option_that_was_not_given_leaves_the_environment_alone() -> None:
    assert read({"MODERATION_RATE": "3"}, {"rate": None, "database": None}) == Settings(rate=3)


@pytest.mark.parametrize("setting", [pytest.param(setting, id=setting.name) for setting in fields(Settings)])
def test_the_help_names_the_option_and_its_variable(setting: Any) -> None:
    shown = CliRunner().invoke(cli, ["--help"]).output

    assert f"--{setting.name.replace('_', '-')} " in shown
    assert variable(setting) in shown


def test_variables_of_other_programs_are_none_of_its_business() -> None:
    assert read({"PATH": "/bin", "MODERATE": "x", "moderation_rate": "x"}) == Settings()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param(
            "MODERATION_DATABSE", "There is no setting MODERATION_DATABSE. Did you mean MODERATION_DATABASE?", id="typo"
        ),
        pytest.param("MODERATION_RATES", "There is no setting MODERATION_RATES. Did you mean MODERATION_RATE?", id="s"),
        pytest.param(
            "MODERATION_SITEINDEX",
            "There is no setting MODERATION_SITEINDEX. Did you mean MODERATION_SITE_INDEX?",
            id="run together",
        ),
        pytest.param(f"MODERATION_{'Q' * 20}", f"There is no setting MODERATION_{'Q' * 20}.", id="nothing like it"),
    ],
)
def test_a_name_that_is_no_setting_is_refused_with_the_nearest_one(name: str, message: str) -> None:
    with pytest.raises(UnknownSetting) as caught:
        read({name: "hush"})

    assert str(caught.value) == message


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("value", ["", "-1", "ten", "1.5", " 1", "²", "٣", "1_000"])
def test_what_is_no_number_names_the_setting(name: str, value: str) -> None:
    variable = f"MODERATION_{name.upper()}"

    with pytest.raises(InvalidSetting) as caught:
        read({variable: value})

    assert str(caught.value) == f"{variable} is {value!r}, but must be a whole number, 0 or more."


@pytest.mark.parametrize(
    ("name", "choices"), [("spam", "sort, discard, observe"), ("metrics", "off, on"), ("log", "text, json")]
)
@pytest.mark.parametrize("value", ["", "ON", "yes"])
def test_what_is_no_choice_names_those_there_are(name: str, choices: str, value: str) -> None:
    with pytest.raises(
        InvalidSetting, match=rf"^MODERATION_{name.upper()} is '{value}', but must be one of {choices}\.$"
    ):
        read({}, {name: value})


@pytest.mark.parametrize("name", ["content", "output", "site_index"])
def test_no_path_at_all_names_the_setting(name: str) -> None:
    with pytest.raises(InvalidSetting, match=rf"^MODERATION_{name.upper()} is '', but must be a path\.$"):
        read({}, {name: ""})


def test_on_the_command_line_a_wrong_value_is_one_line_and_no_traceback() -> None:
    result = CliRunner().invoke(cli, ["--rate", "ten", "status"])

    wanted = "Error: MODERATION_RATE is 'ten', but must be a whole number, 0 or more.\n"
    assert (result.exit_code, result.stderr) == (2, wanted)


# The secret.


def test_a_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    index = tmp_path / "var/site.json"

    first, second = Settings(site_index=index).key(), Settings(site_index=index).key()

    assert first == second
    assert len(first) == 64


def test_first_starts_at_once_agree_on_one_secret(tmp_path: Path) -> None:
    settings = Settings(site_index=tmp_path / "var/site.json")

    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(lambda _: settings.key(), range(16)))

    assert len(keys) == 1


def test_a_secret_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()

    with pytest.raises(InvalidSetting, match=r"MODERATION_SECRET .* cannot be read \(Is a directory\)"):
        Settings(site_index=tmp_path / "site.json").key()


def test_two_sites_have_two_secrets(tmp_path: Path) -> None:
    assert Settings(site_index=tmp_path / "a/site.json").key() != Settings(site_index=tmp_path / "b/site.json").key()


def test_nobody_but_the_owner_can_read_the_secret(tmp_path: Path) -> None:
    with permissive():
        Settings(site_index=tmp_path / "site.json").key()

    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_a_secret_from_the_environment_is_used_and_none_is_made(tmp_path: Path) -> None:
    settings = read({"MODERATION_SECRET": "hüsh", "MODERATION_SITE_INDEX": str(tmp_path / "site.json")})

    assert settings.key() == "hüsh".encode()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["MODERATION_SECRET", "MODERATION_MAIL", "MODERATION_HOOK", "MODERATION_HOOK_SECRET"])
def test_settings_can_be_shown_without_their_secrets(name: str) -> None:
    settings = read({name: "hush"})

    assert "hush" not in repr(settings)
    assert "hush" not in str(settings)
