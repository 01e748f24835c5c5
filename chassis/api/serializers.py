"""Serializers declare the wire form once; `?fields=` and `?omit=` choose from it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

from django.db import models
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.fields import empty
from rest_framework.request import Request

from chassis.api.ids import IdField
from chassis.api.unknown import unknown_fields

CHOICES = 512  # of fields, that a process remembers
SENT_WITH_FORMS = "csrfmiddlewaretoken"  # the pages of the browsable API send it as a field


class ResourceSerializer(serializers.ModelSerializer):
    """The base of every resource's serializer. It never writes: views hand its data to verbs."""

    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.UUIDField: IdField,
    }

    _sent: Mapping[str, Any] | None = None

    def __init__(self, instance: Any = None, data: Any = empty, **kwargs: Any) -> None:
        """Begin as DRF does, which counts each on a class: all that Python knows of it is lost."""
        if not {"context", "partial"} >= kwargs.keys():
            super().__init__(instance, data, **kwargs)
            return
        vars(self).update(_blank(type(self)))
        self.instance = instance
        if data is not empty:
            self.initial_data = data
        self.partial = kwargs.get("partial", False)
        self._context = kwargs.get("context", {})

    @classmethod
    def many_init(cls, *args: Any, **kwargs: Any) -> serializers.BaseSerializer[Any]:
        """Refuse a choice of unknown fields even where there is no row to show."""
        many: Any = super().many_init(*args, **kwargs)
        if "request" in many.context:
            many.child.fields  # noqa: B018
        return many

    @property
    def _readable_fields(self) -> Iterator[Any]:  # type: ignore[override]
        """Go through the fields that are shown: some only to whoever asks for them by name."""
        request = self.context.get("request")
        is_root = self.parent is None or self.parent is self.root
        asked = ""
        if isinstance(request, Request) and is_root:
            asked = request.query_params.get("fields", "")
        hidden = when_asked(type(self)) - _names(asked)
        return (field for field in super()._readable_fields if field.field_name not in hidden)

    @cached_property
    def fields(self) -> Mapping[str, Any]:  # type: ignore[override]
        """The declared fields, or those that the reader chose."""
        made = _made_once(type(self))
        request = self.context.get("request")
        is_root = self.parent is None or self.parent is self.root
        names = tuple(made)
        if isinstance(request, Request) and request.method in {"GET", "HEAD"} and is_root:
            names = chosen(request, tuple(n for n in names if not made[n].field.write_only))
        return {name: made[name].of(self, name) for name in names}

    def to_internal_value(self, data: Any) -> Any:
        """Read what was sent. Of JSON no field is left out in silence."""
        self._sent = data if type(data) is dict else None
        if self._sent and (unknown := self._sent.keys() - _declared(type(self))):
            raise unknown_fields(unknown, [name for name, _ in _writable(type(self))])
        return super().to_internal_value(data)

    @property
    def _writable_fields(self) -> Iterator[Any]:  # type: ignore[override]
        """Go through the fields that read what was sent: of JSON those that it has or must have.

        None of the others would have anything to say about it.
        """
        if self._sent is None:
            yield from super()._writable_fields
            return
        is_partial = getattr(self.root, "partial", False)
        for name, made in _writable(type(self)):
            if name in self._sent or (made.is_missed and not is_partial):
                yield made.of(self, name)

    def _read_only_defaults(self) -> dict[str, Any]:
        has_some = _has_read_only_defaults(type(self))
        return super()._read_only_defaults() if has_some else {}

    def get_validators(self) -> list[Any]:
        """Return what refuses rows as wholes."""
        return _validators(type(self))


class StrictSerializer(serializers.Serializer[Any]):
    """A form that refuses fields nobody declared: `dryrun=true` would act in earnest.

    As a line of a row it is whole or nothing, even where the row is changed only in part.
    """

    def to_internal_value(self, data: Any) -> Any:
        """Refuse them, and read the others."""
        sent = data.keys() if isinstance(data, Mapping) else set()
        if unknown := sent - self.fields.keys() - {SENT_WITH_FORMS}:
            raise unknown_fields(unknown, self.fields)
        is_part = self.parent is not None and getattr(self.root, "partial", False)
        return self._whole.to_internal_value(data) if is_part else super().to_internal_value(data)

    @cached_property
    def _whole(self) -> "StrictSerializer":
        """The same form, alone: DRF asks the outermost one whether something may be left out."""
        return type(self)(context=self.context)


@cache
def _blank(serializer: Any) -> Mapping[str, Any]:
    """Return what a serializer of nothing is made of."""
    made = object.__new__(serializer)
    serializers.ModelSerializer.__init__(made)
    return vars(made)


class _Made(NamedTuple):
    """A field as DRF makes it, and what a copy of it knows from the beginning."""

    field: Any
    state: Mapping[str, Any]
    has_children: bool  # which are bound to it
    is_missed: bool  # it does something where a form leaves it out

    def of(self, serializer: Any, name: str) -> Any:
        """Return such a field that is bound to a serializer of its own."""
        if self.has_children:
            own = deepcopy(self.field)  # which is not bound, neither are its children
            own.bind(name, serializer)
            return own
        own = object.__new__(type(self.field))
        own.__dict__.update(self.state)
        own.parent = serializer
        return own


@cache
def _made_once(serializer: Any) -> Mapping[str, _Made]:
    """Return the fields as DRF makes them of the model, which takes it longer than all the rest."""
    maker = serializer()
    fields = maker.get_fields()
    for name, field in fields.items():
        field.bind(name, maker)
        field.validators  # noqa: B018  (looked up once)
    return {name: _made(field) for name, field in fields.items()}


def _made(field: Any) -> _Made:
    has_children = hasattr(field, "child") or hasattr(field, "child_relation")
    # The fields of a serializer are bound to it: a copy makes its own.
    state = {name: value for name, value in vars(field).items() if name != "fields"}
    has_default = field.default is not empty
    return _Made(field, state, has_children, is_missed=field.required or has_default)


@cache
def _declared(serializer: Any) -> frozenset[str]:
    """Return the names of all fields: those that are only read may be sent back."""
    return frozenset(_made_once(serializer))


@cache
def _writable(serializer: Any) -> Sequence[tuple[str, _Made]]:
    """Return the fields that forms ask."""
    made = _made_once(serializer).items()
    return [(name, each) for name, each in made if not each.field.read_only]


@cache
def _has_read_only_defaults(serializer: Any) -> bool:
    made = _made_once(serializer).values()
    return any(each.field.read_only and each.is_missed for each in made)


@cache
def _validators(serializer: Any) -> list[Any]:
    """Return what refuses rows as wholes: DRF looks for it in the model each time."""
    found: list[Any] = super(ResourceSerializer, serializer()).get_validators()
    return found


def when_asked(serializer: Any) -> frozenset[str]:
    """Return the fields that are only shown to whoever asks for them by `?fields=`."""
    return frozenset(getattr(serializer.Meta, "when_asked", ()))


def chosen(
    request: Request, names: tuple[str, ...], hidden: Collection[str] = ()
) -> tuple[str, ...]:
    """Return those of the names that `?fields=` and `?omit=` leave; 400 to an unknown one."""
    asked = request.query_params
    return _chosen(asked.get("fields", ""), asked.get("omit", ""), names, frozenset(hidden))


@lru_cache(CHOICES)
def _chosen(
    fields: str, omit: str, names: tuple[str, ...], hidden: frozenset[str]
) -> tuple[str, ...]:
    wanted, omitted = _names(fields), _names(omit)
    if unknown := (wanted | omitted) - set(names):
        detail = f"No such field: {', '.join(sorted(unknown))}. There are: {', '.join(names)}."
        raise ValidationError({"fields": [detail]})
    keep = (wanted or {*names} - hidden) - omitted
    return tuple(name for name in names if name in keep)


def _names(text: str) -> set[str]:
    return {name.strip() for name in text.split(",") if name.strip()}
