"""Files of assets: what their columns are, and what comes of their rows."""

from datetime import date
from decimal import Decimal

import pytest
from django.forms.models import model_to_dict

from catalog_service.gear.events import AssetChanged
from catalog_service.gear.models import Asset, Category, Product
from catalog_service.imports import actions
from catalog_service.imports.models import Import
from catalog_service.tests.conftest import SAMPLES
from catalog_service.tests.imports.conftest import Steps, table
from chassis.events.models import OutboxEvent

SNIPE_IT = (SAMPLES / "snipe-it-assets.csv").read_bytes()
OLD_MAC = (SAMPLES / "old-mac-assets.csv").read_bytes()
HEADER = ("tag", "manufacturer", "model")


def columns(row):
    """Return which field each column is, or why it is none."""
    return {c["column"]: c["field"] or c["reason"] for c in row.found["columns"]}


def assets(**fields):
    """Return CSV of one asset with further columns."""
    return table((*HEADER, *fields), ("A-1", "Northlight", "NL-24", *fields.values()))


def codes(report):
    """Return where and why rows were refused."""
    return [(error["line"], error["attr"], error["code"]) for error in report["errors"]]


def test_a_snipe_it_export_comes_as_it_is(run):
    report = run(SNIPE_IT, "assets")

    asset = Asset.objects.get(tag="PB-001")
    assert (report["created"], report["failed"]) == (3, 0)
    assert (asset.product.title, asset.product.category.name) == ('Northlight Slate 13"', "Laptops")
    assert (asset.product.specs, asset.product.notes) == ({"part_number": "NS-13"}, "light")
    assert (asset.location.name, asset.notes) == ("Harbour, room 3", "first line\nsecond line")
    assert (asset.purchase_date, asset.purchase_cost) == (date(2023, 1, 23), Decimal("2266.13"))
    assert (Product.objects.count(), Category.objects.count()) == (2, 2)


def test_what_was_found_and_what_is_skipped_is_told(ben, start):
    row = start(SNIPE_IT, "assets")
    actions.run_import(import_id=str(row.id), progress=Steps())

    found = ben.get(f"/catalog/api/v1/imports/{row.id}/").json()["found"]

    told = {c["column"]: c["field"] or c["reason"] for c in found["columns"]}
    assert (found["format"], found["encoding"], found["delimiter"]) == ("csv", "utf-8", "comma")
    assert (found["line_ends"], found["date_style"], found["decimal"]) == ("LF", "mdy", ".")
    assert (told["Asset Tag"], told["Model Number"]) == ("tag", "part_number")
    assert told["Checked Out To: Username"] == "borrower_username"
    assert "other columns" in told["Checkout Type"]
    assert "name of its own" in told["Name"]
    assert "no place" in told["Company"]


def test_a_file_of_an_old_mac_with_blank_rows_comes_too(run):
    report = run(OLD_MAC, "assets")

    row = Import.objects.get()
    asset = Asset.objects.get(tag="770-1")
    assert (report["created"], report["failed"], row.lines) == (2, 0, 2)
    assert (row.found["encoding"], row.found["line_ends"]) == ("mac-roman", "CR")
    assert (asset.location.name, asset.serial, asset.status) == (
        "Nørre Møle",
        "11-aa",
        "quarantined",
    )
    assert (asset.warranty_months, asset.purchase_date) == (14, date(2016, 4, 15))
    assert columns(row)[""] == "The column has no name."


def test_the_same_file_again_changes_nothing(run):
    run(SNIPE_IT, "assets")

    report = run(SNIPE_IT, "assets")

    assert (report["created"], report["updated"], report["unchanged"]) == (0, 0, 3)
    assert set(Asset.objects.values_list("version", flat=True)) == {1}
    assert Asset.pgh_event_model.objects.count() == 3


def test_what_differs_is_changed_and_what_is_blank_stays(run):
    run(assets(serial="S1", location="Shelf", status="lost"), "assets")

    report = run(table(("Tag", "Serial", "Location"), ("a-1", "S2", "")), "assets")

    asset = Asset.objects.get()
    assert (report["updated"], asset.tag, asset.version) == (1, "A-1", 2)
    assert (asset.serial, asset.location.name, asset.status) == ("S2", "Shelf", "lost")
    assert [event.serial for event in Asset.pgh_event_model.objects.order_by("pgh_id")] == [
        "S1",
        "S2",
    ]


def test_a_products_own_fields_are_not_changed_by_its_assets(run):
    run(assets(category="Docks"), "assets")

    run(assets(category="Lamps", notes="x"), "assets")

    assert Product.objects.get().category.name == "Docks"


def test_an_event_of_each_asset_is_told_as_the_verbs_tell_it(run):
    run(SNIPE_IT, "assets")
    run(table(("tag", "serial"), ("PB-002", "new")), "assets")

    for asset in Asset.objects.select_related("product"):
        event = OutboxEvent.objects.filter(subject=str(asset.id)).latest("position")
        told = AssetChanged.of(asset)
        assert (event.type, event.version) == (told.type, told.version)
        assert event.data == {
            "asset_id": str(told.asset_id),
            "tag": told.tag,
            "title": told.title,
            "product_id": str(told.product_id),
            "version": told.version,
        }
    assert OutboxEvent.objects.count() == 4


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"purchase_date": "2023-02-30"}, ("purchase_date", "not_a_date")),
        ({"Purchase Date": "soon"}, ("Purchase Date", "not_a_date")),
        ({"purchase_cost": "1.2.3"}, ("purchase_cost", "not_a_number")),
        ({"cost": "-5"}, ("cost", "not_a_number")),
        ({"warranty": "long"}, ("warranty", "not_a_number")),
        ({"status": "blue"}, ("status", "invalid_choice")),
        ({"serial": "x" * 101}, ("serial", "too_long")),
        ({"location": "x" * 201}, ("location", "too_long")),
    ],
)
def test_a_bad_cell_refuses_its_row_only_and_says_why(run, fields, where):
    good = ("A-2", "Northlight", "NL-24", *[""] * len(fields))

    report = run(assets(**fields) + table(good), "assets")

    (error,) = report["errors"]
    assert (error["line"], error["attr"], error["code"]) == (2, *where)
    assert (error["value"], report["created"], report["failed"]) == (
        next(iter(fields.values()))[:200],
        1,
        1,
    )


def test_what_a_new_asset_needs_is_told(run, make_asset):
    make_asset(tag="OLD")

    report = run(
        table(HEADER, ("", "N", "M"), ("X", "", ""), ("Y", "N", ""), ("old", "", "")), "assets"
    )

    assert codes(report) == [
        (2, "tag", "required"),
        (3, "manufacturer", "required"),
        (3, "model", "required"),
        (4, "model", "required"),
    ]
    assert report["unchanged"] == 1


def test_a_tag_that_comes_twice_is_refused_each_time(run):
    rows = [("T-1", "N", "M"), ("T-2", "N", "M"), ("t-1", "N", "M")]

    report = run(table(HEADER, *rows), "assets")

    assert codes(report) == [(2, "tag", "twice"), (4, "tag", "twice")]
    assert [error["detail"] for error in report["errors"]] == [
        "Line 4 has this tag too.",
        "Line 2 has this tag too.",
    ]
    assert Asset.objects.get().tag == "T-2"


def test_rows_may_be_shorter_than_the_header_but_not_longer(run):
    content = table(
        (*HEADER, "notes"), ("A", "N", "M"), ("B", "N", "M", "", "", " "), ("C", "N", "M", "", "x")
    )

    report = run(content, "assets")

    assert codes(report) == [(4, "", "too_many_cells")]
    assert report["created"] == 2


def test_json_lines_of_assets_say_the_same(run):
    lines = (
        b'{"Asset Tag": "J-1", "manufacturer": "N", "model": "M", "cost": 12.5, "colour": 1}\n'
        b'{"tag": "J-2", "manufacturer": "N", "model": "M", "notes": null, "serial": 77}\n'
        b'{"tag": ["J-3"], "notes": "a\\u0000b"}\n'
        b"{}\n[]\n"
    )

    report = run(lines, "assets")

    assert codes(report) == [
        (3, "tag", "invalid"),
        (3, "notes", "invalid"),
        (3, "manufacturer", "required"),
        (3, "model", "required"),
        (4, "tag", "required"),
        (4, "manufacturer", "required"),
        (4, "model", "required"),
        (5, "", "not_an_object"),
    ]
    assert Asset.objects.get(tag="J-1").purchase_cost == Decimal("12.50")
    assert Asset.objects.get(tag="J-2").serial == "77"
    assert "no such field" in columns(Import.objects.get())["colour"]


def test_a_dry_run_of_json_lines_tells_the_mistakes_of_every_field_once(run):
    lines = (
        b'{"Asset Tag": "J-1", "manufacturer": "N", "model": "M"}\n'
        b'{"tag": "j-1", "manufacturer": [], "purchase_date": "2023-02-30", "serial": "'
        + b"x"
        * 101
        + b'", "a\\u0000b": 1}\n'
        b'{"Asset Tag": {}, "tag": null, "manufacturer": "N", "model": true, "cost": "?"}\n'
    )

    report = run(lines, "assets", dry_run=True)

    assert codes(report) == [
        (1, "tag", "twice"),
        (2, "", "invalid"),
        (2, "manufacturer", "invalid"),
        (2, "serial", "too_long"),
        (2, "model", "required"),
        (2, "purchase_date", "not_a_date"),
        (2, "tag", "twice"),
        (3, "Asset Tag", "invalid"),
        (3, "model", "invalid"),
        (3, "cost", "not_a_number"),
    ]
    assert (report["created"], report["failed"], Asset.objects.count()) == (0, 3, 0)


def test_a_dry_run_tells_everything_and_changes_nothing(start, run, make_asset):
    make_asset(tag="PB-001")
    before = [model_to_dict(asset) for asset in Asset.objects.all()], Product.objects.count()
    events = OutboxEvent.objects.count()
    row = start(SNIPE_IT + b",,,,,,,,,,,,2/30/23,,,,\n", "assets", dry_run=True)

    report = actions.run_import(import_id=str(row.id), progress=Steps())
    again = actions.run_import(import_id=str(row.id), progress=Steps())

    assert report == again
    assert (report["dry_run"], report["created"], report["updated"]) == (True, 2, 1)
    told = ["borrower_unknown", *["required"] * 3, "not_a_date"]
    assert [code for _, _, code in codes(report)] == told
    assert (
        [model_to_dict(asset) for asset in Asset.objects.all()],
        Product.objects.count(),
    ) == before
    assert (OutboxEvent.objects.count(), Category.objects.filter(name="Cameras").count()) == (
        events,
        0,
    )


def test_a_formula_as_the_name_of_a_field_is_no_formula_in_the_report(start):
    steps = Steps()
    row = start(b'{"=1+1": 1, "manufacturer": "Northlight", "model": "NL-24"}\n')

    actions.run_import(import_id=str(row.id), progress=steps)

    assert steps.report.splitlines()[1].startswith("1,'=1+1,")


def test_a_formula_in_a_cell_is_no_formula_in_the_report(start):
    row = start(assets(status="=1+1"), "assets")
    steps = Steps()

    actions.run_import(import_id=str(row.id), progress=steps)

    assert steps.report.splitlines()[1].endswith(",'=1+1")


def test_a_products_csv_comes_as_it_is(run):
    content = (SAMPLES / "snipe-it-models.csv").read_bytes()

    report = run(content)

    product = Product.objects.get(model="Slate 13")
    assert (report["created"], Product.objects.count()) == (2, 2)
    assert (product.category.name, product.notes) == ("Laptops", "thin")
    assert product.specs == {"part_number": "NS-13"}
    assert run(content)["unchanged"] == 2


def test_a_products_csv_with_numbers_is_checked(run):
    content = table(
        ("manufacturer", "model", "u_height", "weight", "weight_unit"),
        ("N", "A", "1.5", "2", "KG"),
        ("N", "B", "tall", "", "stone"),
        ("", "C", "", "", ""),
    )

    report = run(content)

    assert codes(report) == [
        (3, "u_height", "not_a_number"),
        (3, "weight_unit", "invalid_choice"),
        (4, "manufacturer", "required"),
    ]
    assert Product.objects.get().specs == {"u_height": 1.5, "weight": 2, "weight_unit": "kg"}


def test_a_condition_is_told_and_stays_where_nothing_is_said(run):
    run(assets(condition="Damaged"), "assets")
    report = run(assets(condition=""), "assets")

    assert Asset.objects.get().condition == "damaged"
    assert report["unchanged"] == 1
    assert run(assets(condition="attention"), "assets")["updated"] == 1
    assert Asset.objects.get().condition == "attention"


def test_an_unknown_condition_is_refused_and_a_new_asset_is_well(run):
    assert codes(run(assets(condition="worn"), "assets")) == [(2, "condition", "invalid_choice")]
    run(assets(), "assets")
    assert Asset.objects.get().condition == "ok"
