"""What the provider says of itself, where programs look for it: its addresses, ways and keys."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views import View

from accounts_service.access.models import SCOPES
from accounts_service.access.permissions import GrantValidator
from accounts_service.access.selectors import keys
from chassis.auth.keys import FRESH_SECONDS
from chassis.auth.tokens import ALGORITHM

WITH_SECRET = ["client_secret_basic", "client_secret_post"]


class DiscoveryView(View):
    """One document at both well-known addresses (OpenID Connect Discovery, RFC 8414)."""

    def get(self, request: HttpRequest, **_: Any) -> JsonResponse:
        """Return the document."""
        return _public(_document())


class KeySetView(View):
    """The public halves of the signing keys (RFC 7517)."""

    def get(self, request: HttpRequest) -> JsonResponse:
        """Return the set; no key signs before everybody's copy of it is older than this."""
        response = _public({"keys": keys.current().published})
        response["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
        return response


def _document() -> dict[str, Any]:
    return {
        "issuer": settings.TOKEN_ISSUER,
        "authorization_endpoint": _address("authorize"),
        "token_endpoint": _address("token"),
        "device_authorization_endpoint": _address("device-authorization"),
        "userinfo_endpoint": _address("user-info"),
        "jwks_uri": _address("jwks-info"),
        "end_session_endpoint": _address("rp-initiated-logout"),
        "revocation_endpoint": _address("revoke-token"),
        "introspection_endpoint": _address("introspect"),
        "scopes_supported": sorted(SCOPES),
        "claims_supported": sorted(GrantValidator().get_discovery_claims(None)),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": [
            "authorization_code",
            "client_credentials",
            "refresh_token",
            "urn:ietf:params:oauth:grant-type:device_code",
        ],
        "prompt_values_supported": ["none", "login", "consent"],
        "code_challenge_methods_supported": ["S256"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": [ALGORITHM],
        # A program on somebody's own machine can keep no secret: it has none.
        "token_endpoint_auth_methods_supported": [*WITH_SECRET, "none"],
        "revocation_endpoint_auth_methods_supported": [*WITH_SECRET, "none"],
        "introspection_endpoint_auth_methods_supported": WITH_SECRET,
        "authorization_response_iss_parameter_supported": True,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
    }


def _address(name: str) -> str:
    base = settings.TOKEN_ISSUER.removesuffix("/accounts/o")
    return f"{base}{reverse(f'oauth2_provider:{name}')}"


def _public(document: dict[str, Any]) -> JsonResponse:
    response = JsonResponse(document)
    response["Access-Control-Allow-Origin"] = "*"
    return response
