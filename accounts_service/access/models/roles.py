"""The one table of who may do what: each person has one role, and a role is a set of scopes."""

from collections.abc import Iterable

from django.db import models


class Role(models.TextChoices):
    """What somebody is here."""

    VIEWER = "viewer"
    MEMBER = "member"
    TECHNICIAN = "technician"
    ADMIN = "admin"


# Each scope in the words of the consent page: "This lets it …".
SCOPES = {
    "accounts:read": "see people and teams",
    "accounts:admin": "add and change people, teams and what they may do",
    "tasks:read": "see tasks",
    "tasks:write": "add, change and delete tasks",
    "catalog:read": "see the gear: products, ports and things",
    "catalog:request": "ask for gear in your name",
    "catalog:write": "add, change and delete products and things",
    "catalog:desk": "run the desk: hand gear out and take it back",
    "accounts:operate": "operate accounts: see and replay what went wrong between services",
    "tasks:operate": "operate tasks: see and replay what went wrong between services",
    "catalog:operate": "operate the catalog: see and replay what went wrong between services",
    "accounts:internal": "ask accounts what only services ask each other",
    "tasks:internal": "ask tasks what only services ask each other",
    "catalog:internal": "ask the catalog what only services ask each other",
    "openid": "know who you are",
    "profile": "see your name",
    "email": "see your e-mail address",
}

# What services may ask each other; no role includes it, so no person can be granted it.
INTERNAL_SCOPES = frozenset(scope for scope in SCOPES if scope.endswith(":internal"))

# What anybody may let a program know of themself.
IDENTITY_SCOPES = frozenset({"openid", "profile", "email"})

_VIEWER = frozenset({"accounts:read", "tasks:read", "catalog:read"})
_MEMBER = _VIEWER | {"tasks:write", "catalog:request"}
_TECHNICIAN = _MEMBER | {"catalog:write", "catalog:desk"}
_OPERATOR = {"accounts:operate", "tasks:operate", "catalog:operate"}

ROLE_SCOPES = {
    Role.VIEWER: _VIEWER,
    Role.MEMBER: _MEMBER,
    Role.TECHNICIAN: _TECHNICIAN,
    Role.ADMIN: _TECHNICIAN | _OPERATOR | {"accounts:admin"},
}


def services_of(scopes: Iterable[str]) -> list[str]:
    """Return the services that scopes open: a token's audience."""
    named = {scope.partition(":")[0] for scope in scopes if ":" in scope}
    # Who asks for an identity alone may show the token to this service and no other.
    return sorted(named) or ["accounts"]
