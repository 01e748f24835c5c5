"""What gear the names in a request mean, and what is known of what needs doing to it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from catalog_service.gear.models import Asset, Port, Task
from chassis.projections.freshness import as_of


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
