"""Taking an import back: everything is as it was before, but what was changed since."""

import csv
import io

import pytest
from django.db.models import F

from catalog_service.gear import actions as gear
from catalog_service.gear.models import (
    Asset,
    Category,
    Location,
    Manufacturer,
    Port,
    Product,
    ProductPort,
)
from catalog_service.imports import actions, errors
from catalog_service.imports.models import Import
from catalog_service.tests.conftest import SAMPLES
from catalog_service.tests.imports.conftest import IMPORTS, Steps, line, table
from chassis.events.models import OutboxEvent
from chassis.history.contexts import together
from chassis.jobs import LeaseLost, running
from chassis.jobs.models import Job

SNIPE_IT = (SAMPLES / "snipe-it-assets.csv").read_bytes()
PRODUCTS = (SAMPLES / "products.jsonl").read_bytes()
COUNTED = ("version", "updated_at")


def content():
    """Return everything that an import can write, but what the database counts."""
    models = (Asset, Product, ProductPort, Port, Category, Location, Manufacturer)
    return {
        model: [
            {name: value for name, value in row.items() if name not in COUNTED}
            for row in model.objects.order_by("pk").values()
        ]
        for model in models
    }


def undo(row):
    """Take an import back here and now."""
    steps = Steps()
    told = actions.undo_import(import_id=str(row.id), progress=steps)
    return told, list(csv.DictReader(io.StringIO(steps.report.removeprefix("\ufeff"))))


@pytest.fixture
def imported(start):
    """Import a file here and now; return the import."""

    def do(content, kind="products", **told):
        row = start(content, kind, **told)
        actions.run_import(import_id=str(row.id), progress=Steps())
        row.refresh_from_db()
        return row

    return do


@pytest.fixture
def before(thinkpad, make_asset):
    """What there was before: assets and products that the files below speak of too."""
    make_asset(tag="PB-001", location="Shelf", notes="old")
    make_asset(tag="PB-009")
    return content()


def test_products_with_ports_and_names_are_as_they_were(before, imported):
    said = line(manufacturer="Lenovo", model="T14", category="Docks", part_number="X",
                ports=[{"type": "usb-c", "count": 3}, {"type": "dc-in", "count": 1}])  # fmt: skip
    row = imported(PRODUCTS + said)
    assert (row.created, row.updated) == (3, 1)

    told, left = undo(row)

    assert content() == before
    assert (told["restored"], told["left"], left) == (1, 0, [])


def test_assets_are_as_they_were_and_others_hear_of_it(before, imported):
    row = imported(SNIPE_IT, "assets")
    heard = OutboxEvent.objects.latest("position").position

    told, _ = undo(row)

    assert content() == before
    events = OutboxEvent.objects.filter(position__gt=heard)
    kinds = sorted(events.values_list("type", "version"))
    assert kinds == [
        ("catalog.asset_changed.v1", 3),
        ("catalog.asset_deleted.v1", 2),
        ("catalog.asset_deleted.v1", 2),
    ]
    assert (told["restored"], told["rows"], told["rows_left_out"]) == (1, [], 0)


def test_what_was_changed_since_is_left_and_named(before, imported, by_ben, promise):
    row = imported(SNIPE_IT, "assets")
    with together():  # a test is one transaction, whose writes share the last context
        gear.change_asset(asset=Asset.objects.get(tag="PB-001"), by=by_ben, notes="newer")
        promise(Asset.objects.get(tag="PB-002"))

    told, left = undo(row)

    assert {(each["kind"], each["name"], each["code"]) for each in left} == {
        ("asset", "PB-001", "changed"),
        ("asset", "PB-002", "changed"),
        ("product", 'Northlight Slate 13"', "in_use"),
        ("location", "Harbour", "in_use"),
        ("location", "Harbour, room 3", "in_use"),
        ("manufacturer", "Northlight", "in_use"),
    }
    assert [each["name"] for each in told["rows"]] == [each["name"] for each in left]
    assert set(Asset.objects.values_list("tag", flat=True)) == {"PB-001", "PB-002", "PB-009"}
    assert Asset.objects.get(tag="PB-001").notes == "newer"


def test_once_others_let_go_it_is_undone_the_rest_of_the_way(before, imported, by_ben):
    row = imported(SNIPE_IT, "assets")
    product = Product.objects.get(title='Northlight Slate 13"')
    with together():
        extra = gear.create_asset(by=by_ben, tag="X", product=product)
    assert undo(row)[0]["left"] == 2
    with together():
        gear.delete_asset(asset=extra, by=by_ben)

    told, _ = undo(row)

    assert told["left"] == 0
    assert content() == before


def test_the_later_import_is_undone_first_then_the_earlier(before, imported):
    first = imported(table(("tag", "notes"), ("PB-001", "one")), "assets")
    second = imported(table(("tag", "notes"), ("PB-001", "two")), "assets")
    assert [each["code"] for each in undo(first)[1]] == ["changed"]

    undo(second)
    undo(first)

    assert content() == before


def test_a_try_that_died_goes_on_and_counts_once(before, imported, monkeypatch):
    row = imported(SNIPE_IT, "assets")
    steps = Steps()
    monkeypatch.setattr(steps, "advance", lambda *_: (_ for _ in ()).throw(LeaseLost))
    with pytest.raises(LeaseLost):
        actions.undo_import(import_id=str(row.id), progress=steps)
    monkeypatch.undo()

    told = actions.undo_import(import_id=str(row.id), progress=steps)

    assert content() == before
    assert (told["removed"], told["restored"], told["left"]) == (9, 1, 0)


def test_it_is_asked_for_and_done_by_a_job(ben, before, start, refused):
    row = start(SNIPE_IT, "assets")
    address = f"{IMPORTS}{row.id}/"
    refused(ben.post(f"{address}undo/"), 409, "import_running")
    running.run_next()

    answer = ben.post(f"{address}undo/")
    refused(ben.post(f"{address}undo/"), 409, "undo_running")
    running.run_next()

    job = ben.get(answer["Location"]).json()
    assert (answer.status_code, job["status"]) == (202, "succeeded")
    assert ben.get(address).json()["undo_job"] == job["id"]
    refused(ben.post(f"{address}undo/"), 409, "already_undone")
    assert content() == before
    tag = Asset.objects.get(tag="PB-001")
    place = str(Location.objects.get(name="Shelf").pk)
    told = ben.get(f"/catalog/api/v1/assets/{tag.id}/history/").json()[0]
    assert (told["actor"], told["changes"]["location_id"][1]) == (ben.caller_id, place)


def test_what_changed_nothing_cannot_be_undone(ben, start, refused):
    row = start(SNIPE_IT, "assets", dry_run=True)
    running.run_next()

    for headers in ({}, {"Idempotency-Key": "once"}):
        answer = ben.post(f"{IMPORTS}{row.id}/undo/", {}, headers=headers)
        refused(answer, 409, "nothing_to_undo")


def test_what_is_undone_is_not_imported_again_by_a_retry(imported, by_ben):
    row = imported(PRODUCTS)
    Job.objects.update(status="cancelled")
    actions.start_undo(row=Import.objects.get(), by=by_ben)

    with pytest.raises(errors.ImportUndone):
        actions.run_import(import_id=str(row.id), progress=Steps())


def test_it_is_undone_in_the_admin(staff, before, imported):
    row = imported(PRODUCTS)
    Job.objects.update(status="succeeded", run_after=F("run_after"))

    chosen = {"action": "undo", "_selected_action": [str(row.id)]}
    staff.post("/catalog/admin/imports/import/", chosen, follow=True)
    running.run_next()

    assert content() == before
    page = staff.get(f"/catalog/admin/imports/import/{row.id}/change/").content.decode()
    assert "left.csv" in page
