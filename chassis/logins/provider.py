"""The provider at which people sign in: its addresses, and the questions that it is asked.

Browsers are led to its public address; this service asks at the internal one.
"""

import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import urllib3
from django.conf import settings

from chassis import defaults
from chassis.clients.transport import ExchangeFailed, exchange

SECONDS = 2.0
LOOK_SECONDS = 1.0
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_POOL = urllib3.PoolManager(maxsize=4, retries=False)


class ProviderAway(Exception):
    """The provider does not answer, or not as it should."""


class CodeRefused(Exception):
    """The provider gives nothing for a code: it is old, used, or not ours."""


def library_settings() -> dict[str, Any]:
    """Return what mozilla-django-oidc asks its settings for, made from those of the service."""
    return {
        "OIDC_OP_AUTHORIZATION_ENDPOINT": f"{settings.TOKEN_ISSUER}/authorize/",
        "OIDC_OP_TOKEN_ENDPOINT": settings.TOKEN_URL,
        "OIDC_OP_USER_ENDPOINT": "",  # the two tokens say it all
        "OIDC_OP_JWKS_ENDPOINT": settings.JWKS_URL,
        "OIDC_RP_CLIENT_ID": client_id(),
        "OIDC_RP_CLIENT_SECRET": settings.CLIENT_SECRET,
        "OIDC_RP_SIGN_ALGO": "RS256",
        "OIDC_RP_SCOPES": " ".join(("openid", "profile", *settings.SIGN_IN_SCOPES)),
        "OIDC_USE_PKCE": True,
        "OIDC_AUTHENTICATION_CALLBACK_URL": "sign-in-callback",
    }


def client_id() -> str:
    """Return the client as which the pages of this service are known."""
    return f"{settings.CLIENT_ID}-web"


def answers() -> bool:
    """Tell whether the provider is there, before a browser is led to it."""
    try:
        return _ask("GET", settings.JWKS_URL, seconds=LOOK_SECONDS).status == 200
    except ExchangeFailed:
        return False


def redeem(words: Mapping[str, str]) -> dict[str, Any]:
    """Return the tokens that a code is worth."""
    try:
        answer = _ask("POST", settings.TOKEN_URL, body=urlencode(words).encode(), headers=FORM)
        if answer.status in {400, 401}:
            raise CodeRefused
        if answer.status != 200:
            raise ProviderAway
        return dict(answer.json())
    except (ExchangeFailed, ValueError, TypeError) as error:
        raise ProviderAway from error


def goodbye(id_token: str) -> str:
    """Return the address at which a browser ends the sign-in that all services share."""
    words = {
        "id_token_hint": id_token,
        "client_id": client_id(),
        "post_logout_redirect_uri": f"{defaults.PUBLIC_URL}/",
    }
    return f"{settings.TOKEN_ISSUER}/logout/?{urlencode(words)}"


def _ask(
    method: str,
    url: str,
    *,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    seconds: float = SECONDS,
) -> Any:
    ends_at = time.monotonic() + seconds
    sent = {"Accept": "application/json", **(headers or {})}
    return exchange(_POOL, method, url, headers=sent, body=body, seconds=seconds, ends_at=ends_at)
