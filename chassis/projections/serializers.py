"""What answers tell of other services' rows: always with how old the knowledge is."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import BooleanField, Func, Model, OuterRef, Subquery
from django.db.models.expressions import Combinable
from rest_framework import serializers

from chassis.api.rows.columns import column
from chassis.api.rows.expressions import JSONObject, WireTime
from chassis.projections.freshness import STALE_AFTER, as_of, is_stale
from chassis.projections.models import Projection

AGE = ("as_of", "is_stale")


class IsStale(Func):
    """Whether what was known until a moment may mislead by now."""

    template = f"COALESCE(now() - %(expressions)s > interval '{STALE_AFTER}', true)"
    output_field = BooleanField()


def age_of(projection: type[Projection]) -> dict[str, Combinable]:
    """Return how old the knowledge of a projection is, as members of an answer's JSON."""
    at = Subquery(as_of(projection))
    return {"as_of": WireTime(at), "is_stale": IsStale(at)}


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
        age = {name: fields.pop(name) for name in AGE}
        return {**fields, **age}

    def known_of(self, rows: Sequence[Any]) -> Mapping[Any, Any]:
        """Return what is known about each of some rows, by the row's id."""
        raise NotImplementedError

    def column(self, model: type[Model]) -> Combinable:
        """Return the same as `known_of`, for one row of a query of a model."""
        raise NotImplementedError

    @property
    def told(self) -> list[str]:
        """The names of what is known, without how old that is."""
        names: Iterable[str] = self.fields.keys()
        return [name for name in names if name not in AGE]

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

    def column(self, model: type[Model]) -> Combinable:
        """Return what is known of the row that another row names."""
        known = self.projection.objects.known().filter(pk=OuterRef(self.key))
        members = {name: column(self.fields[name], self.projection) for name in self.told}
        return Subquery(known.values_list(JSONObject(**members, **age_of(self.projection))))

    def known_of(self, rows: Sequence[Any]) -> Mapping[Any, Any]:
        """Read what the rows name, in one query; none if they name nothing."""
        named = {row.pk: getattr(row, self.key) for row in rows}
        wanted = {key for key in named.values() if key is not None}
        if not wanted:
            return {}
        fresh = as_of(self.projection)
        found = self.projection.objects.known().annotate(as_of=Subquery(fresh)).in_bulk(wanted)
        return {pk: found[key] for pk, key in named.items() if key in found}
