"""The verbs of locations."""

from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, Q

from catalog_service.gear import errors
from catalog_service.gear.actions import names, trees
from catalog_service.gear.models import Asset, Location
from chassis.auth import Caller


@transaction.atomic(savepoint=False)
def create_location(*, by: Caller, **details: Any) -> Location:
    """Add a place, perhaps inside of another."""
    return trees.write(Location(), details)


@transaction.atomic(savepoint=False)
def change_location(*, location: Location, by: Caller, **changes: Any) -> Location:
    """Change some of a place, or put it with all that it holds inside of another."""
    return trees.write(location, changes)


@transaction.atomic(savepoint=False)
def delete_location(*, location: Location, by: Caller) -> None:
    """Delete a place that holds no other, where no asset is or belongs, and that no loan names."""
    trees.refuse_children(location)
    there = Asset.objects.filter(Q(location=location) | Q(home_location=location))
    try:
        names.delete_unused(location, there, errors.LocationInUse)
    except ProtectedError as error:
        raise errors.LocationNamed from error
