"""What the verbs of everything that stands in a tree share."""

from collections.abc import Mapping
from typing import Any, TypeVar

from catalog_service.gear import errors
from catalog_service.gear.actions import names
from catalog_service.gear.models import Branch
from chassis.errors import DomainError

B = TypeVar("B", bound=Branch)


def write(row: B, changes: Mapping[str, Any]) -> B:
    """Write a row of a tree; the database says where that puts it, and all that is inside of it."""
    noun = row._meta.model_name
    rules: dict[str, DomainError] = {
        f"no_{noun}_is_inside_itself": errors.InsideItself(attr="parent"),
        f"a_{noun}_has_few_above_it": errors.TooDeep(attr="parent"),
        f"a_{noun}_has_a_short_path": errors.TooDeep(attr="parent"),
    }
    names.write(row, changes, **rules)
    row.refresh_from_db(fields=["ancestors", "path"])
    return row


def refuse_children(row: B) -> None:
    """Refuse to delete what others stand inside of."""
    if type(row)._default_manager.filter(parent=row).exists():
        raise errors.NotEmpty
