"""What the verbs of everything that has a name share."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import QuerySet

from catalog_service.gear import errors
from catalog_service.gear.models.names import Slugged
from chassis.errors import DomainError
from chassis.errors.clashes import clashes

N = TypeVar("N", bound=Slugged)


def write(row: N, changes: Mapping[str, Any], **rules: DomainError) -> N:
    """Write a row that has a name; a slug that is left out is made from it.

    `rules` are further constraints of its table, and what is raised where they say no.
    """
    for name, value in changes.items():
        setattr(row, name, value)
    row.clean()
    if not row.slug:
        raise errors.SlugMissing(attr="slug")
    noun = row._meta.model_name
    with clashes(
        **{
            f"one_{noun}_per_name": errors.NameTaken(attr="name"),
            f"one_{noun}_per_slug": errors.SlugTaken(attr="slug"),
            f"one_{noun}_per_kind_and_slug": errors.SlugTaken(attr="slug"),
            **rules,
        }
    ):
        row.save()
    return row


def delete_unused(row: Any, users: "QuerySet[Any]", in_use: type[errors.InUse]) -> None:
    """Delete a row, unless others need it."""
    if count := users.count():
        raise in_use(count)
    row.delete()
