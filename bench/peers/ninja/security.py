"""Bearer tokens and scopes."""

from django.http import HttpRequest
from ninja.errors import AuthorizationError
from ninja.security import HttpBearer

from bench.peers.around import bearer


class Bearer(HttpBearer):
    """`Authorization: Bearer …`, with a scope."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> bearer.User | None:
        """Return whom the token speaks for; nobody is a 401."""
        try:
            user = bearer.holder(token)
        except bearer.Refused:
            return None
        if self.scope not in user.scopes:
            raise AuthorizationError(message="The token does not allow this.")
        return user


reader, writer = Bearer(bearer.READ), Bearer(bearer.WRITE)
