"""Who comes back from the provider becomes a row here: matched on `sub`, with what was granted.

Only web processes that sign somebody in import this: the library brings an HTTP client of its own.
"""

from typing import Any

import jwt
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import SuspiciousOperation
from mozilla_django_oidc.auth import OIDCAuthenticationBackend

from chassis.auth.keys import KeysAway
from chassis.auth.tokens import (
    ALGORITHM,
    LEEWAY_SECONDS,
    MALFORMED,
    TokenRefused,
    key_source,
    verify,
)
from chassis.logins import provider, remembering, rights, sessions
from chassis.logins.models import Login

REQUIRED = ["iss", "sub", "aud", "exp", "iat", "sid"]


class ProviderBackend(OIDCAuthenticationBackend):
    """Sign in what the provider vouches for; what they may do follows from their roles."""

    @staticmethod
    def get_settings(attr: str, *args: Any) -> Any:
        """Answer from the service's own settings, which name the provider once."""
        return provider.library_settings().get(attr, *args)

    def get_user(self, user_id: Any) -> Any:
        """Return the row behind a session, unless it was closed (the library would not look)."""
        return ModelBackend.get_user(self, user_id)

    def get_token(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Redeem the code, within a time limit and past any proxy."""
        return provider.redeem(payload)

    def retrieve_matching_jwk(self, token: str) -> Any:
        """Return the key that the identity is signed with: of those that access tokens have."""
        try:
            key = key_source().get(str(jwt.get_unverified_header(token).get("kid", "")))
        except KeysAway as error:
            raise provider.ProviderAway from error
        except MALFORMED as error:
            raise SuspiciousOperation("The identity cannot be read.") from error
        if key is None:
            raise SuspiciousOperation("The identity is signed with an unknown key.")
        return key

    def _verify_jws(self, payload: str, key: Any) -> dict[str, Any]:
        try:
            claims: dict[str, Any] = jwt.decode(
                payload,
                key,
                algorithms=[ALGORITHM],
                audience=provider.client_id(),
                issuer=settings.TOKEN_ISSUER,
                leeway=LEEWAY_SECONDS,
                options={"require": REQUIRED},
            )
        except MALFORMED as error:
            raise SuspiciousOperation("The identity is not valid here.") from error
        return claims

    def get_or_create_user(
        self, access_token: str, id_token: str, payload: dict[str, Any]
    ) -> Login | None:
        """Return the row of whoever signed in, with the roles and scopes of now."""
        try:
            caller = verify(access_token)
        except TokenRefused as refusal:
            raise SuspiciousOperation(str(refusal)) from refusal
        if caller.id != payload["sub"] or caller.kind != "person":
            raise SuspiciousOperation("The identity and the access are of two.")
        username = str(payload.get("preferred_username") or caller.id)
        login = remembering.remember(caller, username=username)
        login.sign_in = sessions.SignIn.of(payload, id_token)
        return login

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return what the roles give, and what was given here by hand."""
        return super().get_all_permissions(user_obj, obj) | rights.of(user_obj)
