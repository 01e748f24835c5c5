"""What there is to choose from: sorts of gear, and places."""

from collections.abc import Mapping, Sequence

from django.db.models import Value

from catalog_service.gear.models import Category, Location

Choices = Sequence[tuple[str, str]]  # slug and path


def branches() -> Mapping[str, Choices]:
    """Return all categories and places, in their order, by one question."""
    words = [
        model.objects.order_by().values_list(Value(name), "slug", "path")
        for name, model in (("category", Category), ("place", Location))
    ]
    found: dict[str, list[tuple[str, str]]] = {"category": [], "place": []}
    for name, slug, path in words[0].union(words[1], all=True).order_by("path", "slug"):
        found[name].append((slug, path))
    return found
