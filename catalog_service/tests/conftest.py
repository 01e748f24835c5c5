"""Who calls in the tests of the catalog, and what gear they find."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.utils.timezone import now

from catalog_service.gear import actions
from catalog_service.gear.models import Location, Person, PortCount
from catalog_service.lending import actions as lending
from catalog_service.lending.models import HandedOut
from chassis.auth import Caller
from chassis.logins.subjects import DEMO_SUBS
from chassis.testing import knowledge

API = "/catalog/api/v1/"
SAMPLES = Path(__file__).parent / "samples"
SCOPES = ("catalog:read", "catalog:write")


@pytest.fixture
def ben(as_caller):
    """A technician."""
    return as_caller(id=DEMO_SUBS["ben"], roles=["technician"], scopes=SCOPES)


@pytest.fixture
def cleo(as_caller):
    """A member: she may look."""
    return as_caller(id=DEMO_SUBS["cleo"], roles=["member"], scopes=["catalog:read"])


@pytest.fixture
def by_ben():
    """Ben, as verbs know him."""
    return Caller(id=DEMO_SUBS["ben"], roles=frozenset({"technician"}))


@pytest.fixture
def lenovo(db, by_ben):
    """A manufacturer."""
    return actions.create_manufacturer(by=by_ben, name="Lenovo")


@pytest.fixture
def laptops(db, by_ben):
    """A category."""
    return actions.create_category(by=by_ben, name="Laptops")


@pytest.fixture
def usb_c(db, by_ben):
    """A port."""
    return actions.create_port(by=by_ben, name="USB-C")


@pytest.fixture
def hdmi(db, by_ben):
    """Another port."""
    return actions.create_port(by=by_ben, name="HDMI")


@pytest.fixture
def thinkpad(lenovo, laptops, usb_c, by_ben):
    """A product with two ports of a sort."""
    return actions.create_product(
        by=by_ben,
        manufacturer=lenovo,
        model="T14",
        category=laptops,
        specs={"memory_gb": 32},
        ports=[PortCount(usb_c, 2)],
    )


@pytest.fixture
def make_asset(thinkpad, by_ben):
    """Make an asset, a ThinkPad unless said otherwise; its location may be said by a name."""

    def make(tag="LT-0101", **details):
        if isinstance(place := details.get("location"), str):
            known = Location.objects.filter(name=place).first()
            details["location"] = known or actions.create_location(by=by_ben, name=place)
        return actions.create_asset(by=by_ben, **{"tag": tag, "product": thinkpad, **details})

    return make


@pytest.fixture
def promise(by_ben):
    """Hand an asset out for an hour, and reserve it for the next."""

    def promise(asset, *, to=DEMO_SUBS["cleo"]):
        knowledge.of(Person, to, name="Cleo Ü", is_active=True)
        at, desk = now(), replace(by_ben, scopes=frozenset({"catalog:desk"}))
        then = at + timedelta(hours=1)
        lines = [HandedOut(asset)]
        borrower = UUID(to)
        loan = lending.check_out(by=desk, at=at, borrower=borrower, due_at=then, lines=lines)
        words = {"starts_at": then, "ends_at": then + timedelta(hours=1), "lines": [asset]}
        reservation = lending.request_reservation(by=desk, at=at, borrower=borrower, **words)
        return loan, reservation

    return promise


def lines_of(product):
    """Return a product's ports as `{slug: count}`."""
    return {line.port.slug: line.count for line in product.ports.select_related("port")}
