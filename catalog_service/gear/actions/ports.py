"""The verbs of ports."""

from typing import Any

from django.db import transaction

from catalog_service.gear import errors
from catalog_service.gear.actions import names
from catalog_service.gear.models import Port
from chassis.auth import Caller


@transaction.atomic
def create_port(*, by: Caller, **details: Any) -> Port:
    """Add a port."""
    return names.write(Port(), details)


@transaction.atomic
def change_port(*, port: Port, by: Caller, **changes: Any) -> Port:
    """Change some of a port; what is not named stays as it is."""
    return names.write(port, changes)


@transaction.atomic
def delete_port(*, port: Port, by: Caller) -> None:
    """Delete a port that no product needs."""
    names.delete_unused(port, port.lines.all(), errors.PortInUse)
