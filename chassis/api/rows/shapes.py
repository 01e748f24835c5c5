"""The shape of a row's JSON: which members PostgreSQL makes, and which Python must."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import groupby
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import F, Model, QuerySet
from django.db.models.expressions import Combinable
from rest_framework.renderers import JSONRenderer

from chassis.api.rows.columns import column, is_sealed
from chassis.api.rows.expressions import Compiled, JSONObject

VARIANTS = 512  # choices of fields that a process remembers


class Shape:
    """The members of a row's JSON, in the order of the serializer that declares them."""

    def __init__(self, serializer: Any, names: Iterable[str]) -> None:
        self.model = serializer.Meta.model
        fields, reads = _fields(serializer), _reads(serializer)
        self.parts: list[_Part] = [
            _MadeHere(self.model, {name: fields[name] for name in run}, reads)
            if is_made_here
            else _MadeThere(self.model, {name: _column(serializer, name) for name in run})
            for is_made_here, run in groupby(names, reads.__contains__)
        ]
        self.has_versions = any(each.name == "version" for each in self.model._meta.fields)

    def of(self, rows: Any, *places: Any) -> "QuerySet[Any]":
        """Return a query of tuples: what `text` needs of each row, and behind it the places."""
        columns = [each for part in self.parts for each in part.columns]
        plain = rows.prefetch_related(None) if rows._prefetch_related_lookups else rows
        query: QuerySet[Any] = plain.values_list(*columns, *places)
        return query

    def text(self, row: Sequence[Any]) -> str:
        """Return the JSON of a tuple of that query."""
        if len(self.parts) == 1 and isinstance(self.parts[0], _MadeThere):
            return str(row[0])
        values = iter(row)
        members = (part.text([next(values) for _ in part.columns]) for part in self.parts)
        return f"{{{','.join(text[1:-1] for text in members)}}}"


class _Part:
    """Members that stand beside each other and are made in the same place."""

    columns: Sequence[Any]

    def text(self, values: Sequence[Any]) -> str:
        """Return an object of the members."""
        raise NotImplementedError


class _MadeThere(_Part):
    """Members that PostgreSQL makes."""

    def __init__(self, model: type[Model], columns: Mapping[str, Combinable]) -> None:
        self.model, self.members = model, columns

    @cached_property
    def columns(self) -> Sequence[Any]:  # type: ignore[override]
        """One column, compiled once: its SQL is the same for every query of the table."""
        query = self.model._base_manager.all().query
        query.get_initial_alias()
        whole: Any = JSONObject(**self.members).resolve_expression(query)
        if sum(map(bool, query.alias_refcount.values())) > 1:
            raise ImproperlyConfigured(f"A column of {self.model.__name__} joins another table.")
        sql, words = query.get_compiler(connection=connection).compile(whole)
        return [Compiled(f"{sql}::text", words)]

    def text(self, values: Sequence[Any]) -> str:
        """Return what PostgreSQL made."""
        return str(values[0])


class _MadeHere(_Part):
    """Members that Python makes of some columns."""

    renderer = JSONRenderer()

    def __init__(
        self, model: type[Model], fields: Mapping[str, Any], reads: Mapping[str, Sequence[str]]
    ) -> None:
        self.model, self.fields = model, fields
        read = {column for name in fields for column in reads[name]}
        self.names = [each.attname for each in model._meta.concrete_fields if each.name in read]
        self.columns = [F(name) for name in self.names]

    def text(self, values: Sequence[Any]) -> str:
        """Return what the fields show."""
        row = self.model.from_db(DEFAULT_DB_ALIAS, self.names, values)
        shown = {name: _shown(field, row) for name, field in self.fields.items()}
        return bytes(self.renderer.render(shown)).decode()


def _shown(field: Any, row: Model) -> Any:
    value = field.get_attribute(row)
    return None if value is None else field.to_representation(value)


@cache
def _fields(serializer: Any) -> Mapping[str, Any]:
    """Return the fields that answers show; kept, for they are the same for every row."""
    return {name: each for name, each in serializer().fields.items() if not each.write_only}


@cache
def _reads(serializer: Any) -> Mapping[str, Sequence[str]]:
    """Return the fields that Python makes, each with the columns that it reads."""
    meta = serializer.Meta
    fields = _fields(serializer).items()
    sealed = {name: (each.source,) for name, each in fields if is_sealed(each, meta.model)}
    return {**sealed, **getattr(meta, "made_in_python", {})}


def _column(serializer: Any, name: str) -> Combinable:
    declared = getattr(serializer.Meta, "columns", {})
    field = _fields(serializer)[name]
    found: Combinable = declared.get(name) or column(field, serializer.Meta.model)
    return found


def names(serializer: Any) -> tuple[str, ...]:
    """Return the names of the fields that answers show."""
    return tuple(_fields(serializer))


@lru_cache(VARIANTS)
def shape(serializer: Any, chosen: tuple[str, ...]) -> Shape:
    """Return the shape of some of a serializer's fields. Raises ImproperlyConfigured."""
    return Shape(serializer, chosen)
