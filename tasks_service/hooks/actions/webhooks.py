"""The verbs of a webhook."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from chassis.auth import Caller
from chassis.outside.errors import AddressRefused
from chassis.outside.places import place_of
from tasks_service.hooks import clients, errors
from tasks_service.hooks.events import PUBLIC
from tasks_service.hooks.models import Webhook, new_seed

BOTH_SIGN_FOR = timedelta(days=1)


@transaction.atomic(savepoint=False)
def create_webhook(*, by: Caller, **details: Any) -> Webhook:
    """Have an address told of events from now on."""
    return _write(Webhook(created_by=by.id), details)


@transaction.atomic(savepoint=False)
def change_webhook(*, webhook: Webhook, by: Caller, **changes: Any) -> Webhook:
    """Change some of a webhook. Switched on again, it is not told what it missed."""
    if changes.get("is_active") and not webhook.is_active:
        webhook.off_because, webhook.failing_since = "", None
    return _write(webhook, changes)


@transaction.atomic(savepoint=False)
def delete_webhook(*, webhook: Webhook, by: Caller) -> None:
    """Delete a webhook and what was sent to it; its history stays."""
    webhook.delete()


@transaction.atomic(savepoint=False)
def renew_secret(*, webhook: Webhook, by: Caller, at: datetime) -> Webhook:
    """Give it another secret; for a day the one before signs as well."""
    webhook.former_seed, webhook.former_until = webhook.seed, at + BOTH_SIGN_FOR
    webhook.seed = new_seed()
    webhook.save()
    return webhook


def _write(webhook: Webhook, changes: dict[str, Any]) -> Webhook:
    if "event_types" in changes:
        changes["event_types"] = _known(changes["event_types"])
    if "url" in changes:
        _refuse_inside(changes["url"])
    for name, value in changes.items():
        setattr(webhook, name, value)
    webhook.save()
    return webhook


def _known(names: Iterable[str]) -> list[str]:
    for name in names:
        if name not in PUBLIC:
            raise errors.EventUnknown(name, sorted(PUBLIC))
    return list(dict.fromkeys(names))


def _refuse_inside(url: str) -> None:
    """Say at once what can be said without asking for a name; the worker says the rest."""
    try:
        place_of(url, clients.rules())
    except AddressRefused as refused:
        raise errors.AddressNotCalled(refused.words) from refused
