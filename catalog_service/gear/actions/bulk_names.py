"""Make sure of manufacturers, categories, locations, ports and labels that many rows name."""

from collections.abc import Iterable
from itertools import count
from typing import TypeVar

from django.db import connection

from catalog_service.gear.models import (
    Category,
    Location,
    Manufacturer,
    Port,
    StatusLabel,
    slug_of,
)

N = TypeVar("N", Manufacturer, Category, Location, StatusLabel)

_MISSING = """
    SELECT DISTINCT ON (lower(said.{column})) said.{column}
    FROM {table} AS said
    LEFT JOIN {known} AS known ON lower(known.name) = lower(said.{column})
    WHERE said.{column} IS NOT NULL AND known.id IS NULL
    ORDER BY lower(said.{column}), said.line
"""

_MISSING_LABELS = """
    SELECT DISTINCT ON (lower(said.status_label)) said.status_label, said.status
    FROM arriving_assets AS said
    LEFT JOIN gear_statuslabel AS known ON lower(known.name) = lower(said.status_label)
    WHERE said.status_label IS NOT NULL AND known.id IS NULL
    ORDER BY lower(said.status_label), said.line
"""

_MISSING_PORTS = """
    SELECT DISTINCT port.kind, port.type
    FROM arriving_products AS said, jsonb_to_recordset(said.ports) AS port (kind text, type text)
    LEFT JOIN gear_port AS known ON known.kind = port.kind AND known.slug = port.type
    WHERE known.id IS NULL
    ORDER BY port.kind, port.type
"""


def ensure_names(table: str) -> None:
    """Make the manufacturers and categories that arriving rows name and nobody made yet."""
    _ensure(table, Manufacturer)
    _ensure(table, Category)


def ensure_locations(table: str, *columns: str) -> int:
    """Make the locations that arriving rows name and nobody made yet, inside of no other.

    Return how many were made.
    """
    return sum(_ensure(table, Location, column) for column in columns)


def _ensure(table: str, model: type[N], column: str = "") -> int:
    words = {"column": column or model._meta.model_name, "known": model._meta.db_table}
    missing = [name for (name,) in _rows(_MISSING.format(table=table, **words))]
    slugs = _free_slugs(model, missing)
    model._default_manager.bulk_create(
        [model(name=name, slug=slug) for name, slug in zip(missing, slugs, strict=True)]
    )
    return len(missing)


def ensure_labels() -> None:
    """Make the labels that arriving assets name and nobody made yet: for the status beside them."""
    missing = _rows(_MISSING_LABELS)
    slugs = _free_slugs(StatusLabel, [name for name, _ in missing])
    StatusLabel.objects.bulk_create(
        [
            StatusLabel(name=name, slug=slug, status=status)
            for (name, status), slug in zip(missing, slugs, strict=True)
        ]
    )


def ensure_ports() -> None:
    """Make the ports that arriving products name and nobody made yet."""
    Port.objects.bulk_create(
        [Port(kind=kind, slug=slug, name=port_name(slug)) for kind, slug in _rows(_MISSING_PORTS)]
    )


def _rows(sql: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def _free_slugs(model: type[N], names: list[str]) -> Iterable[str]:
    """Return a slug for each name that nobody has."""
    wanted = [slug_of(name)[:90] or str(model._meta.model_name) for name in names]
    slugs = model._default_manager.values_list("slug", flat=True)
    taken = set(slugs.filter(slug__in=wanted))
    if taken or len(set(wanted)) < len(wanted):
        taken = set(slugs)
    return [_take(slug, taken) for slug in wanted]


def _take(slug: str, taken: set[str]) -> str:
    """Return the slug, with a number if need be, and take it."""
    candidates = (slug if number == 1 else f"{slug}-{number}" for number in count(1))
    free = next(candidate for candidate in candidates if candidate not in taken)
    taken.add(free)
    return free


def port_name(slug: str) -> str:
    """Return how people write a connector: usb-c → USB-C, 10gbase-t → 10GBASE-T, lag → LAG."""
    words = slug.split("-")
    return "-".join(
        word.capitalize() if word.isalpha() and len(word) > 4 else word.upper() for word in words
    )
