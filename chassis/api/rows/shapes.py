"""The shape of a row's JSON: which members PostgreSQL makes, and which Python must."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import groupby
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import F, Model, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from rest_framework.renderers import JSONRenderer

from chassis.api.rows.columns import column, is_sealed
from chassis.api.rows.expressions import JSONObject, JSONText
from chassis.api.rows.query import fragment
from chassis.fragments import Fragment, joined

VARIANTS = 512  # choices of fields that a process remembers


class Shape:
    """The members of a row's JSON, in the order of the serializer that declares them."""

    def __init__(self, serializer: Any, names: Iterable[str]) -> None:
        self.model = serializer.Meta.model
        fields, reads = _fields(serializer), _reads(serializer)
        self.parts: list[_Part] = [
            _MadeHere(self.model, {name: fields[name] for name in run}, reads)
            if is_made_here
            else _MadeThere({name: _column(serializer, name) for name in run})
            for is_made_here, run in groupby(names, reads.__contains__)
        ]

    @cached_property
    def head(self) -> Fragment:
        """What a query reads for `text`, compiled once for all of them."""
        columns = (column for part in self.parts for column in part.columns)
        return joined(fragment(column, self.model) for column in columns)

    @cached_property
    def whole_text(self) -> Fragment | None:
        """The row's JSON as a text, if PostgreSQL makes all of it."""
        if len(self.parts) != 1 or not isinstance(self.parts[0], _MadeThere):
            return None
        return fragment(self.parts[0].whole_text, self.model)

    @cached_property
    def version(self) -> Fragment | None:
        """The row's version, if its table counts one."""
        is_counted = any(each.name == "version" for each in self.model._meta.fields)
        return fragment(F("version"), self.model) if is_counted else None

    @cached_property
    def is_one_text(self) -> bool:
        """Whether PostgreSQL makes the whole JSON of a row that has an ETag."""
        return bool(self.whole_text and self.version)

    def text(self, row: Sequence[Any]) -> str:
        """Return the JSON of a row that begins with what `head` reads."""
        if self.whole_text:
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

    def __init__(self, columns: Mapping[str, Combinable]) -> None:
        self.whole_text = JSONText(**columns)
        self.columns = [Cast(JSONObject(**columns), TextField())]

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
        self.stored = [each for each in model._meta.concrete_fields if each.name in read]
        self.columns = [F(each.attname) for each in self.stored]

    def text(self, values: Sequence[Any]) -> str:
        """Return what the fields show."""
        read = [_loaded(field, value) for field, value in zip(self.stored, values, strict=True)]
        row = self.model.from_db(DEFAULT_DB_ALIAS, [each.attname for each in self.stored], read)
        shown = {name: _shown(field, row) for name, field in self.fields.items()}
        return bytes(self.renderer.render(shown)).decode()


def _loaded(field: Any, value: Any) -> Any:
    """Return what the ORM makes of a value that the database had."""
    for convert in field.get_db_converters(connection):
        value = convert(value, None, connection)
    return value


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
