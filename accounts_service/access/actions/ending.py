"""End access: of a person everywhere, or of one token or session. All services hear of it."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from oauth2_provider.models import AccessToken, RefreshToken

from accounts_service.access.actions.grants import end_grants, hold
from accounts_service.access.actions.recording import record
from accounts_service.access.events import AccessEnded, TokenEnded
from accounts_service.access.models import Client, Kind
from chassis.auth import Caller, ending
from chassis.events import publish


@transaction.atomic
def end_access(
    person_id: UUID, reason: str, *, by: Caller | str | None = None, refreshable: bool = False
) -> None:
    """End all that a person was given until now: tokens, sessions, refresh tokens and codes.

    What is refreshable gets a program another token still, for what the person may do by then.
    """
    hold(person_id)
    not_before = ending.from_now_on()
    ending.end_person(str(person_id), not_before)
    if not refreshable:
        end_grants(person_id=person_id)
    publish(
        AccessEnded(
            person_id=person_id,
            not_before=not_before,
            reason=reason,
            version=int(not_before.timestamp()),
        )
    )
    record(Kind.ACCESS_ENDED, person=person_id, by=by, reason=reason)


@transaction.atomic
def end_token(name: str, until: datetime) -> None:
    """End one token (`jti:…`, `sha256:…`, `tid:…`) or session (`sid:…`)."""
    ending.end_thing(name, until)
    publish(TokenEnded(name=name, until=until, version=1))


@transaction.atomic
def end_shown(text: str, *, client: Client | None) -> None:
    """End the access token that a client gives back, by itself or with its refresh token."""
    checksum = hashlib.sha256(text.encode()).hexdigest()
    own = AccessToken.objects.filter(application=client, application__isnull=False)
    _end_each([*own.filter(token_checksum=checksum), *own.filter(**_of(token_checksum=checksum))])


@transaction.atomic
def end_family(used: str) -> None:
    """End the access tokens of a refresh token that was used before, if it was."""
    checksum = hashlib.sha256(used.encode()).hexdigest()
    again = RefreshToken.objects.filter(token_checksum=checksum, revoked__isnull=False)
    families = [family for family in again.values_list("token_family", flat=True) if family]
    if families:
        _end_each(AccessToken.objects.filter(**_of(token_family__in=families)))


def _of(**words: object) -> dict[str, object]:
    return {f"refresh_token__{name}": value for name, value in words.items()}


def _end_each(tokens: Iterable[AccessToken]) -> None:
    for token in tokens:
        end_token(f"sha256:{token.token_checksum}", token.expires)
