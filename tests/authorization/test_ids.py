"""No id in what is sent is a number: DRF by itself takes `5` and `true` for ids.

This file runs in the project of each service, on the bodies of its OpenAPI document.
"""

from typing import Any

import pytest
from django.conf import settings

from tests.authorization.callers import by_token
from tests.authorization.table import NAME
from tests.contracts import operations as contracts

OPERATIONS = contracts.operations(contracts.document(f"{settings.SERVICE}_service"))
IDS = [(operation, place) for operation in OPERATIONS for place in contracts.ids(operation)]


@pytest.fixture
def admin():
    """Who may send everything."""
    (caller,) = (each for each in by_token() if each.column == "admin")
    return caller


def address(path: str, world: Any, caller: Any) -> str:
    """Return where an operation finds something that the caller may change."""
    if not NAME.search(path):
        return path
    things = world.things_of(path)
    return NAME.sub(things.own.get(caller.id, things.other), path)


def body(place: str, value: Any) -> Any:
    """Return what has a value at a place: `lines[].asset`."""
    for name in reversed(place.replace("[]", ".[]").split(".")):
        value = [value] if name == "[]" else {name: value}
    return value


@pytest.mark.parametrize("number", [5, True])
def test_a_number_is_no_id(world, admin, number):
    taken = []
    for operation, place in IDS:
        send = getattr(admin.client(), operation.method)
        answer = send(address(operation.path, world, admin), body(place, number), format="json")
        refused = {error["attr"].partition(".")[0] for error in answer.json().get("errors", ())}
        if answer.status_code != 400 or place.partition("[")[0].partition(".")[0] not in refused:
            taken.append(f"{operation}, {place}: {answer.status_code}")

    assert IDS
    assert not taken, "\n".join(taken)
