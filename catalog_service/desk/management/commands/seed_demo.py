"""Make a believable desk: gear with pictures, who has it, and a count that goes on."""

from typing import Any

from django.utils.timezone import now

from catalog_service.attachments.management.seeding import seed_files
from catalog_service.desk import actions
from catalog_service.desk.models import StockTakeLine
from catalog_service.gear.models import Asset
from catalog_service.lending.management.commands import seed_demo as lending

LOST_SIGHT_OF, STRAY = "CAM-0102", "LT-0101"  # what a count has not found, and what it has


class Command(lending.Command):
    """Make demo data, once."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command."""
        is_first = not Asset.objects.exists()
        super().handle(*args, **options)
        if is_first:
            seed_stock_take()
            seed_files(by=lending.BEN)


def seed_stock_take() -> None:
    """Begin to count the place of a camera, and find most of what should be there."""
    camera = Asset.objects.tagged("CAM-0101").get()
    take = actions.start_stock_take(by=lending.BEN, name="Autumn count", location=camera.location)
    lines = StockTakeLine.objects.filter(stock_take=take).exclude(tag=LOST_SIGHT_OF)
    tags = [*lines.order_by("tag").values_list("tag", flat=True)[:90], STRAY]
    actions.count(stocktake=take, tags=tags[1:], by=lending.BEN, at=now())
