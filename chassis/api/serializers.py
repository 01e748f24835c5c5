"""Serializers declare the wire form once; `?fields=` and `?omit=` choose from it."""

from collections.abc import Mapping
from copy import copy, deepcopy
from functools import cache
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

SENT_WITH_FORMS = "csrfmiddlewaretoken"  # the pages of the browsable API send it as a field


class ResourceSerializer(serializers.ModelSerializer):
    """The base of every resource's serializer. It never writes: views hand its data to verbs."""

    @classmethod
    def many_init(cls, *args: Any, **kwargs: Any) -> serializers.BaseSerializer[Any]:
        """Refuse a choice of unknown fields even where there is no row to show."""
        many: Any = super().many_init(*args, **kwargs)
        if "request" in many.context:
            many.child.fields  # noqa: B018
        return many

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """Return the declared fields, or those that the reader chose."""
        fields = {name: _anew(field) for name, field in _made_once(type(self)).items()}
        request = self.context.get("request")
        is_root = self.parent is None or self.parent is self.root
        if not isinstance(request, Request) or request.method != "GET" or not is_root:
            return fields
        return {name: fields[name] for name in chosen(request, tuple(fields))}


class StrictSerializer(serializers.Serializer[Any]):
    """A form that refuses fields nobody declared: `dryrun=true` would act in earnest."""

    def to_internal_value(self, data: Any) -> Any:
        """Refuse them, and read the others."""
        sent = data.keys() if isinstance(data, Mapping) else set()
        if unknown := sorted(sent - self.fields.keys() - {SENT_WITH_FORMS}):
            detail = f"There is no such field here. There are: {', '.join(sorted(self.fields))}."
            raise ValidationError({name: [detail] for name in unknown})
        return super().to_internal_value(data)


@cache
def _made_once(serializer: Any) -> Mapping[str, Any]:
    """Return the fields as DRF makes them of the model, which takes it longer than all the rest."""
    fields: Mapping[str, Any] = super(ResourceSerializer, serializer()).get_fields()
    return fields


def _anew(field: Any) -> Any:
    """Return a field for a serializer of its own, before it is bound to that."""
    has_fields_of_its_own = hasattr(field, "child") or isinstance(field, serializers.BaseSerializer)
    return deepcopy(field) if has_fields_of_its_own else copy(field)


def chosen(request: Request, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the names that `?fields=` and `?omit=` leave; 400 to an unknown one."""
    wanted, omitted = _names(request, "fields"), _names(request, "omit")
    if not wanted and not omitted:
        return names
    if unknown := (wanted | omitted) - set(names):
        detail = f"No such field: {', '.join(sorted(unknown))}. There are: {', '.join(names)}."
        raise ValidationError({"fields": [detail]})
    keep = (wanted or set(names)) - omitted
    return tuple(name for name in names if name in keep)


def _names(request: Request, parameter: str) -> set[str]:
    text = request.query_params.get(parameter, "")
    return {name.strip() for name in text.split(",") if name.strip()}
