"""What gear the names in a request mean."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from catalog_service.gear.models import Port


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
