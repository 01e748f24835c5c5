"""Make sure of manufacturers and ports that many rows name."""

from collections.abc import Collection, Iterable
from itertools import count
from uuid import UUID

from django.db import connection
from django.db.models.functions import Lower

from catalog_service.gear.models import Manufacturer, Port, slug_of


def folded(texts: Collection[str]) -> dict[str, str]:
    """Return each text in small letters, as the database makes them for its unique rules."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT t, lower(t) FROM unnest(%s::text[]) AS t", [list(texts)])
        return dict(cursor.fetchall())


def ensure_manufacturers(names: Collection[str]) -> dict[str, Manufacturer]:
    """Return the manufacturer of each name; those that were missing are made."""
    keys = folded(names)
    known = _manufacturers(keys.values())
    missing = {key: name for name, key in sorted(keys.items(), reverse=True) if key not in known}
    if missing:
        taken = set(Manufacturer.objects.values_list("slug", flat=True))
        rows = [Manufacturer(name=name, slug=_free(name, taken)) for name in missing.values()]
        known |= dict(zip(missing, Manufacturer.objects.bulk_create(rows), strict=True))
    return {name: known[key] for name, key in keys.items()}


def _manufacturers(keys: Iterable[str]) -> dict[str, Manufacturer]:
    found = Manufacturer.objects.annotate(folded_name=Lower("name"))
    return {row.folded_name: row for row in found.filter(folded_name__in=list(keys))}


def _free(name: str, taken: set[str]) -> str:
    """Return a slug that nobody has, and take it."""
    slug = slug_of(name)[:90] or "manufacturer"
    candidates = (slug if number == 1 else f"{slug}-{number}" for number in count(1))
    free = next(candidate for candidate in candidates if candidate not in taken)
    taken.add(free)
    return free


def ensure_ports(keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], UUID]:
    """Return the id of the port of each kind and slug; those that were missing are made."""
    found = Port.objects.filter(slug__in={slug for _, slug in keys})
    known = {(port.kind, port.slug): port.pk for port in found}
    rows = [
        Port(kind=kind, slug=slug, name=port_name(slug))
        for kind, slug in sorted(keys)
        if (kind, slug) not in known
    ]
    Port.objects.bulk_create(rows)
    return known | {(port.kind, port.slug): port.pk for port in rows}


def port_name(slug: str) -> str:
    """Return how people write a connector: usb-c → USB-C, 10gbase-t → 10GBASE-T, lag → LAG."""
    words = slug.split("-")
    return "-".join(
        word.capitalize() if word.isalpha() and len(word) > 4 else word.upper() for word in words
    )
