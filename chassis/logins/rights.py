"""What a signed-in person may do in the admin: it follows from their roles, at each request."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model

from chassis.logins.models import Login

EVERYTHING = ("view", "add", "change", "delete")
# Rows of these follow from the sign-in: nobody types them.
FRAMEWORK = {"admin", "auth", "contenttypes", "sessions", "logins"}


def of(login: Any) -> set[str]:
    """Return the permissions of a login: of an operator all, of others at the desk their own rows.

    Who does not run the desk has none.
    """
    if not isinstance(login, Login) or not (login.is_active and login.is_staff):
        return set()
    caller = login.caller()
    if not caller.has_role(*settings.DESK_ROLES):
        return set()
    if caller.may(f"{settings.SERVICE}:operate"):
        return set(_of_operators())
    return {*_of_own_rows(), "jobs.view_job"}


def _of_operators() -> Iterator[str]:
    for model in apps.get_models():
        verbs = ("view",) if model._meta.app_label in FRAMEWORK else EVERYTHING
        yield from _named(model, verbs)


def _of_own_rows() -> Iterator[str]:
    package = settings.ROOT_URLCONF.rpartition(".")[0]
    for config in apps.get_app_configs():
        if config.name.startswith(f"{package}."):
            for model in config.get_models():
                yield from _named(model, EVERYTHING)


def _named(model: type[Model], verbs: tuple[str, ...]) -> Iterator[str]:
    return (f"{model._meta.app_label}.{verb}_{model._meta.model_name}" for verb in verbs)
