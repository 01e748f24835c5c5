"""The verbs of saved views."""

from typing import Any

from django.db import transaction

from chassis.auth import Caller
from chassis.errors.clashes import clashes
from tasks_service.work import errors
from tasks_service.work.models import SavedView


@transaction.atomic(savepoint=False)
def save_view(*, by: Caller, **details: Any) -> SavedView:
    """Keep what one asks of the list of tasks."""
    if by.person_id is None:
        raise errors.OnlyPeopleSaveViews
    return _write(SavedView(owner=by.person_id), details)


@transaction.atomic(savepoint=False)
def change_view(*, savedview: SavedView, by: Caller, **changes: Any) -> SavedView:
    """Ask something else, or call it otherwise."""
    _refuse_others(savedview, by)
    return _write(savedview, changes)


@transaction.atomic(savepoint=False)
def delete_view(*, savedview: SavedView, by: Caller) -> None:
    """Keep it no more."""
    _refuse_others(savedview, by)
    savedview.delete()


def _write(view: SavedView, words: dict[str, Any]) -> SavedView:
    for name, value in words.items():
        setattr(view, name, value)
    with clashes(a_person_calls_one_view_by_a_name=errors.ViewNameTaken(attr="name")):
        view.save()
    return view


def _refuse_others(view: SavedView, by: Caller) -> None:
    if view.owner != by.person_id:
        raise errors.OnlyItsOwnerChangesIt
