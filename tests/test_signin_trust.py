"""What comes back from a provider is believed if it is theirs, for us, for now and for the first time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from joserfc.jwk import OctKey

from builders import NOON
from door import FORM, Door
from identityserver import ID, OTHER_KEY, SECRET, IdentityServer
from moderation.queue.drafts import LIFE
from signingin import KEPT, Clock, come_back, leave, refused, signed_in

OVER = "This sign-in is over"


# What is not to be believed: RFC 9700, OpenID Connect Core 1.0 (3.1.3.7).


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"error": "access_denied", "code": ""}, id="denied"),
        pytest.param({"code": "of another"}, id="another's code"),
        pytest.param({"iss": "https://evil.example"}, id="another issuer"),
        pytest.param({"iss": ""}, id="no issuer, though one was promised"),
    ],
)
def test_an_answer_that_is_not_the_providers_leads_back_with_the_text(
    door: Door, provider: IdentityServer, change: dict[str, str]
) -> None:
    said = provider.grant(leave(door, provider))

    assert refused(come_back(door, provider, said | change)) == KEPT


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param({"nonce": "another"}, id="for another sign-in"),
        pytest.param({"nonce": None}, id="for any sign-in"),
        pytest.param({"aud": "another"}, id="for another site"),
        pytest.param({"aud": [ID, "another"]}, id="for others, too"),
        pytest.param({"iss": "https://evil.example"}, id="by another issuer"),
        pytest.param({"exp": int(NOON.timestamp()) - 121}, id="expired"),
        pytest.param({"exp": None}, id="for ever"),
        pytest.param({"iat": int(NOON.timestamp()) + 121}, id="of tomorrow"),
        pytest.param({"sub": None}, id="about nobody"),
        pytest.param({"name": "\u200b "}, id="without a name that can be seen"),
        pytest.param({"name": 7}, id="with a number for a name"),
    ],
)
def test_an_id_token_that_is_not_for_us_is_not_believed(
    door: Door, provider: IdentityServer, claims: dict[str, object]
) -> None:
    provider.claims |= claims

    assert refused(signed_in(door, provider)) == KEPT


@pytest.mark.parametrize("skew", [{"exp": -119}, {"iat": 119}])
def test_clocks_may_differ_by_two_minutes(door: Door, provider: IdentityServer, skew: dict[str, int]) -> None:
    provider.claims |= {name: int(NOON.timestamp()) + seconds for name, seconds in skew.items()}

    assert "You are commenting as" in signed_in(door, provider).text


@pytest.mark.parametrize(
    ("algorithm", "key"),
    [
        pytest.param("RS256", OTHER_KEY, id="another key"),
        pytest.param("HS256", OctKey.import_key(SECRET * 16), id="a secret"),
    ],
)
def test_a_signature_is_the_issuers(door: Door, provider: IdentityServer, algorithm: str, key: OctKey) -> None:
    provider.algorithm, provider.key = algorithm, key  # type: ignore[assignment]

    assert refused(signed_in(door, provider)) == KEPT


@pytest.mark.parametrize("path", ["/token", "/keys", "/.well-known/openid-configuration"])
@pytest.mark.parametrize(
    "said",
    [
        pytest.param((302, {}), id="a redirect"),
        pytest.param((200, b" " * 300_000), id="too much"),
        pytest.param((200, []), id="a list"),
        pytest.param((200, {}), id="nothing"),
        pytest.param((200, b"\xff"), id="no JSON"),
    ],
)
def test_what_is_not_as_documented_is_no_sign_in(
    door: Door, provider: IdentityServer, path: str, said: tuple[int, object]
) -> None:
    granted = provider.grant(leave(door, provider))
    provider.answers[path] = said

    assert refused(come_back(door, provider, granted)) == KEPT
    assert "/me" not in [asked.path for asked in provider.asked]


def test_an_issuer_speaks_for_itself_alone(door: Door, provider: IdentityServer) -> None:
    provider.metadata = {"issuer": "https://evil.example"}

    assert refused(door.post("hello", None, signin=provider.place)) == KEPT


def test_the_answer_of_one_provider_is_none_of_another(tmp_path: Path, provider: IdentityServer) -> None:
    """RFC 9700, 4.4: the reader began with an attacker's, who sends them and their code on from an honest one."""
    with IdentityServer() as evil:
        evil.metadata = {"authorization_response_iss_parameter_supported": False}
        settings = f"{provider.key_setting} {evil.key_setting}"
        with Door(tmp_path, signin=settings) as door:
            said = provider.grant(leave(door, provider)) | {"state": evil.grant(leave(door, evil))["state"]}
            del said["iss"]

            assert refused(come_back(door, provider, said)) == KEPT
    assert "/token" not in [asked.path for asked in (*provider.asked, *evil.asked)]


# Once, and in time.


def unknown(said: dict[str, str], clock: Clock) -> None:
    said["state"] = "guessed"


def none(said: dict[str, str], clock: Clock) -> None:
    del said["state"]


def late(said: dict[str, str], clock: Clock) -> None:
    clock.now += LIFE


@pytest.mark.parametrize("spoil", [unknown, none, late])
def test_a_state_is_one_of_ours_and_of_now(
    door: Door, provider: IdentityServer, clock: Clock, spoil: Callable[[dict[str, str], Clock], None]
) -> None:
    said = provider.grant(leave(door, provider))
    spoil(said, clock)

    answer = come_back(door, provider, said)

    assert (answer.status_code, OVER in answer.text, FORM["comment"] in answer.text) == (403, True, False)


def test_a_draft_is_given_back_once(door: Door, provider: IdentityServer) -> None:
    said = provider.grant(leave(door, provider))
    come_back(door, provider, said)

    again = come_back(door, provider, said)

    assert (again.status_code, OVER in again.text, FORM["comment"] in again.text) == (403, True, False)


def test_of_those_who_do_not_come_back_nothing_is_left(door: Door, provider: IdentityServer, clock: Clock) -> None:
    state = provider.grant(leave(door, provider))["state"]

    door.queue.drafts.sweep(at=NOON + LIFE)

    assert door.queue.drafts.take(state, at=NOON) is None


def test_nothing_is_kept_of_those_who_do_not_post(door: Door, provider: IdentityServer) -> None:
    signed_in(door, provider)

    assert door.kept() == []
