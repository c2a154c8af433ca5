"""The ``moderate`` command used wrongly, or in a place where it cannot do what it should."""

from __future__ import annotations

from pathlib import Path

import pytest

from blog import Blog
from builders import a_submission


def test_an_option_goes_before_the_environment(site: Blog, tmp_path: Path) -> None:
    with site.queue() as queue:
        queue.add([a_submission("k7f3q2mx")])

    result = site.moderate("--database", f"sqlite:///{tmp_path}/another.db", "list")

    assert result.stdout == "Nothing to show.\n"


@pytest.mark.parametrize(
    ("arguments", "says", "code"),
    [
        pytest.param(["--rate", "many", "list"], "MODERATION_RATE is 'many', but must be a whole", 2, id="a value"),
        pytest.param(
            ["--database", "queue.db", "list"], "MODERATION_DATABASE is 'queue.db', but must", 2, id="a queue"
        ),
        pytest.param(["publish", "hullo"], "There is no article 'hullo' on the site", 1, id="an article"),
        pytest.param(["serve", "--host", "256.1.1.1"], "Cannot listen on 256.1.1.1, port 8000: ", 1, id="a host"),
    ],
)
def test_what_cannot_be_done_is_one_line_on_standard_error(
    site: Blog, arguments: list[str], says: str, code: int
) -> None:
    result = site.moderate(*arguments)

    assert result.stderr.startswith(f"Error: {says}")
    assert (result.stdout, result.stderr.count("\n"), result.exit_code) == ("", 1, code)


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["publish", "helo"], " Did you mean hello?\n"),
        (["aprove", "k7f3q2mx"], "Did you mean one of: 'approve', 'unapprove'?)\n"),
        (["spam-filter", "explian"], " Did you mean 'explain'?\n"),
        (["approve", "--resaon", "x", "k7f3q2mx"], "Did you mean one of: '--reason', '--yes'?)\n"),
    ],
    ids=" ".join,
)
def test_what_is_nearly_called_so_is_suggested(site: Blog, arguments: list[str], hint: str) -> None:
    assert site.moderate(*arguments).stderr.endswith(hint)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("MODERATION_DATABSE", "There is no setting MODERATION_DATABSE. Did you mean MODERATION_DATABASE?"),
        ("MODERATION_MAX_LINK", "There is no setting MODERATION_MAX_LINK. Did you mean MODERATION_MAX_LINKS?"),
    ],
)
def test_a_misspelt_setting_is_an_error(site: Blog, name: str, says: str) -> None:
    site.environment[name] = "x"

    result = site.moderate("list")

    assert (result.stdout, result.stderr, result.exit_code) == ("", f"Error: {says}\n", 2)


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["aprove", "k7f3q2mx"], id="no such command"),
        pytest.param(["approve"], id="no id"),
        pytest.param(["approve", "--quietly", "k7f3q2mx"], id="no such option"),
        pytest.param(["get", "k7f3q2mx", "mmmmmmmm"], id="an id too many"),
        pytest.param(["list", "--status", "aproved"], id="no such status"),
        pytest.param(["list", "--format", "yaml"], id="no such format"),
        pytest.param(["get", "--format", "csv", "k7f3q2mx"], id="a format of another command"),
        pytest.param(["serve", "--port", "65536"], id="no such port"),
    ],
)
def test_wrong_use_ends_with_two_and_says_how_to_get_help(site: Blog, arguments: list[str]) -> None:
    result = site.moderate(*arguments)

    assert (result.stdout, result.exit_code) == ("", 2)
    assert result.stderr.startswith("Usage: moderate ")
    assert " --help' for help." in result.stderr
