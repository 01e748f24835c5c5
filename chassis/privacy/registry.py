"""Which rows of this service are about somebody, and which fields only look like it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import Field, ForeignKey, Model, Q, QuerySet, UUIDField


@dataclass(frozen=True, kw_only=True)
class Section:
    """Rows of a kind that are about somebody, by one of some look-ups."""

    name: str
    model: type[Model]
    by: Sequence[str]
    says: str
    omit: frozenset[str] = frozenset()  # what is shown to nobody: secrets, and their hashes
    goes: bool = False  # nobody needs them without whom they are about

    def of(self, subject: UUID) -> QuerySet[Any]:
        """Return the rows that are about somebody."""
        told = [Q(**{path: _value(self.model, path, subject)}) for path in self.by]
        return self.model._base_manager.filter(_any(told))

    def history(self) -> "Section | None":
        """Return what these rows were before, if that is kept and tells whom it is about."""
        events = getattr(self.model, "pgh_event_model", None)
        by = [path for path in self.by if "__" not in path]
        if events is None or not by:
            return None
        return Section(
            name=f"{self.name}-history",
            model=events,
            by=_kept(events, by),
            says=f"How it changed: {self.says}",
            omit=self.omit,
            goes=self.goes,
        )


_sections: dict[str, Section] = {}
_exempt: dict[tuple[type[Model], str], str] = {}
sections: Mapping[str, Section] = MappingProxyType(_sections)


def about(
    name: str,
    model: type[Model],
    *by: str,
    says: str,
    omit: Sequence[str] = (),
    goes: bool = False,
) -> None:
    """Say which rows of a model are about somebody: those of which a look-up finds their id.

    `says` tells readers of an archive what they see. Rows that `goes` are deleted when somebody is
    forgotten; of the others the id stays, under which nobody is known any more.
    """
    for field in omit:
        model._meta.get_field(field)  # a name that is no field would omit nothing
    own = Section(name=name, model=model, by=by, says=says, omit=frozenset(omit), goes=goes)
    for section in filter(None, (own, own.history())):
        if section.name in _sections:
            raise ValueError(f"Two sections are called {section.name}.")
        _sections[section.name] = section


def exempt(model: type[Model], *fields: str, why: str) -> None:
    """Say why fields that look like ids of somebody are none, or need no section."""
    _exempt.update({(model, field): why for field in fields})


def unsaid(model: type[Model], user: type[Model]) -> list[str]:
    """Return the fields of a model that may say whom a row is about, and of which nothing is said.

    Those are ids without a table, words for whoever did something, and links to accounts.
    """
    if hasattr(model, "pgh_tracked_model"):
        return []  # as the model that it follows
    said = {path.partition("__")[0] for each in _of(model) for path in each.by}
    said |= {field for known, field in _exempt if known is model}
    fields = model._meta.concrete_fields
    return [field.name for field in fields if _may_name(field, user) and field.name not in said]


WHO = {"owner", "caller", "actor", "by", "sub", "subject", "person", "user"}


def _may_name(field: "Field[Any, Any]", user: type[Model]) -> bool:
    if isinstance(field, ForeignKey):
        return field.related_model is user
    if isinstance(field, UUIDField):
        return not field.primary_key
    return field.name in WHO or field.name.endswith("_by")


def _of(model: type[Model]) -> list[Section]:
    return [section for section in _sections.values() if section.model is model]


def _kept(events: type[Model], by: Sequence[str]) -> list[str]:
    """Return the look-ups in a history: the key of a row is kept as what an event is of."""
    kept = {field.name for field in events._meta.concrete_fields}
    is_key = {"pk", "id"}
    return ["pgh_obj_id" if path in is_key else path for path in by if path in kept | is_key]


def _value(model: type[Model], path: str, subject: UUID) -> Any:
    """Return the id as the column has it: text where that is text."""
    field = _field(model, path)
    is_id = isinstance(field, UUIDField | ForeignKey)
    return subject if is_id else str(subject)


def _field(model: type[Model], path: str) -> Any:
    first, _, rest = path.partition("__")
    field: Any = model._meta.pk if first == "pk" else model._meta.get_field(first)
    related = getattr(field, "related_model", None)
    return _field(related, rest) if rest and related else field


def _any(conditions: Sequence[Q]) -> Q:
    found = Q()
    for each in conditions:
        found |= each
    return found
