"""Every layer of the defence is missed when it is gone: each is taken out of a copy of the project, whose tests must
then fail."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from forkserver import forkserver

PROJECT = Path(__file__).parents[1]
COPIED = ("moderation", "plugins", "theme", "tests", "content", "pelicanconf.py", "pyproject.toml")
LIBRARIES = (
    "pytest",
    "hypothesis",
    "alembic.command",
    "bleach",
    "pelican",
    "playwright.sync_api",
    "starlette.testclient",
    "authlib.integrations.httpx_client",
    "joserfc.jwt",
    "aiosmtpd.smtp",
    "uvicorn.protocols.http.httptools_impl",
)
"""What the tests need beside the project, which every copy imports anew."""


class Layer(NamedTuple):
    """Where a layer is, how it is taken out, and the test that should notice."""

    file: str
    before: str
    after: str
    test: str


LAYERS = {
    "bleach applies the policy": Layer(
        "moderation/sanitize.py",
        "return str(cleaner.clean(",
        "return str((",
        "test_attacks.py::test_an_attack_becomes_what_a_reader_may_see",
    ),
    "nh3 gives a second opinion": Layer(
        "moderation/sanitize.py",
        "_SECOND_OPINION.clean(cleaned)",
        "cleaned",
        "test_sanitize.py::test_what_the_second_parser_stops_is_not_kept_as_safe",
    ),
    "a strict reader gives a third": Layer(
        "moderation/sanitize.py",
        "if found := fault(cleaned)",
        "if found := ''",
        "test_sanitize.py::test_if_the_first_parser_lets_anything_pass_the_text_is_shown_as_it_was_typed",
    ),
    "addresses have schemes of the list": Layer(
        "moderation/markup/policy.py",
        '{"href": is_address, "cite": is_address, ',
        "{",
        "test_attacks.py::test_an_attack_becomes_what_a_reader_may_see",
    ),
    "nothing hides or reorders in texts": Layer(
        "moderation/markup/tokens.py",
        "characters(as_seen(",
        "characters(str(",
        "test_sanitize_table.py::test_what_only_hides_or_reorders_is_left_out",
    ),
    "nor in names": Layer(
        "moderation/templating.py",
        "made.finalize = _as_seen",
        "made.finalize = None",
        "test_section.py::test_a_name_reorders_and_hides_nothing",
    ),
    "names are escaped": Layer(
        "moderation/templating.py",
        "autoescape=True",
        "autoescape=False",
        "test_section.py::test_a_hostile_name_is_text",
    ),
    "a finished page is looked at once more": Layer(
        "moderation/published/verification.py",
        "part.feed(html)",
        "pass",
        "test_verification.py::test_nothing_runs_or_restyles_the_page_beside_a_comments_text",
    ),
    "whoever wrote it": Layer(
        "plugins/moderated_comments/slots.py",
        "_verify(slot",
        "str(slot",
        "test_verification.py::test_another_plugin_that_makes_a_page_unsafe_stops_the_build",
    ),
    "pages have a policy": Layer(
        "theme/templates/base.html",
        "{% if SECURITY_POLICY %}",
        "{% if false %}",
        "test_plugin_headers.py::test_no_page_runs_a_script_but_the_themes_own_or_a_style_that_stands_in_it",
    ),
    "answers have one, too": Layer(
        "moderation/headers.py",
        "default-src 'none'; ",
        "",
        "test_intake_answers.py::test_no_answer_may_run_be_framed_or_be_kept",
    ),
    "a preview is as safe as a page": Layer(
        "moderation/intake/preview.py",
        "render(comment.text).html",
        "Markup(comment.text)",
        "test_preview.py::test_it_is_what_the_articles_page_would_have",
    ),
    "a receipt is its writer's": Layer(
        "moderation/intake/receipt.py",
        "if not hmac.compare_digest(",
        "if not (lambda *both: True)(",
        "test_receipt.py::test_an_address_that_is_none_says_as_much_as_any",
    ),
    "a mail's link is its moderator's": Layer(
        "moderation/notifications/links.py",
        "hmac.compare_digest(",
        "(lambda *both: True)(",
        "test_links_void.py::test_a_link_that_was_used_makes_all_of_its_mail_void",
    ),
    "a stranger's line in a mail is marked": Layer(
        "moderation/notifications/letter.py",
        'f"> {line}"',
        "line",
        "test_letter.py::test_no_line_of_a_stranger_passes_for_one_of_ours",
    ),
    "a subscription is its reader's": Layer(
        "moderation/notifications/consent.py",
        "hmac.compare_digest(",
        "(lambda *both: True)(",
        "test_subscribing.py::test_whatever_is_wrong_with_a_link_the_answer_is_the_same",
    ),
    "who signs in comes back to what they left": Layer(
        "moderation/queue/drafts.py",
        "DRAFTS.c.key == key, ",
        "",
        "test_signin_trust.py::test_a_state_is_one_of_ours_and_of_now",
    ),
    "and within minutes": Layer(
        "moderation/queue/drafts.py",
        ", DRAFTS.c.expires > at)",
        ")",
        "test_signin_trust.py::test_a_state_is_one_of_ours_and_of_now",
    ),
    "from where they went": Layer(
        "moderation/intake/signin/counter.py",
        "if flow.place != place or ",
        "if ",
        "test_signin_trust.py::test_the_answer_of_one_provider_is_none_of_another",
    ),
    "which says its name": Layer(
        "moderation/intake/signin/flow.py",
        "_require_issuer(metadata, answer)",
        "pass",
        "test_signin_trust.py::test_an_answer_that_is_not_the_providers_leads_back_with_the_text",
    ),
    "a stolen code lacks its verifier": Layer(
        "moderation/intake/signin/flow.py",
        'code_challenge_method="S256"',
        "code_challenge_method=None",
        "test_signin.py::test_the_button_leads_to_the_provider_with_all_that_makes_the_answer_ours_alone",
    ),
    "an ID token is for this sign-in": Layer(
        "moderation/intake/signin/openid.py",
        ', "value": nonce}',
        "}",
        "test_signin_trust.py::test_an_id_token_that_is_not_for_us_is_not_believed",
    ),
    "and for us alone": Layer(
        "moderation/intake/signin/openid.py",
        'said.get("aud") not in (id, [id])',
        "False",
        "test_signin_trust.py::test_an_id_token_that_is_not_for_us_is_not_believed",
    ),
    "an identity has our signature": Layer(
        "moderation/intake/signin/identity.py",
        "hmac.compare_digest(seal, self._seal(body))",
        "True",
        "test_signin.py::test_not_one_bit_of_it_may_be_changed",
    ),
    "and an end": Layer(
        "moderation/intake/signin/identity.py",
        "now.timestamp() < expires",
        "True",
        "test_signin.py::test_an_identity_is_for_an_hour",
    ),
    "and one article": Layer(
        "moderation/intake/signin/identity.py",
        "place == article",
        "True",
        "test_signin.py::test_an_identity_is_for_one_article",
    ),
    "a reader names servers and no other address": Layer(
        "moderation/intake/signin/flow.py",
        "bool(_SERVER.match(server))",
        "True",
        "test_signin_mastodon.py::test_a_server_goes_by_a_name_and_nothing_else",
    ),
    "none in our own network": Layer(
        "moderation/intake/signin/outside.py",
        "if not all(self.fits(",
        "if not all(True or self.fits(",
        "test_signin_mastodon.py::test_a_name_that_leads_to_this_machine_is_not_asked",
    ),
    "nobody overhears them": Layer(
        "moderation/intake/signin/outside.py",
        'if request.url.scheme != "https"',
        "if False",
        "test_signin_mastodon.py::test_a_name_that_leads_to_this_machine_is_not_asked",
    ),
    "nor do they send without an end": Layer(
        "moderation/intake/signin/outside.py",
        "if len(body) > LONGEST",
        "if False",
        "test_signin_mastodon.py::test_no_more_of_an_answer_is_read_than_the_limit",
    ),
    "a terminal shows what would move its cursor": Layer(
        "moderation/desk/terminal.py",
        "or not _hides(c) else _spelt(c)",
        "or not _hides(c) else c",
        "test_terminal.py::test_no_character_there_is_moves_the_cursor",
    ),
    "no header of a comment file is forged": Layer(
        "moderation/comment.py",
        'is_one_line(self.author), "author"',
        'True, "author"',
        "test_comment.py::test_no_line_break_of_any_kind_gets_into_a_name",
    ),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, to be broken and mended."""
    folder = tmp_path_factory.mktemp("copy")
    ignored = shutil.ignore_patterns("__pycache__", "benchmarks")
    for name in COPIED:
        source = PROJECT / name
        shutil.copytree(source, folder / name, ignore=ignored) if source.is_dir() else shutil.copy(source, folder)
    return folder


@contextmanager
def without(layer: Layer, project: Path) -> Iterator[None]:
    """The project as long as the layer is gone."""
    path = project / layer.file
    text = path.read_text(encoding="utf-8")
    assert layer.before in text
    path.write_text(text.replace(layer.before, layer.after), encoding="utf-8")
    yield
    shutil.copy2(PROJECT / layer.file, path)  # with the time by which Python knows what it has compiled


def outcome(project: Path, *tests: str) -> subprocess.CompletedProcess[str]:
    """The outcome of these tests, until one fails."""
    options = ["-x", "-q", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
    return forkserver(*LIBRARIES).run("pytest", *options, *(f"tests/{test}" for test in tests), cwd=project)


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_that_is_gone_is_missed(copy: Path, layer: str) -> None:
    with without(LAYERS[layer], copy):
        ended = outcome(copy, LAYERS[layer].test)

    assert ended.returncode == 1, ended.stdout
    assert "1 failed" in ended.stdout


def test_the_same_tests_pass_with_all_layers(copy: Path) -> None:
    ended = outcome(copy, *{layer.test for layer in LAYERS.values()})

    assert ended.returncode == 0, ended.stdout
