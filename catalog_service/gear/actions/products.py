"""The verbs of products."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, ProtectedError

from catalog_service.gear import errors
from catalog_service.gear.actions import names
from catalog_service.gear.actions.assets import tell_of_new_title
from catalog_service.gear.models import (
    Category,
    PortCount,
    Product,
    ProductPort,
    broken_by,
    ports_in_order,
)
from chassis.auth import Caller
from chassis.errors.clashes import clashes
from chassis.models import read_along


@transaction.atomic(savepoint=False)
def create_product(
    *, by: Caller, ports: Sequence[PortCount] | None = None, **details: Any
) -> Product:
    """Add a make and model, with its ports."""
    return _write(Product(), ports, details)


@transaction.atomic(savepoint=False)
def change_product(
    *, product: Product, by: Caller, ports: Sequence[PortCount] | None = None, **changes: Any
) -> Product:
    """Change some of a product; what is not named stays as it is. Ports are replaced as a list."""
    title = product.title
    product = _write(product, ports, changes)
    if product.title != title:
        tell_of_new_title(product_ids=[product.pk])
    return product


@transaction.atomic(savepoint=False)
def delete_product(*, product: Product, by: Caller) -> None:
    """Delete a product that no asset is of, and that nothing else names."""
    try:
        names.delete_unused(product, product.assets.all(), errors.ProductInUse)
    except ProtectedError as error:
        raise errors.ProductNamed from error


def _write(product: Product, ports: Sequence[PortCount] | None, changes: dict[str, Any]) -> Product:
    for name, value in changes.items():
        setattr(product, name, value)
    product.clean()
    if changes.keys() & {"specs", "category"}:
        _check_specs(product)
    if not product.title:
        raise errors.TitleMissing(attr="title")
    with clashes(a_manufacturer_makes_a_model_once=errors.ModelTaken(attr="model")):
        # Also when only the ports change: the version counts for them too.
        product.save()
    if ports is not None:
        _replace_ports(product, ports)
    return product


def _check_specs(product: Product) -> None:
    """Refuse specs that are not as the category says, or those that it stands inside of."""
    if category := product.category:
        above = Category.objects.in_bulk(category.ancestors)
        schemas = [above[pk].schema for pk in category.ancestors if pk in above]
        for broken in broken_by(product.specs, [*schemas, category.schema]):
            raise errors.SpecsBroken(broken.detail, attr=f"specs.{broken.field}")


def _replace_ports(product: Product, ports: Sequence[PortCount]) -> None:
    """Make the list what it should be, and touch only the rows that differ."""
    wanted = {line.port.pk: line.count for line in ports}
    kept = dict(product.ports.values_list("port_id", "count"))
    if gone := kept.keys() - wanted.keys():
        product.ports.filter(port__in=gone).delete()
    changed = [
        ProductPort(product=product, port_id=port, count=count)
        for port, count in wanted.items()
        if kept.get(port) != count
    ]
    ProductPort.objects.bulk_create(
        changed, update_conflicts=True, update_fields=["count"], unique_fields=["product", "port"]
    )
    read_along(product, Prefetch("ports", queryset=ports_in_order()))
