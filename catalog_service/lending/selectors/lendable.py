"""Which assets can be promised: none that is kept back, or due for what it has to wait for."""

from django.db.models import Exists, OuterRef, QuerySet

from catalog_service.gear.models import Asset, Task
from catalog_service.lending.models import KEPT_BACK

IS_BLOCKED = Exists(Task.objects.blocking().filter(asset_id=OuterRef("pk")))


def lendable(assets: QuerySet[Asset]) -> QuerySet[Asset]:
    """Return those of some assets that can be promised to somebody."""
    return assets.exclude(status__in=KEPT_BACK).exclude(IS_BLOCKED)


# The same for statements in which these are called `task` and `asset`.
IS_BLOCKING = "task.is_open AND task.blocks_gear AND task.due_at <= now() AND task.gone_at IS NULL"
IS_LENDABLE = f"""(
    asset.status <> ALL('{{{",".join(KEPT_BACK)}}}'::text[]) AND NOT EXISTS (
        SELECT FROM gear_task AS task
        WHERE task.asset_id = asset.id AND {IS_BLOCKING}
    )
)"""
