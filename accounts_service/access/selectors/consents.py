"""What people have let programs do before."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from accounts_service.access.models import Client, Consent
from accounts_service.access.selectors.grants import Person
from chassis.auth import Caller


def consent_of(person: Person, client: Client) -> Consent | None:
    """Return what somebody let a program do, or None."""
    return Consent.objects.filter(person_id=person.id, client=client).first()


def allowed(person: Person, client: Client) -> frozenset[str]:
    """Return the scopes that somebody let a program have."""
    consent = consent_of(person, client)
    return frozenset(consent.scope_list) if consent else frozenset()


def consents_for(caller: Caller) -> QuerySet[Consent]:
    """Return the consents that exist for a caller: admins see everybody's, people their own."""
    if caller.kind != "person":
        return Consent.objects.none()
    consents = Consent.objects.select_related("client")
    if caller.may("accounts:admin"):
        return consents
    return consents.filter(person=UUID(caller.id))


def needs_no_question(person: Person, client: Client, scopes: Iterable[str]) -> bool:
    """Tell whether the answer is known: nothing new is asked, by a program that proves its name.

    A program without a secret can be posed as by any other (RFC 8252, 8.6): it is always asked.
    """
    if client.skip_authorization:
        return True
    return client.has_secret and frozenset(scopes) <= allowed(person, client)
