"""What answers tell of other services' rows: always with how old the knowledge is."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import Subquery
from rest_framework import serializers

from chassis.projections.freshness import as_of, is_stale
from chassis.projections.models import Projection


class KnownSerializer(serializers.Serializer[Any]):
    """The base of a read-only part of an answer that comes from a projection.

    It is looked up once for a page, however many rows that has, and not at all if nobody reads it.
    """

    projection: ClassVar[type[Projection]]

    as_of = serializers.DateTimeField(
        allow_null=True, help_text="Until when everything is known; null while that is unknown."
    )
    is_stale = serializers.SerializerMethodField(help_text="Older than a minute: it may mislead.")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"read_only": True, **kwargs})
        self._page: Sequence[Any] | None = None
        self._known: Mapping[Any, Any] = {}

    def get_fields(self) -> dict[str, Any]:
        """Return what is known, and after it how old that is."""
        fields = super().get_fields()
        age = {name: fields.pop(name) for name in ("as_of", "is_stale")}
        return {**fields, **age}

    def known_of(self, rows: Sequence[Any]) -> Mapping[Any, Any]:
        """Return what is known about each of some rows, by the row's id."""
        raise NotImplementedError

    def get_attribute(self, instance: Any) -> Any:
        """Return what is known about one row of the page, or None."""
        page = getattr(getattr(self.parent, "parent", None), "instance", None)
        if not isinstance(page, list):
            return self.known_of([instance]).get(instance.pk)
        if self._page is not page:
            self._page, self._known = page, self.known_of(page)
        return self._known.get(instance.pk)

    def get_is_stale(self, known: Any) -> bool:
        """Tell whether it may mislead."""
        return is_stale(known.as_of)


class DetailsSerializer(KnownSerializer):
    """What is known of the one row that another row names by its id."""

    key: ClassVar[str]  # the attribute that holds the id

    def known_of(self, rows: Sequence[Any]) -> Mapping[Any, Any]:
        """Read what the rows name, in one query; none if they name nothing."""
        named = {row.pk: getattr(row, self.key) for row in rows}
        wanted = {key for key in named.values() if key is not None}
        if not wanted:
            return {}
        fresh = as_of(self.projection)
        found = self.projection.objects.known().annotate(as_of=Subquery(fresh)).in_bulk(wanted)
        return {pk: found[key] for pk, key in named.items() if key in found}
