"""Put many products at once: what is new is made, what differs changed, the rest left alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models.functions import Lower

from catalog_service.gear.actions.bulk_names import ensure_manufacturers, ensure_ports, folded
from catalog_service.gear.models import Product, ProductPort
from chassis.auth import Caller


@dataclass(frozen=True, kw_only=True)
class PortRow:
    """A port by its kind and slug, and how many of it."""

    kind: str
    slug: str
    count: int


@dataclass(frozen=True, kw_only=True)
class ProductRow:
    """What is said of one product; None says nothing."""

    manufacturer: str
    model: str
    specs: dict[str, Any]
    notes: str | None = None
    ports: tuple[PortRow, ...] | None = None


class Outcome(StrEnum):
    """What a row came to."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@transaction.atomic
def put_products(*, rows: Sequence[ProductRow], by: Caller) -> list[Outcome]:
    """Make products be as the rows say, in about ten queries however many rows there are."""
    _one_at_a_time()
    draft = Draft(rows)
    outcomes = [draft.put(row) for row in rows]
    draft.write()
    return outcomes


def _one_at_a_time() -> None:
    """Two that put the same rows in another order would wait for each other for ever."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('gear.put_products'))")


class Draft:
    """The products that some rows speak of, as they will be once they are written."""

    def __init__(self, rows: Sequence[ProductRow]) -> None:
        self.makers = ensure_manufacturers({row.manufacturer for row in rows})
        self.port_ids = ensure_ports(
            {(port.kind, port.slug) for row in rows for port in row.ports or ()}
        )
        self.folded = folded({row.model for row in rows})
        self.products = _existing(self.makers.values(), self.folded.values())
        self.new: dict[UUID, Product] = {}
        self.changed: dict[UUID, Product] = {}
        self.lines = {
            (product.pk, line.port_id): line
            for product in self.products.values()
            for line in product.ports.all()
        }
        self.ports: dict[UUID, dict[UUID, int]] = {}
        for (product_id, port_id), line in self.lines.items():
            self.ports.setdefault(product_id, {})[port_id] = line.count

    def put(self, row: ProductRow) -> Outcome:
        """Take in one row."""
        maker = self.makers[row.manufacturer]
        key = (maker.pk, self.folded[row.model])
        product = self.products.get(key)
        if product is None:
            product = Product(manufacturer=maker, model=row.model)
            product.title = f"{maker.name} {row.model}"
            self.products[key] = self.new[product.pk] = product
            self._apply(product, row)
            return Outcome.CREATED
        if not self._apply(product, row):
            return Outcome.UNCHANGED
        self.changed[product.pk] = product
        return Outcome.UPDATED

    def _apply(self, product: Product, row: ProductRow) -> bool:
        """Say of a product what the row says of it, and return whether that was news."""
        before = (product.specs, product.notes, self.ports.get(product.pk, {}))
        product.specs = {**product.specs, **row.specs}
        product.notes = product.notes if row.notes is None else row.notes
        if row.ports is not None:
            self.ports[product.pk] = {
                self.port_ids[port.kind, port.slug]: port.count for port in row.ports
            }
        return before != (product.specs, product.notes, self.ports.get(product.pk, {}))

    def write(self) -> None:
        """Write what is new or differs."""
        Product.objects.bulk_create(self.new.values())
        changed = [product for pk, product in self.changed.items() if pk not in self.new]
        Product.objects.bulk_update(changed, ["specs", "notes"])
        wanted = {(pk, port): n for pk, ports in self.ports.items() for port, n in ports.items()}
        gone = [line.pk for key, line in self.lines.items() if key not in wanted]
        ProductPort.objects.filter(pk__in=gone).delete()
        ProductPort.objects.bulk_create(
            [
                ProductPort(product_id=product_id, port_id=port_id, count=count)
                for (product_id, port_id), count in wanted.items()
                if (line := self.lines.get((product_id, port_id))) is None or line.count != count
            ],
            update_conflicts=True,
            update_fields=["count"],
            unique_fields=["product", "port"],
        )


def _existing(makers: Any, models: Any) -> dict[tuple[UUID | None, str], Product]:
    """Return the products of these makers and models, held until the transaction ends."""
    found = (
        Product.objects.annotate(folded_model=Lower("model"))
        .filter(manufacturer__in=list(makers), folded_model__in=list(models))
        .select_for_update(no_key=True)
        .order_by("pk")
        .prefetch_related("ports")
    )
    return {(product.manufacturer_id, product.folded_model): product for product in found}
