from __future__ import annotations

import subprocess
import sys
import traceback

import pytest

from akismet_server import BLOG, KEY, AkismetServer, client_of
from moderation.errors import InvalidSetting
from moderation.spam import akismet as ours
from moderation.spam.akismet import from_environment


def permalink(slug: str) -> str:
    return f"{BLOG}{slug}/"


def test_with_neither_key_nor_blog_there_is_no_check() -> None:
    assert from_environment({"PATH": "/bin", ours.KEY: " "}, permalink) is None


def test_key_and_blog_make_a_check() -> None:
    with AkismetServer() as server:
        check = from_environment({ours.KEY: KEY, ours.BLOG: BLOG}, permalink, client_of(server.address))

        assert check is not None
        assert check.verify()
        check.close()


def test_a_check_can_have_a_client_of_its_own() -> None:
    check = from_environment({ours.KEY: KEY, ours.BLOG: BLOG}, permalink)

    assert check is not None
    check.close()


@pytest.mark.parametrize(
    ("environ", "text"),
    [
        pytest.param(
            {ours.KEY: KEY},
            "PYTHON_AKISMET_BLOG_URL is '', but must be set, as PYTHON_AKISMET_API_KEY is.",
            id="only the key",
        ),
        pytest.param(
            {ours.BLOG: BLOG},
            "PYTHON_AKISMET_API_KEY is '', but must be set, as PYTHON_AKISMET_BLOG_URL is.",
            id="only the blog",
        ),
        pytest.param(
            {ours.KEY: KEY, ours.BLOG: "blog.example"},
            "PYTHON_AKISMET_BLOG_URL is '…', but must be an address that begins with http:// or https://.",
            id="no address",
        ),
        pytest.param(
            {ours.KEY: BLOG, ours.BLOG: KEY},
            "PYTHON_AKISMET_BLOG_URL is '…', but must be an address that begins with http:// or https://.",
            id="the two mixed up",
        ),
    ],
)
def test_half_a_setting_is_an_error_that_does_not_show_the_key(environ: dict[str, str], text: str) -> None:
    with pytest.raises(InvalidSetting) as caught:
        from_environment(environ, permalink)

    assert str(caught.value) == text
    assert KEY not in "".join(traceback.format_exception(caught.value))


def test_its_library_is_imported_only_when_a_check_is_made() -> None:
    probe = "import moderation.spam.akismet, moderation.spam.judge, moderation.spam.rules, sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)

    assert not {"akismet", "httpx", "sqlalchemy", "starlette"} & set(loaded.stdout.split())
