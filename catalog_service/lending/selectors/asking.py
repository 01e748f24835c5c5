"""What is asked before gear is promised: each by a statement that is planned once."""

from collections.abc import Collection
from uuid import UUID

from catalog_service.lending.models import KEPT_BACK
from catalog_service.lending.selectors.lendable import IS_BLOCKING
from catalog_service.lending.selectors.times import array
from chassis.postgres.statements import run

Blocking = list[tuple[UUID, UUID, str]]


def is_here(person: UUID) -> bool | None:
    """Tell whether somebody is here, as far as the catalog has heard; None of a stranger."""
    found = run(_IS_HERE, [person])
    return found[0][0] if found else None


def blocking(ids: Collection[UUID]) -> Blocking:
    """Return what has to be done to some assets first: the asset, the task and its title."""
    return run(_BLOCKING, [array(ids)])


def some_are_unfit(ids: Collection[UUID]) -> bool:
    """Tell whether some assets are kept back, or not there any more."""
    [(are_unfit,)] = run(_UNFIT, [array(ids), array(KEPT_BACK)])
    return bool(are_unfit)


_IS_HERE = "SELECT is_active FROM gear_person WHERE id = %s::uuid AND gone_at IS NULL"

_BLOCKING = f"""
    SELECT task.asset_id, task.id, task.title FROM gear_task AS task
    WHERE task.asset_id = ANY(%s::uuid[]) AND {IS_BLOCKING}
    ORDER BY task.due_at, task.id
"""  # noqa: S608

_UNFIT = """
    SELECT EXISTS (
        SELECT FROM unnest(%s::uuid[]) AS asked(id) LEFT JOIN gear_asset AS asset USING (id)
        WHERE asset.status IS NULL OR asset.status = ANY(%s::text[])
    )
"""
