"""Write the audit trail, and forget it when it is old."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models.functions import Now

from accounts_service.access.models import AccessRecord, Kind
from accounts_service.access.selectors.grants import HasId
from chassis.auth import Caller
from chassis.observability import context

AT_ONCE = 5000
LONGEST = 200

Detail = str | int | bool | None | list[str]


def record(
    kind: str,
    *,
    person: HasId | UUID | str | None = None,
    by: Caller | str | None = None,
    client: str = "",
    **detail: Detail,
) -> AccessRecord:
    """Write what happened, with the request at hand and where it came from.

    `detail` holds ids and names of things. Never a password, token, code, secret or e-mail address.
    """
    return AccessRecord.objects.create(
        kind=Kind(kind),
        person=_id(person),
        by=(by.id if isinstance(by, Caller) else by) or context.origin().get("actor", ""),
        address=context.address() or None,
        request_id=context.request_id(),
        client=_short(client),
        detail={name: _harmless(value) for name, value in detail.items()},
    )


def _id(person: HasId | UUID | str | None) -> UUID | None:
    if person is None or isinstance(person, UUID):
        return person
    return UUID(person) if isinstance(person, str) else person.id


def _harmless(value: Detail) -> Detail:
    if isinstance(value, list):
        return [_short(each) for each in value]
    return _short(value) if isinstance(value, str) else value


def _short(text: str) -> str:
    return text.replace("\x00", "")[:LONGEST]


def forget_records() -> int:
    """Delete some records that were kept long enough; return how many."""
    before = Now() - timedelta(days=settings.ACCESS_RECORDS_KEPT_DAYS)
    old = AccessRecord.objects.filter(at__lt=before).order_by("at")[:AT_ONCE]
    deleted, _ = AccessRecord.objects.filter(id__in=old.values("id")).delete()
    return deleted
