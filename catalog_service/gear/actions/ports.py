"""The verbs of ports."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from catalog_service.gear import errors
from catalog_service.gear.actions import names
from catalog_service.gear.models import Port, Product
from chassis.auth import Caller


@transaction.atomic(savepoint=False)
def create_port(*, by: Caller, **details: Any) -> Port:
    """Add a port."""
    return names.write(Port(), details)


@transaction.atomic(savepoint=False)
def change_port(*, port: Port, by: Caller, **changes: Any) -> Port:
    """Change some of a port; what is not named stays as it is."""
    before = _shown(port)
    holders = _hold_products(port)
    port = names.write(port, changes)
    if _shown(port) != before:
        # Products show their ports: without a new version, their ETags would lie.
        Product.objects.filter(pk__in=holders).update(version=F("version"))
    return port


@transaction.atomic(savepoint=False)
def delete_port(*, port: Port, by: Caller) -> None:
    """Delete a port that no product needs."""
    names.delete_unused(port, port.lines.all(), errors.PortInUse)


def _shown(port: Port) -> tuple[str, str, str]:
    """Return what products tell of a port."""
    return port.name, port.slug, port.kind


def _hold_products(port: Port) -> list[UUID]:
    """Lock the products that have a port, before it: who changes a product locks in that order."""
    held = Product.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    return list(held.filter(ports__port=port).values_list("pk", flat=True))
