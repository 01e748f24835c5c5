"""Bearer tokens."""

from rest_framework import authentication, exceptions
from rest_framework.request import Request

from bench.peers.around import bearer


class BearerAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer …`."""

    def authenticate(self, request: Request) -> tuple[bearer.User, None] | None:
        """Return whom the token speaks for."""
        given = request.META.get("HTTP_AUTHORIZATION", "")
        if not given:
            return None
        try:
            return bearer.user(given), None
        except bearer.Refused as refused:
            raise exceptions.AuthenticationFailed("The token is not valid.") from refused

    def authenticate_header(self, request: Request) -> str:
        """Make refusals a 401."""
        return "Bearer"
