"""What the OAuth provider takes for a request: what nobody can hold is refused before."""

from itertools import chain
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from oauth2_provider.models import Grant
from oauth2_provider.oauth2_backends import OAuthLibCore
from oauthlib.common import Request
from oauthlib.oauth2 import InvalidGrantError

from accounts_service.access.actions.sessions import sign_in_of
from accounts_service.access.models import Client


class StrictBackend(OAuthLibCore):
    """The provider's ear: what its parsers or the database cannot hold is a 400 and no crash."""

    def _extract_params(self, request: HttpRequest) -> tuple[Any, ...]:
        pairs = chain(request.GET.lists(), request.POST.lists())
        if any("\x00" in text for name, values in pairs for text in (name, *values)):
            raise BadRequest("A parameter holds a NUL character.")
        if not request.headers.get("Authorization", "").isascii():
            raise BadRequest("The Authorization header is not ASCII.")
        return super()._extract_params(request)

    def extract_headers(self, request: HttpRequest) -> dict[str, Any]:
        """Let a form be a form, also one that names its character set."""
        headers: dict[str, Any] = super().extract_headers(request)
        headers["Content-Type"] = headers.get("Content-Type", "").partition(";")[0].strip()
        return headers

    def client_of(self, request: HttpRequest) -> Client | None:
        """Return the program that sends a request, if it proves that with its secret."""
        asked = Request(*self._extract_params(request))
        known = self.server.request_validator.authenticate_client(asked)
        return asked.client if known else None

    def create_token_response(self, request: HttpRequest) -> tuple[Any, ...]:
        """Let a refusal be JSON, also one of the last moment."""
        try:
            address, headers, body, status = super().create_token_response(request)
        except Grant.DoesNotExist:  # somebody ended or used the code in this moment
            error = InvalidGrantError()
            address, headers, body, status = None, error.headers, error.json, error.status_code
        usual = {"Content-Type": "application/json", "Cache-Control": "no-store"}
        return address, {**usual, **headers}, body, status

    def create_authorization_response(
        self, request: HttpRequest, scopes: str, credentials: dict[str, Any], *args: Any
    ) -> tuple[Any, ...]:
        """Let the validator know which sign-in a code comes from."""
        known = {**credentials, "sign_in": sign_in_of(request.session)}
        return super().create_authorization_response(request, scopes, known, *args)
