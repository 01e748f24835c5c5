"""Issue access tokens: RFC 9068 `at+jwt`, RS256, verified offline by every service."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import jwt
from django.conf import settings
from django.utils import timezone

from accounts_service.access.errors import PersonInactive, ScopeNotGranted
from accounts_service.access.models import ROLE_SCOPES, Role, services_of
from accounts_service.access.selectors.consents import consent_of
from accounts_service.access.selectors.grants import Person, grantable
from accounts_service.access.selectors.keys import active_key
from chassis.auth import register
from chassis.auth.tokens import ALGORITHM, TYPE

LIFETIME = timedelta(minutes=5)
COMMAND_LINE = "command-line"
API_TOKEN = "api-token"  # noqa: S105 -- a client's name


def issue_token(
    *,
    user: Person,
    at: datetime,
    scopes: Iterable[str] | None = None,
    lifetime: timedelta = LIFETIME,
    client_id: str = COMMAND_LINE,
    **words: str,
) -> str:
    """Issue a token that speaks for a person: with all that their role allows, or with less.

    What else it says are `words`.
    """
    if not user.is_active:
        raise PersonInactive
    granted = ROLE_SCOPES[Role(user.role)] if scopes is None else frozenset(scopes)
    if excess := granted - grantable(user):
        raise ScopeNotGranted(f"The role {user.role} does not include {', '.join(sorted(excess))}.")
    known = {"sub": str(user.id), "client_id": client_id, "roles": [user.role], "name": str(user)}
    return _sign({**words, **known}, scopes=granted, at=at, lifetime=lifetime)


def sign_for_api_token(
    *, person: Person, token_id: str, scopes: Iterable[str], at: datetime, lifetime: timedelta
) -> str:
    """Issue what an API token is exchanged for: what it was made for, if the role still allows it.

    Its audience is that of the API token: who may less by now hears 403, not that they are nobody.
    """
    words = {"sub": str(person.id), "roles": [person.role], "name": str(person), "tid": token_id}
    asked = frozenset(scopes)
    granted = asked & ROLE_SCOPES[Role(person.role)]
    audience = services_of(asked)
    return _sign(
        {**words, "client_id": API_TOKEN, "aud": audience},
        scopes=granted,
        at=at,
        lifetime=lifetime,
    )


def sign_granted(request: Any) -> str:
    """Issue the token that the OAuth provider has granted (its ACCESS_TOKEN_GENERATOR)."""
    at, lifetime = timezone.now(), timedelta(seconds=request.expires_in)
    client_id, scopes = request.client.client_id, request.scopes or []
    if request.grant_type != "client_credentials":
        consent = consent_of(request.user, request.client)
        return issue_token(
            user=request.user,
            at=at,
            scopes=scopes,
            lifetime=lifetime,
            client_id=client_id,
            **({"tid": str(consent.id)} if consent else {}),
        )
    # A program that speaks for itself: its subject is its own id.
    words = {"sub": client_id, "client_id": client_id}
    return _sign(words, scopes=scopes, at=at, lifetime=lifetime)


def _sign(
    words: dict[str, Any], *, scopes: Iterable[str], at: datetime, lifetime: timedelta
) -> str:
    key, granted = active_key(), sorted(scopes)
    claims = {
        "iss": settings.TOKEN_ISSUER,
        "aud": services_of(granted),
        "scope": " ".join(granted),
        "jti": uuid.uuid4().hex,
        "iat": register.dated(words["sub"], at),
        "exp": int((at + lifetime).timestamp()),
        **words,
    }
    return jwt.encode(claims, key.private, ALGORITHM, headers={"typ": TYPE, "kid": key.kid})
