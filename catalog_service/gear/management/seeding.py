"""Put the demo's gear on the shelf."""

from datetime import date

from catalog_service.gear import actions
from catalog_service.gear.management import demo_gear as demo
from catalog_service.gear.models import (
    Category,
    Location,
    Manufacturer,
    Port,
    PortCount,
    Product,
    StatusLabel,
)
from chassis.auth import Caller
from chassis.ids import named


def seed_gear(*, by: Caller, today: date) -> None:
    """Add the demo's gear, in the name of the technician."""
    for name in demo.MANUFACTURERS:
        actions.create_manufacturer(by=by, name=name)
    seed_categories(by=by)
    for name in demo.PORTS:
        actions.create_port(by=by, name=name, kind=demo.PORT_KIND)
    products = seed_products(by=by)
    places = seed_locations(by=by)
    labels = seed_labels(by=by)
    for tag, model, status, location in demo.all_assets():
        called = {"status_label": labels[demo.LABELLED[tag]]} if tag in demo.LABELLED else {}
        actions.create_asset(
            by=by, id=named(tag), tag=tag, serial=demo.serial(tag),
            product=products[model], status=status, **called,
            location=places.get(location),
            home_location=places.get(demo.home_of(location)),
            purchase_date=demo.bought(tag, today),
            purchase_cost=demo.COSTS[model],
            warranty_months=demo.WARRANTY_MONTHS,
        )  # fmt: skip


def seed_categories(*, by: Caller) -> None:
    """Add the demo's sorts of gear, each with the fields of its products."""
    made: dict[str, Category] = {}
    for name, parent in demo.CATEGORIES.items():
        is_dear = name in demo.LOOKED_AT_FIRST
        words = {"parent": made.get(parent), "schema": demo.FIELDS.get(name, {})}
        made[name] = actions.create_category(by=by, name=name, needs_approval=is_dear, **words)


def seed_locations(*, by: Caller) -> dict[str, Location]:
    """Add the demo's locations, and return them by name."""
    places: dict[str, Location] = {}
    for name, parent in demo.LOCATIONS:
        places[name] = actions.create_location(by=by, name=name, parent=places.get(parent))
    return places


def seed_labels(*, by: Caller) -> dict[str, StatusLabel]:
    """Add what the demo's team calls the states of its gear, and return it by name."""
    return {
        name: actions.create_status_label(by=by, name=name, status=status, is_default=is_default)
        for name, status, is_default in demo.LABELS
    }


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
            lifetime_months=demo.LIFETIMES.get(category),
            ports=[PortCount(ports[slug], count) for slug, count in counts.items()],
            specs=specs,
        )
        for maker, model, category, counts, specs in demo.PRODUCTS
    }
