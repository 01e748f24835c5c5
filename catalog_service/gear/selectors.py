"""What gear the names in a request mean, what is known of what needs doing to it, and the columns
in which it is written down: an import reads them by the same names.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Count, F, OuterRef, Q, Subquery, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Concat

from catalog_service.gear.models import Asset, Port, ProductPort, Task
from chassis.projections.freshness import as_of

ASSET_COLUMNS = {
    "tag": F("tag"),
    "manufacturer": F("product__manufacturer__name"),
    "model": F("product__model"),
    "category": F("product__category__name"),
    "serial": F("serial"),
    "status": F("status"),
    "status_label": F("status_label__name"),
    "condition": F("condition"),
    "location": F("location__name"),
    "home_location": F("home_location__name"),
    "notes": F("notes"),
    "purchase_date": F("purchase_date"),
    "purchase_cost": F("purchase_cost"),
    "warranty_months": F("warranty_months"),
}

_ONE_PORT = Concat(F("count"), Value(" x "), F("port__slug"), output_field=TextField())
_PORTS = (
    ProductPort.objects.filter(product=OuterRef("pk"))
    .order_by()
    .values("product")
    .annotate(told=StringAgg(_ONE_PORT, ", ", order_by=("port__kind", "port__slug")))
)
PRODUCT_COLUMNS = {
    "manufacturer": F("manufacturer__name"),
    "model": F("model"),
    "title": F("title"),
    "category": F("category__name"),
    **{name: KT(f"specs__{name}") for name in ("part_number", "u_height", "weight", "weight_unit")},
    "specs": Cast("specs", TextField()),
    "lifetime_months": F("lifetime_months"),
    "notes": F("notes"),
    "ports": Subquery(_PORTS.values("told")),
}


@dataclass(frozen=True)
class OpenTasks:
    """How many tasks are open, and until when that is known."""

    count: int
    as_of: datetime | None


def open_task_count() -> Coalesce:
    """Return how many tasks about an asset are open, as an expression of its query."""
    tasks = Task.objects.filter(asset_id=OuterRef("pk"), is_open=True).values("asset_id")
    return Coalesce(Subquery(tasks.annotate(count=Count("pk")).values("count")), 0)


def open_tasks_of(asset_ids: Collection[UUID]) -> dict[UUID, OpenTasks]:
    """Return what needs doing to each of some assets, in one query."""
    rows = Asset.objects.order_by().filter(pk__in=asset_ids)
    told = rows.annotate(count=open_task_count(), as_of=Subquery(as_of(Task)))
    return {pk: OpenTasks(*known) for pk, *known in told.values_list("pk", "count", "as_of")}


def ports_called(names: Collection[str]) -> dict[str, list[Port]]:
    """Return the ports that each name may mean: an id, a slug, or `kind/slug`.

    A slug alone means the port without a kind, if there is one.
    """
    wanted = {name: _meaning(name) for name in names if name.isprintable()}
    found = Port.objects.filter(Q(*wanted.values(), _connector=Q.OR)) if wanted else ()
    candidates = {name: [port for port in found if _is(port, name)] for name in names}
    return {name: _plainest(ports) for name, ports in candidates.items()}


def _meaning(name: str) -> Q:
    kind, _, slug = name.lower().rpartition("/")
    try:
        return Q(id=UUID(name))
    except ValueError:
        return Q(slug=slug, kind=kind) if kind else Q(slug=slug)


def _is(port: Port, name: str) -> bool:
    return name.lower() in {str(port.id), port.slug, f"{port.kind}/{port.slug}"}


def _plainest(ports: list[Port]) -> list[Port]:
    return [port for port in ports if not port.kind] or ports
