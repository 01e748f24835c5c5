"""Every declared order of a list is read from an index, also from the middle on."""

import pytest
from django.core.files.base import ContentFile
from django.utils.timezone import now

from catalog_service.attachments.actions import attach
from catalog_service.desk.actions import count, start_stock_take
from catalog_service.desk.models import CalendarFeed
from catalog_service.gear import actions
from catalog_service.imports.actions import start_import
from catalog_service.lending import actions as lending
from catalog_service.lending.models import Part
from catalog_service.tests.conftest import API
from catalog_service.tests.imports.conftest import line
from catalog_service.urls import router
from chassis.calendars.actions import make_feed
from chassis.testing.plans import every_order_has_an_index
from chassis.testing.twice import collections, make_what_all_services_list


@pytest.fixture
def two_of_each(by_ben, make_asset, hdmi, promise):
    """Two rows in every list."""
    actions.create_manufacturer(by=by_ben, name="Apple")
    tablets = actions.create_category(by=by_ben, name="Tablets")
    actions.create_category(by=by_ben, name="Small ones", parent=tablets)
    room = actions.create_location(by=by_ben, name="Room")
    actions.create_location(by=by_ben, name="Cabinet", parent=room)
    actions.create_product(by=by_ben, title="Cable")
    for name, status in (("Ready", "available"), ("Archived", "retired")):
        actions.create_status_label(by=by_ben, name=name, status=status)
    for number in range(2):
        asset = make_asset(f"LT-{number}")
        promise(asset)
        attach(by=by_ben, file=ContentFile(b"Hello", "x.txt"), asset=asset)
        place = actions.create_location(by=by_ben, name=f"Place {number}")
        lending.create_policy(by=by_ben, location=place)
        lending.create_kit(by=by_ben, name=f"Kit {number}", parts=[Part(asset.product)])
        make_feed(calendars=CalendarFeed.objects.all(), by=by_ben, name="Phone")
        take = start_stock_take(by=by_ben, name="Shelf")
        count(stocktake=take, tags=["NO-1"], by=by_ben, at=now())
        start_import(kind="products", file=ContentFile(line(), "x.jsonl"), by=by_ben)


@pytest.mark.parametrize(("name", "view"), collections(router, "catalog_service"))
def test_every_order_has_an_index(two_of_each, ben, name, view):
    every_order_has_an_index(ben, f"{API}{name}/", view.ordering_fields)


@pytest.mark.parametrize(("name", "view"), collections(router, "chassis"))
def test_so_has_every_order_of_what_all_services_list(as_caller, name, view):
    admin = as_caller(roles=["admin"], scopes=["catalog:read", "catalog:operate"])
    make_what_all_services_list(admin.caller_id)

    every_order_has_an_index(admin, f"{API}{name}/", view.ordering_fields)
