"""Record what programs are given, what they give back, and who is none of them."""

from collections.abc import Iterable
from typing import Any

from accounts_service.access.actions import limits
from accounts_service.access.actions.recording import record
from accounts_service.access.models import INTERNAL_SCOPES, Client, Kind
from accounts_service.access.selectors import tokens
from accounts_service.access.selectors.grants import HasId


def record_refusal(named: Client | None) -> None:
    """Record that somebody did not prove to be a program; of a flood from an address, the first.

    `named` is the program that they said they were, if there is one.
    """
    if limits.is_within(limits.REFUSED_CLIENT):
        name = named.client_id if named else ""
        record(Kind.CLIENT_REFUSED, client=name, known=named is not None)


def record_given(
    *, person: HasId | None, client: Client, way: str, scopes: Iterable[str] | None
) -> None:
    """Record a token of a program; of one that speaks for itself, each hour's first by address.

    Services ask for theirs every five minutes: those stand in no record.
    """
    if person is None and (
        client.scope_set & INTERNAL_SCOPES
        or not limits.is_within(limits.MACHINE_TOKEN, client.client_id)
    ):
        return
    words: dict[str, Any] = {"way": way.rpartition(":")[2], "scopes": sorted(scopes or ())}
    name = client.client_id
    record(Kind.TOKEN_ISSUED, person=person, by=name, client=name, **words)


def record_given_back(text: str, *, client: Client) -> None:
    """Record that a program gives a token back, if it holds it."""
    if held := tokens.held(text, client=client):
        name = client.client_id
        record(Kind.TOKEN_REVOKED, person=held.owner, by=name, client=name, what=held.what)
