"""Which assets, products and kits the names in a request mean."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Lower

from catalog_service.gear.models import Asset, Product
from catalog_service.lending.models import Kit


def assets_called(names: Collection[str]) -> Mapping[str, Asset]:
    """Return the asset that each name means: an id, or a tag whatever its capitals."""
    asked = {name for name in names if name.isprintable()}  # else no tag, and no text for SQL
    ids = {name: UUID(name) for name in asked if _is_id(name)}
    tags = {name: name.lower() for name in asked - ids.keys()}
    found, wanted = Asset.objects.order_by(), Q(pk__in=ids.values())
    if tags:  # Django takes a millisecond to say so
        found = found.alias(folded=Lower("tag"))
        wanted |= Q(folded__in=tags.values())
    rows = list(found.filter(wanted))
    meant: dict[object, Asset] = {row.tag.lower(): row for row in rows}
    meant.update({row.pk: row for row in rows})
    keys: dict[str, object] = {**ids, **tags}
    return {name: meant[key] for name, key in keys.items() if key in meant}


def products_called(names: Collection[str]) -> Mapping[str, Product]:
    """Return the product that each name means: an id."""
    ids = {name: UUID(name) for name in names if _is_id(name)}
    found = Product.objects.order_by().in_bulk(ids.values())
    return {name: found[pk] for name, pk in ids.items() if pk in found}


def kits_called(names: Collection[str]) -> Mapping[str, Kit]:
    """Return the kit that each name means, with its parts: an id, or a slug."""
    asked = {name for name in names if name.isprintable()}
    ids = {name: UUID(name) for name in asked if _is_id(name)}
    slugs = {name: name.lower() for name in asked - ids.keys()}
    rows = Kit.objects.with_parts().filter(Q(pk__in=ids.values()) | Q(slug__in=slugs.values()))
    meant: dict[object, Kit] = {}
    for row in rows:
        meant |= {row.pk: row, row.slug: row}
    keys: dict[str, object] = {**ids, **slugs}
    return {name: meant[key] for name, key in keys.items() if key in meant}


def _is_id(name: str) -> bool:
    try:
        UUID(name)
    except ValueError:
        return False
    return True
