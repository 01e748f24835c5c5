"""Remember what somebody let a program do."""

from collections.abc import Iterable

from django.db import transaction

from accounts_service.access.actions.recording import record
from accounts_service.access.models import Client, Consent, Kind
from accounts_service.access.selectors.consents import allowed
from accounts_service.access.selectors.grants import Person


@transaction.atomic
def give_consent(*, person: Person, client: Client, scopes: Iterable[str]) -> None:
    """Remember a consent, with those of before; write down only what is new."""
    before, given = allowed(person, client), frozenset(scopes)
    if client.skip_authorization or given <= before:
        return
    scopes_now = " ".join(sorted(before | given))
    Consent.objects.update_or_create(
        person_id=person.id, client=client, defaults={"scopes": scopes_now}
    )
    record(Kind.CONSENT_GIVEN, person=person, client=client.client_id, scopes=sorted(given))
