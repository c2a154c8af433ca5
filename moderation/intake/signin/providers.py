"""The providers as data: where each asks its users, where it answers for them, and how it says who they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urljoin


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """One that knows its users. Of an OpenID Connect issuer the addresses are found by discovery."""

    issuer: str = ""
    authorize: str = ""
    token: str = ""
    account: str = ""
    """Where it tells whose token it is."""
    register: str = ""
    """Where it takes new clients, if each server of it is asked for a key first."""
    scope: str = "openid profile"
    prompt: str = ""
    method: str = "client_secret_post"
    """How the intake shows its key (RFC 6749, 2.3.1)."""
    inside: str = ""
    """The field that holds the others."""
    subject: str = "sub"
    """The field that never changes, and that no other account has."""
    names: tuple[str, ...] = ("name", "nickname", "preferred_username")
    """The fields with the name, the best first."""
    website: str = "{profile}"
    """The address of the public profile, made of fields; or nothing."""

    def at(self, server: str) -> Provider:
        """The same on this server, where its addresses are relative."""
        there = {name: urljoin(server, getattr(self, name)) for name in ("authorize", "token", "account", "register")}
        return replace(self, **there)


ISSUER = Provider()
"""Any other issuer."""

PROVIDERS: Mapping[str, Provider] = {
    # https://developer.wordpress.com/docs/api/oauth2/
    # https://developer.wordpress.com/docs/api/1.1/get/me/
    "wordpress": Provider(
        authorize="https://public-api.wordpress.com/oauth2/authorize",
        token="https://public-api.wordpress.com/oauth2/token",  # noqa: S106 - an address
        account="https://public-api.wordpress.com/rest/v1.1/me",
        scope="auth",
        subject="ID",
        names=("display_name", "username"),
        website="{profile_URL}",
    ),
    # https://developers.google.com/identity/openid-connect/reference
    "google": Provider(issuer="https://accounts.google.com", prompt="select_account"),
    # https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow
    # A version serves for two years at least, and then answers as the oldest that still does:
    # https://developers.facebook.com/docs/graph-api/changelog/versions/
    "facebook": Provider(
        authorize="https://www.facebook.com/v26.0/dialog/oauth",
        token="https://graph.facebook.com/v26.0/oauth/access_token",  # noqa: S106
        account="https://graph.facebook.com/v26.0/me?fields=id,name",
        scope="public_profile",
        subject="id",
        website="",
    ),
    # https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token
    # https://docs.x.com/x-api/users/lookup/quickstart/authenticated-lookup
    "x": Provider(
        authorize="https://x.com/i/oauth2/authorize",
        token="https://api.x.com/2/oauth2/token",  # noqa: S106
        account="https://api.x.com/2/users/me",
        scope="users.read tweet.read",
        method="client_secret_basic",
        inside="data",
        subject="id",
        names=("name", "username"),
        website="https://x.com/{username}",
    ),
    # https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
    # https://docs.github.com/en/rest/users/users#get-the-authenticated-user
    "github": Provider(
        authorize="https://github.com/login/oauth/authorize",
        token="https://github.com/login/oauth/access_token",  # noqa: S106
        account="https://api.github.com/user",
        scope="",
        prompt="select_account",
        subject="id",
        names=("name", "login"),
        website="{html_url}",
    ),
    # https://docs.joinmastodon.org/methods/apps/#create
    # https://docs.joinmastodon.org/methods/oauth/
    # https://docs.joinmastodon.org/methods/accounts/#verify_credentials
    "mastodon": Provider(
        authorize="/oauth/authorize",
        token="/oauth/token",  # noqa: S106
        account="/api/v1/accounts/verify_credentials",
        register="/api/v1/apps",
        scope="read:accounts",
        subject="id",
        names=("display_name", "username"),
        website="{url}",
    ),
}
