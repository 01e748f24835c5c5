"""Make API tokens, exchange them for access tokens, and revoke them."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from accounts_service.access.actions.ending import end_token
from accounts_service.access.actions.recording import record
from accounts_service.access.actions.tokens import API_TOKEN, LIFETIME, sign_for_api_token
from accounts_service.access.errors import (
    ApiTokenRefused,
    ExpiryOutOfRange,
    NotForPrograms,
    PersonInactive,
    ScopeNotGranted,
    TooManyApiTokens,
)
from accounts_service.access.models import ROLE_SCOPES, ApiToken, Client, Kind, Role
from chassis.auth import Caller

LONGEST_LIFE = timedelta(days=365)
USUAL_LIFE = timedelta(days=90)
MOST = 100  # that one person may have in use


class Made(NamedTuple):
    """A new API token, and the one moment in which its secret is known."""

    token: ApiToken
    secret: str


class Exchanged(NamedTuple):
    """What the gateway shows to services, and how many seconds it lives."""

    access_token: str
    expires_in: int


@transaction.atomic
def make_api_token(
    *, by: Caller, name: str, scopes: Iterable[str], expires_at: datetime | None = None
) -> Made:
    """Make an API token of the caller's own, with no more than they may do themselves, now."""
    people = get_user_model()._default_manager.select_for_update(no_key=True)
    person = people.get(pk=person_speaking(by))
    if not person.is_active:
        raise PersonInactive
    wanted = frozenset(scopes)
    if excess := wanted - (ROLE_SCOPES[Role(person.role)] & by.scopes):
        raise ScopeNotGranted(f"You may not give away: {', '.join(sorted(excess))}.", attr="scopes")
    now = _now()
    expires_at = expires_at or now + USUAL_LIFE
    if not now < expires_at <= now + LONGEST_LIFE:
        raise ExpiryOutOfRange(attr="expires_at")
    if in_use().filter(person=person).count() >= MOST:
        raise TooManyApiTokens
    secret = f"kr_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        person=person,
        name=name,
        prefix=secret[:7],
        digest=stored(shown(secret)),
        scopes=" ".join(sorted(wanted)),
        expires_at=expires_at,
    )
    record(
        Kind.TOKEN_MADE, person=person, by=by, client=by.client_id, token=str(token.id), name=name
    )
    return Made(token, secret)


@transaction.atomic
def revoke_api_token(*, token: ApiToken, by: Caller) -> ApiToken:
    """Revoke an API token; to do it again changes nothing."""
    person_speaking(by)
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=Now()):
        record(Kind.TOKEN_REVOKED, person=token.person_id, by=by, token=str(token.id))
        end_token(f"tid:{token.id}", _now() + LIFETIME)
    token.refresh_from_db()
    return token


@transaction.atomic
def exchange(*, digest: str) -> Exchanged:
    """Exchange what the gateway knows of an API token for an access token of five minutes.

    It grants what the API token was made for, as far as the person's role allows it by now.
    """
    token = in_use().select_related("person").filter(digest=stored(digest)).first()
    if token is None:
        raise ApiTokenRefused
    _mark_as_used(token)
    now = _now()
    seconds = int(min(LIFETIME, token.expires_at - now).total_seconds())
    signed = sign_for_api_token(
        person=token.person,
        token_id=str(token.id),
        scopes=token.scope_list,
        at=now,
        lifetime=timedelta(seconds=seconds),
    )
    return Exchanged(signed, seconds)


def in_use() -> QuerySet[ApiToken]:
    """Return the API tokens that can be used, by the database's clock."""
    return ApiToken.objects.filter(
        revoked_at=None, expires_at__gt=Now() + timedelta(seconds=1), person__is_active=True
    )


def shown(secret: str) -> str:
    """Return what the gateway shows instead of the token, which it keeps to itself."""
    return hashlib.sha256(secret.encode()).hexdigest()


def stored(digest: str) -> str:
    """Return what is stored: whoever reads the table can show neither token nor digest."""
    return hashlib.sha256(digest.encode()).hexdigest()


def person_speaking(caller: Caller) -> str:
    """Return the id of a person who acts themself, or refuse a program that acts for them."""
    if caller.kind != "person" or caller.client_id == API_TOKEN:
        raise NotForPrograms
    # A program that somebody let in for a while must not stay for a year.
    if Client.objects.filter(client_id=caller.client_id, skip_authorization=False).exists():
        raise NotForPrograms
    return caller.id


def _mark_as_used(token: ApiToken) -> None:
    long_ago = Q(last_used_at=None) | Q(last_used_at__lt=Now() - timedelta(minutes=1))
    ApiToken.objects.filter(long_ago, pk=token.pk).update(last_used_at=Now())


def _now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return now
