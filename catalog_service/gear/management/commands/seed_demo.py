"""Make a believable shelf of gear."""

from typing import Any

from django.core.management.base import BaseCommand

from catalog_service.gear import actions
from catalog_service.gear.management import demo_gear as demo
from catalog_service.gear.models import Asset, Category, Manufacturer, Port, PortCount, Product
from chassis.auth import Caller
from chassis.logins.subjects import DEMO_SUBS


class Command(BaseCommand):
    """Make demo data, once."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command."""
        if Asset.objects.exists():
            self.stdout.write("There are assets already.")
            return
        seed_gear(by=Caller(id=DEMO_SUBS["ben"], name="ben"))
        self.stdout.write(f"Made {len(demo.PRODUCTS)} products and {len(demo.ASSETS)} assets.")


def seed_gear(*, by: Caller) -> None:
    """Add the demo's gear, in the name of the technician."""
    for name in demo.MANUFACTURERS:
        actions.create_manufacturer(by=by, name=name)
    for name in demo.CATEGORIES:
        actions.create_category(by=by, name=name)
    for name in demo.PORTS:
        actions.create_port(by=by, name=name, kind=demo.PORT_KIND)
    products = seed_products(by=by)
    for tag, model, status, location in demo.ASSETS:
        actions.create_asset(
            by=by, tag=tag, product=products[model], status=status, location=location,
            serial=demo.serial(tag),
        )  # fmt: skip


def seed_products(*, by: Caller) -> dict[str, Product]:
    """Add the demo's products, and return them by model."""
    makers = {row.name: row for row in Manufacturer.objects.all()}
    categories = {row.slug: row for row in Category.objects.all()}
    ports = {row.slug: row for row in Port.objects.filter(kind=demo.PORT_KIND)}
    return {
        model: actions.create_product(
            by=by,
            manufacturer=makers[maker],
            model=model,
            category=categories[category],
            ports=[PortCount(ports[slug], count) for slug, count in counts.items()],
            specs=specs,
        )
        for maker, model, category, counts, specs in demo.PRODUCTS
    }
