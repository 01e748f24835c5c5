"""What is known of somebody, in pages: each row with all of its fields but the secrets."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError

from chassis.privacy.errors import BadCursor, UnknownSection
from chassis.privacy.registry import Section, sections

AT_ONCE = 500


def contents() -> list[dict[str, str]]:
    """Return which sections there are, and what each of them is."""
    named = sorted(sections.values(), key=lambda section: section.name)
    return [{"name": each.name, "says": each.says} for each in named]


def page(name: str, subject: UUID, *, after: str = "") -> dict[str, Any]:
    """Return some rows of a section that are about somebody, and after which the next ones come."""
    if name not in sections:
        raise UnknownSection(f"{settings.SERVICE_TITLE} has no section {name}.")
    section = sections[name]
    rows = section.of(subject).order_by("pk")
    some = list((rows.filter(pk__gt=_key(section, after)) if after else rows)[:AT_ONCE])
    more = str(some[-1].pk) if len(some) == AT_ONCE else None
    return {"next": more, "results": [_told(section, row) for row in some]}


def rows(name: str, subject: UUID) -> Iterator[dict[str, Any]]:
    """Return all rows of a section that are about somebody."""
    after: str | None = ""
    while after is not None:
        some = page(name, subject, after=after)
        yield from some["results"]
        after = some["next"]


def _key(section: Section, after: str) -> Any:
    try:
        return section.model._meta.pk.to_python(after)
    except ValidationError as error:
        raise BadCursor(attr="cursor") from error


def _told(section: Section, row: Any) -> dict[str, Any]:
    fields = [field for field in row._meta.concrete_fields if field.name not in section.omit]
    return {field.attname: _plain(getattr(row, field.attname)) for field in fields}


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool | int | float | str | list | dict | None) else str(value)
