"""The demo people's logins in a service that has no people of its own."""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.models import Permission

from chassis import env
from chassis.logins.models import Login
from chassis.logins.subjects import DEMO_SUBS

__all__ = ["DEMO_SUBS", "DemoLogin", "seed_logins"]


@dataclass(frozen=True, kw_only=True)
class DemoLogin:
    """A demo person's login: what tokens would grant, and how far the admin opens."""

    username: str
    role: str
    scopes: Sequence[str]
    is_superuser: bool = False
    is_staff: bool = False  # staff may do everything with this service's own rows, not with logins


def seed_logins(people: Sequence[DemoLogin]) -> None:
    """Make or renew the demo people's logins."""
    password = env.secret("KITROOM_DEMO_PASSWORD")
    for person in people:
        login, _ = Login.objects.update_or_create(
            username=person.username,
            defaults={
                "sub": DEMO_SUBS[person.username],
                "roles": [person.role],
                "scopes": list(person.scopes),
                "is_staff": person.is_staff or person.is_superuser,
                "is_superuser": person.is_superuser,
            },
        )
        login.set_password(password)
        login.save()
        login.user_permissions.set(_of_own_rows() if person.is_staff else [])


def _of_own_rows() -> Sequence[Permission]:
    """Every permission on the models of the service's own apps, and to look at its jobs."""
    package = os.environ["DJANGO_SETTINGS_MODULE"].rpartition(".")[0]
    own = [app.label for app in apps.get_app_configs() if app.name.startswith(f"{package}.")]
    found = Permission.objects.filter(content_type__app_label__in=own)
    return [*found, *Permission.objects.filter(codename="view_job")]
