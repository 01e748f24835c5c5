"""The kinds of caller: what each shows to a service."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from rest_framework.test import APIClient

from chassis.auth import register
from chassis.auth.models import Ended, NotBefore
from chassis.testing import sessions, tokens
from tests.authorization import table

ROLES = table.roles()
IDS = {role: f"018f5f5e-0000-7000-8000-0000000000c{number}" for number, role in enumerate(ROLES)}
GONE = "018f5f5e-0000-7000-8000-0000000000d0"  # an admin whose access has ended
STRANGER = "018f5f5e-0000-7000-8000-0000000000d1"  # whose things are the others'
ENDED = "0" * 32
PROGRAM, NEIGHBOUR = "reports", "neighbour"
LIFE = 340  # seconds: nearly the longest that is accepted, for slow machines


@dataclass(frozen=True)
class Caller:
    """One caller: a column of a table, who exactly, and whose objects are their own."""

    column: str
    id: str
    client: Callable[[], Any]
    name: str = ""

    def __str__(self) -> str:
        return f"{self.column} ({self.name})" if self.name else self.column


def end_access() -> None:
    """Let the register say what has ended, and let this process read it."""
    soon = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=5)
    NotBefore.objects.create(sub=GONE, not_before=soon)
    for name in ("jti", "tid"):
        Ended.objects.create(name=f"{name}:{ENDED}", until=soon)
    register.forget()


def by_token() -> list[Caller]:
    """Return everybody who calls an API, service or internal address."""
    admin, everything = IDS["admin"], scopes_of("admin")
    internal = f"{settings.SERVICE}:internal"
    unlimited = f"{everything} {internal}"
    people = [_bearer(role, id=IDS[role], roles=[role], scope=scopes_of(role)) for role in ROLES]
    return [
        Caller("nobody", "nobody", APIClient),
        *_refused(unlimited),
        *people,
        _bearer(
            "API token",
            id=admin,
            roles=["admin"],
            scope=everything,
            client_id="api-token",
            tid="f" * 32,
        ),
        _bearer("no scope", id=admin, roles=["admin"], scope="openid"),
        _bearer("person:internal", id=admin, roles=["admin"], scope=unlimited),
        _bearer("program", id=PROGRAM, client_id=PROGRAM, scope=everything),
        _bearer("service", id=NEIGHBOUR, client_id=NEIGHBOUR, scope=internal),
        _bearer("other service", id=NEIGHBOUR, client_id=NEIGHBOUR, scope="other:internal openid"),
    ]


def by_session(login_of: Callable[[str], Any]) -> list[Caller]:
    """Return everybody who comes with a browser. `login_of` finds a user by the caller's id."""

    def browser(id: str, **changes: Any) -> Callable[[], Any]:
        return lambda: sessions.browser_of(login_of(id), **changes)

    def careful() -> Any:
        client = APIClient(enforce_csrf_checks=True)
        client.cookies = browser(IDS["admin"])().cookies
        return client

    people = [Caller(f"{role}'s browser", IDS[role], browser(IDS[role])) for role in ROLES]
    return [
        *people,
        Caller("no CSRF token", IDS["admin"], careful),
        Caller("signed out", GONE, browser(GONE)),
    ]


def scopes_of(role: str) -> str:
    """Return what a role may do in the service under test."""
    own = (scope for scope in ROLES[role] if scope.startswith(f"{settings.SERVICE}:"))
    return " ".join(sorted(own))


def _refused(scope: str) -> list[Caller]:
    """Return who was an admin with every scope, and is nobody now or here."""
    now = int(time.time())
    admin: dict[str, Any] = {"id": IDS["admin"], "roles": ["admin"], "scope": scope}
    return [
        _bearer("refused", "expired", **admin, iat=now - 400, exp=now - 60),
        _bearer("refused", "access ended", **{**admin, "id": GONE}),
        _bearer("refused", "revoked", **admin, jti=ENDED),
        _bearer("refused", "API token revoked", **admin, client_id="api-token", tid=ENDED),
        _bearer("refused", "for another service", **admin, aud=["another"]),
    ]


def _bearer(column: str, name: str = "", *, id: str, **claims: Any) -> Caller:
    words = {"client_id": "command-line", "exp": int(time.time()) + LIFE, **claims}
    token = tokens.sign(tokens.claims(**words, sub=id))

    def client() -> Any:
        caller = APIClient()
        caller.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
        return caller

    return Caller(column, id, client, name)
