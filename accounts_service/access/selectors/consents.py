"""What people have let programs do before."""

from collections.abc import Iterable

from accounts_service.access.models import Client, Consent
from accounts_service.access.selectors.grants import Person


def allowed(person: Person, client: Client) -> frozenset[str]:
    """Return the scopes that somebody let a program have."""
    row = Consent.objects.filter(person_id=person.id, client=client).first()
    return frozenset(row.scopes.split()) if row else frozenset()


def needs_no_question(person: Person, client: Client, scopes: Iterable[str]) -> bool:
    """Tell whether the answer is known: nothing new is asked, by a program that proves its name.

    A program without a secret can be posed as by any other (RFC 8252, 8.6): it is always asked.
    """
    if client.skip_authorization:
        return True
    return client.has_secret and frozenset(scopes) <= allowed(person, client)
