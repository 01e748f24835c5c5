"""What there is in the catalog."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.utils.timezone import now

from catalog_service.attachments.actions import attach
from catalog_service.desk.actions import start_stock_take
from catalog_service.desk.models import CalendarFeed
from catalog_service.gear import actions
from catalog_service.gear.models import Person, Product
from catalog_service.imports.models import Import, Kind
from catalog_service.lending import actions as lending
from catalog_service.lending.models import HandedOut, Kit, Part, Reservation, ReservationStatus
from chassis.auth import Caller
from chassis.testing import knowledge
from chassis.tests.files.drawing import picture
from tests.authorization import everywhere
from tests.authorization.asking import Things, World
from tests.authorization.callers import IDS, STRANGER

login_of = everywhere.login_of
LINE = b'{"manufacturer": "Northlight", "model": "NL-24"}\n'
FOUND = {
    "format": "jsonl",
    "encoding": "utf-8",
    "line_ends": "LF",
    "delimiter": None,
    "columns": [],
}
BORROWERS = (*IDS.values(), STRANGER)
NAMES = ("manufacturers", "categories", "locations", "ports")
BULK = ("assets", "products")


def world(neighbour: Any, settings: Any, folder: Any) -> World:
    """Make gear, which is nobody's, and an import for everybody; all who are here borrow some."""
    by = Caller(id=STRANGER, roles=frozenset({"admin"}), scopes=frozenset({"catalog:desk"}))
    product = actions.create_product(by=by, title="ThinkPad T14", model="T14")
    asset = actions.create_asset(by=by, tag="LT-1", product=product)
    imports = {owner: _import(owner) for owner in everywhere.OWNERS}
    for id in BORROWERS:
        knowledge.of(Person, id, name="Somebody", is_active=True)
    place = actions.create_location(by=by, name="Cellar")
    spare = actions.create_product(by=by, title="ThinkPad T15", model="T15")
    return World(
        {
            **everywhere.things("assets"),
            "manufacturers": Things(str(actions.create_manufacturer(by=by, name="Lenovo").id)),
            "categories": Things(str(actions.create_category(by=by, name="Laptops").id)),
            "locations": Things(str(actions.create_location(by=by, name="Room").id)),
            "ports": Things(str(actions.create_port(by=by, name="USB-C").id)),
            "status-labels": Things(_label(by)),
            "products": Things(str(spare.id)),
            "assets": Things(str(asset.id)),
            "kits": Things(str(_kit(product, by).id)),
            "attachments": Things(_attachment(product, by)),
            "calendar-feeds": _feeds(),
            "policies": Things(str(lending.create_policy(by=by).id)),
            "stock-takes": Things(_stock_take(by)),
            "by-tag": Things("LT-1", missing="LT-404"),
            "imports": Things(imports.pop(STRANGER), imports),
            "loans": _loans(product, by),
            "reservations": _reservations(product, by),
            "reservations/approve": _reservations(product, by, ReservationStatus.REQUESTED),
            "reservations/submit": _reservations(product, by, ReservationStatus.DRAFT),
        },
        {
            **everywhere.BODIES,
            **{name: {"name": "New"} for name in NAMES},
            **{f"{name}/{{}}": {"name": "Newer"} for name in NAMES},
            "status-labels": {"name": "New", "status": "lost"},
            "status-labels/{}": {"name": "Newer"},
            "products": {"title": "Lamp", "model": "L1"},
            "products/{}": {"model": "L2"},
            "assets": {"tag": "LT-2", "product": str(product.id)},
            "assets/{}": {"notes": "Blue"},
            **{f"{name}/bulk": {"rows": [{"id": str(asset.id)}]} for name in BULK},
            "assets/labels": {"assets": [str(asset.id)]},
            "kits": {"name": "New", "parts": [{"product": str(product.id)}]},
            "kits/{}": {"name": "Newer"},
            "attachments": lambda: {
                "asset": str(asset.id),
                "file": ContentFile(b"Hello", "x.txt"),
            },
            "policies": {"opening_hours": "", "location": str(place.id)},
            "policies/{}": {"buffer_minutes": 0},
            "loans": {"borrower": STRANGER, "due_at": _in(2), "lines": [{"asset": "LT-1"}]},
            "loans/{}/extend": {"due_at": _in(9)},
            "reservations": {
                "starts_at": _in(1),
                "ends_at": _in(2),
                "lines": [{"asset": "LT-1"}],
            },
            "reservations/{}": {"note": "In the red bag."},
            "calendar-feeds": {"name": "My phone"},
            "stock-takes": {"name": "Shelf"},
            "stock-takes/{}/scans": {"tags": ["LT-1"]},
            "scans": {"direction": "in", "tags": ["LT-1"]},
            "imports": lambda: {"kind": "products", "file": ContentFile(LINE, "products.jsonl")},
        },
        everywhere.QUERIES,
    )


def _label(by: Caller) -> str:
    return str(actions.create_status_label(by=by, name="Old", status="lost").id)


def _import(owner: str) -> str:
    words = {"file_name": "products.jsonl", "found": FOUND, "contexts": [UUID(int=1)]}
    row = Import(kind=Kind.PRODUCTS, created_by=owner, **words)
    row.file.name = "imports/nothing.jsonl"
    row.save()
    return str(row.id)


def _kit(product: Product, by: Caller) -> Kit:
    return lending.create_kit(by=by, name="Talk", parts=[Part(product)])


def _attachment(product: Product, by: Caller) -> str:
    file = ContentFile(picture(), "photo.jpg")
    return str(attach(by=by, file=file, product=product).id)


def _stock_take(by: Caller) -> str:
    return str(start_stock_take(by=by, name="Shelf").id)


def _feeds() -> Things:
    feeds = {}
    for owner in BORROWERS:
        words = {"owner": owner, "name": "Phone", "prefix": "kc_0000", "digest": owner}
        feeds[owner] = str(CalendarFeed.objects.create(**words).id)
    return Things(feeds.pop(STRANGER), feeds)


def _loans(product: Product, by: Caller) -> Things:
    loans = {}
    for owner in BORROWERS:
        lines = [HandedOut(actions.create_asset(by=by, tag=f"OUT-{owner}", product=product))]
        words = {"borrower": UUID(owner), "due_at": now() + timedelta(hours=8), "lines": lines}
        loans[owner] = str(lending.check_out(by=by, at=now(), **words).id)
    return Things(loans.pop(STRANGER), loans)


def _reservations(product: Product, by: Caller, status: str = ReservationStatus.APPROVED) -> Things:
    made = {}
    for owner in BORROWERS:
        asset = actions.create_asset(by=by, tag=f"{status}-{owner}", product=product)
        words = {"starts_at": now(), "ends_at": now() + timedelta(hours=8), "lines": [asset]}
        row = lending.request_reservation(by=by, at=now(), borrower=UUID(owner), **words)
        made[owner] = str(row.id)
    Reservation.objects.filter(pk__in=made.values()).update(status=status)
    return Things(made.pop(STRANGER), made)


def _in(hours: int) -> str:
    return (now() + timedelta(hours=hours)).isoformat()
