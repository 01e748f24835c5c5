"""Remember what somebody let a program do, until they take it back."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts_service.access.actions.api_tokens import person_speaking
from accounts_service.access.actions.ending import end_token
from accounts_service.access.actions.grants import end_grants
from accounts_service.access.actions.recording import record
from accounts_service.access.actions.tokens import LIFETIME
from accounts_service.access.models import Client, Consent, Kind
from accounts_service.access.selectors.consents import allowed
from accounts_service.access.selectors.grants import Person
from chassis.auth import Caller


@transaction.atomic
def give_consent(*, person: Person, client: Client, scopes: Iterable[str]) -> None:
    """Remember a consent, with those of before; write down only what is new."""
    before, given = allowed(person, client), frozenset(scopes)
    if client.skip_authorization or given <= before:
        return
    remember(person=person, client=client, scopes=before | given)
    record(Kind.CONSENT_GIVEN, person=person, client=client.client_id, scopes=sorted(given))


def remember(*, person: Person, client: Client, scopes: Iterable[str]) -> None:
    """Write what somebody lets a program do, in place of what they did before."""
    words = {"scopes": " ".join(sorted(scopes))}
    Consent.objects.update_or_create(person_id=person.id, client=client, defaults=words)


@transaction.atomic
def withdraw_consent(*, consent: Consent, by: Caller) -> None:
    """Take a consent back: all that the program was given by it ends, within seconds."""
    person_speaking(by)
    person, client = consent.person_id, consent.client
    end_grants(person_id=person, client=client)
    end_token(f"tid:{consent.id}", timezone.now() + LIFETIME)
    consent.delete()
    record(Kind.CONSENT_WITHDRAWN, person=person, by=by, client=client.client_id)
