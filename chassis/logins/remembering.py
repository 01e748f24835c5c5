"""The row of a person who signed in: what their roles are now, whatever they were."""

from typing import Any

from django.conf import settings
from django.db import transaction

from chassis.auth import Caller
from chassis.logins.models import Login


def remember(caller: Caller, *, username: str) -> Login:
    """Make or renew a row."""
    with transaction.atomic():
        # A username can pass from one person to another; `sub` cannot.
        for other in Login.objects.filter(username=username).exclude(sub=caller.id):
            other.username = str(other.sub)
            other.save(update_fields=["username"])
        login, made = Login.objects.update_or_create(
            sub=caller.id, defaults={"username": username, **granted(caller)}
        )
        if made or login.has_usable_password():
            login.set_unusable_password()
            login.save(update_fields=["password"])
    return login


def granted(caller: Caller) -> dict[str, Any]:
    """Return the fields of a row that follow from what the provider says."""
    return {
        "name": caller.name,
        "roles": sorted(caller.roles),
        "scopes": sorted(caller.scopes),
        "is_staff": caller.has_role(*settings.DESK_ROLES),
        "is_superuser": False,
        "is_active": True,
    }
