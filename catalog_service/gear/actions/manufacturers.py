"""The verbs of manufacturers."""

from typing import Any

from django.db import transaction

from catalog_service.gear import errors
from catalog_service.gear.actions import names
from catalog_service.gear.models import Manufacturer
from chassis.auth import Caller


@transaction.atomic(savepoint=False)
def create_manufacturer(*, by: Caller, **details: Any) -> Manufacturer:
    """Add a manufacturer."""
    return names.write(Manufacturer(), details)


@transaction.atomic(savepoint=False)
def change_manufacturer(*, manufacturer: Manufacturer, by: Caller, **changes: Any) -> Manufacturer:
    """Change some of a manufacturer; what is not named stays as it is."""
    return names.write(manufacturer, changes)


@transaction.atomic(savepoint=False)
def delete_manufacturer(*, manufacturer: Manufacturer, by: Caller) -> None:
    """Delete a manufacturer that no product needs."""
    names.delete_unused(manufacturer, manufacturer.products.all(), errors.ManufacturerInUse)
