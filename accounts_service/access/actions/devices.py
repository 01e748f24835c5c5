"""Let a device in that has no browser: a person confirms its code elsewhere (RFC 8628)."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from oauth2_provider.models import DeviceGrant
from oauthlib.oauth2 import InvalidGrantError
from oauthlib.oauth2.rfc8628.errors import (
    AccessDenied,
    AuthorizationPendingError,
    ExpiredTokenError,
    SlowDownError,
)

from accounts_service.access.actions.consents import remember
from accounts_service.access.actions.recording import record
from accounts_service.access.models import Client, Kind
from accounts_service.access.selectors.consents import allowed
from accounts_service.access.selectors.devices import HALF, LETTERS, hashed
from accounts_service.access.selectors.grants import Person, narrowed

LIFETIME = timedelta(minutes=10)
INTERVAL_SECONDS = 5
SLOWER_SECONDS = 5
SLOWEST_SECONDS = 60
GRACE = timedelta(seconds=1)  # a clock that is a little fast is no hurry


def new_user_code() -> str:
    """Return a code that a person can type: one of 25 thousand millions."""
    half = ("".join(secrets.choice(LETTERS) for _ in range(HALF)) for _ in range(2))
    return "-".join(half)


def await_person(
    *, client: Client, scopes: Iterable[str], device_code: str, user_code: str, at: datetime
) -> DeviceGrant:
    """Let a device wait until somebody has typed its code."""
    grant: DeviceGrant = DeviceGrant.objects.create(
        client_id=client.client_id,
        device_code=hashed(device_code),
        user_code=user_code,
        scope=" ".join(scopes),
        interval=INTERVAL_SECONDS,
        expires=at + LIFETIME,
    )
    # It may ask at once: only how long it waits between two questions counts.
    DeviceGrant.objects.filter(pk=grant.pk).update(last_checked=at - LIFETIME)
    return grant


@transaction.atomic
def decide(*, grant: DeviceGrant, person: Person, client: Client, allow: bool) -> bool:
    """Write down what somebody decided; return False if it was too late, or decided before.

    In one statement: of two people who hold the same code, one decides, and for themself.
    """
    scopes = narrowed(grant.scope.split(), person=person, client=client) if allow else []
    decided = DeviceGrant.objects.filter(
        pk=grant.pk, status=DeviceGrant.AUTHORIZATION_PENDING, expires__gt=Now()
    ).update(
        user=person.id,
        scope=" ".join(scopes),
        status=DeviceGrant.AUTHORIZED if scopes else DeviceGrant.DENIED,
    )
    if decided and scopes:
        remember(person=person, client=client, scopes=allowed(person, client) | set(scopes))
        record(Kind.CONSENT_GIVEN, person=person, client=client.client_id, scopes=scopes)
    return bool(decided)


def refusal(*, client: Client, scopes: Iterable[str]) -> str:
    """Return why a device may not ask, in the words of the protocol, or an empty text."""
    if client.authorization_grant_type != Client.GRANT_DEVICE_CODE:
        return "unauthorized_client"
    return "" if set(scopes) <= client.scope_set else "invalid_scope"


def redeem(*, device_code: str, client: Client, at: datetime) -> DeviceGrant:
    """Take what somebody allowed a device, once; until then, say what to do.

    How often it asked is kept, whatever the answer.
    """
    grant, error = _asked(device_code, client, at)
    if error:
        raise error
    return grant


@transaction.atomic
def _asked(device_code: str, client: Client, at: datetime) -> tuple[Any, Exception | None]:
    grants = DeviceGrant.objects.select_for_update().filter(client_id=client.client_id)
    grant = grants.filter(device_code=hashed(device_code)).first()
    if grant is None:
        return None, InvalidGrantError()
    if grant.expires <= at:
        return None, ExpiredTokenError()
    if grant.status == DeviceGrant.AUTHORIZED:
        grant.delete()
        return grant, None
    if grant.status != DeviceGrant.AUTHORIZATION_PENDING:
        return None, AccessDenied()
    in_a_hurry = at < grant.last_checked + timedelta(seconds=grant.interval) - GRACE
    if in_a_hurry:
        grant.interval = min(grant.interval + SLOWER_SECONDS, SLOWEST_SECONDS)
    grants.filter(pk=grant.pk).update(interval=grant.interval, last_checked=at)
    return None, SlowDownError() if in_a_hurry else AuthorizationPendingError()


def forget_devices() -> int:
    """Delete the devices that nobody waits for any more."""
    count, _ = DeviceGrant.objects.filter(expires__lt=Now()).delete()
    return count
