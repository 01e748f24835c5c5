"""How a request says who is calling: a bearer token, or the session of the admin."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from chassis.auth.caller import Caller
from chassis.auth.keys import KeysAway
from chassis.auth.tokens import TokenRefused, verify


class CannotVerify(exceptions.APIException):
    """The keys of tokens cannot be fetched now, so that nobody can be let in."""

    status_code = 503
    default_detail = __doc__
    wait = 2  # seconds: `Retry-After`


class BearerAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer …` with an access token for this service."""

    def authenticate(self, request: Request) -> tuple[Caller, str] | None:
        """Return the token's caller, or None if there is no bearer token."""
        scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        try:
            return verify(token.strip()), token
        except KeysAway as error:
            raise CannotVerify from error
        except TokenRefused as refusal:
            detail = f"{refusal} Get another: by a refresh token, or by signing in again."
            raise exceptions.AuthenticationFailed(detail, code="invalid_token") from refusal

    def authenticate_header(self, request: Request) -> str:
        """Name the scheme, so that DRF answers 401 and not 403, and what was wrong (RFC 6750)."""
        shown = ', error="invalid_token"' if "HTTP_AUTHORIZATION" in request.META else ""
        return f'Bearer realm="kitroom"{shown}'


class SessionAuthentication(authentication.SessionAuthentication):
    """The admin's session also opens the browsable API; unsafe methods need the CSRF token."""

    def authenticate(self, request: Request) -> tuple[Caller, None] | None:
        """Return the caller behind the session, or None."""
        found = super().authenticate(request)
        # AUTH_USER_MODEL has `caller()`: whom the user is in tokens.
        return (found[0].caller(), None) if found else None


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Bearer tokens in the OpenAPI document."""

    target_class = BearerAuthentication
    name = "bearer"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """Describe the scheme."""
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT (at+jwt)"}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The browsable API's session is not part of the public contract."""

    target_class = SessionAuthentication
    name = []

    def get_security_requirement(self, auto_schema: Any) -> list[dict[str, list[Any]]]:
        """Require nothing."""
        return []

    def get_security_definition(self, auto_schema: Any) -> list[dict[str, str]]:
        """Describe nothing."""
        return []
