"""Files of products: their specs are as the schema of the category says, or the row is refused."""

import json

import pytest

from catalog_service.gear import actions as gear
from catalog_service.gear.models import Product
from catalog_service.tests.imports.conftest import line, table

HEADER = ("manufacturer", "model", "category")
SCHEMA = {
    "properties": {
        "memory_gb": {"type": "integer", "minimum": 1},
        "inch": {"type": "number"},
        "touch": {"type": "boolean"},
        "keyboard": {"type": "string", "enum": ["de", "us"]},
        "weight": {"type": "number", "maximum": 5},
    },
    "required": ["memory_gb"],
}


@pytest.fixture
def docks(db, by_ben):
    """A category with a schema, and one inside of it."""
    parent = gear.create_category(by=by_ben, name="Machines", schema=SCHEMA)
    return gear.create_category(by=by_ben, name="Docks", parent=parent)


def products(columns, *rows):
    """Return CSV of products N-1, N-2 … of docks with further columns."""
    full = [("Northlight", f"N-{n}", "Docks", *row) for n, row in enumerate(rows, 1)]
    return table((*HEADER, *columns), *full)


def issues(report):
    """Return where and why rows were refused."""
    return [(error["line"], error["attr"], error["code"]) for error in report["errors"]]


def test_a_cell_is_what_the_schema_says(run, docks):
    columns = ("cf_memory_gb", "cf_inch", "cf_touch", "cf_keyboard", "cf_note")

    report = run(products(columns, ("32", "14.5", "Yes", "de", "07")))

    assert (report["created"], report["errors"]) == (1, [])
    assert Product.objects.get().specs == {
        "memory_gb": 32,
        "inch": 14.5,
        "touch": True,
        "keyboard": "de",
        "note": "07",
    }


def test_all_that_is_wrong_is_told_by_row_and_column(run, docks):
    columns = ("cf_memory_gb", "cf_keyboard", "weight", "Height")
    rows = ("32", "fr", "7", ""), ("none", "us", "", "tall"), ("", "", "", ""), ("8", "", "1", "")

    report = run(products(columns, *rows))

    assert issues(report) == [
        (2, "cf_keyboard", "specs_broken"),
        (2, "weight", "specs_broken"),
        (3, "Height", "not_a_number"),
        (3, "cf_memory_gb", "specs_broken"),
        (4, "cf_memory_gb", "specs_broken"),
    ]
    assert report["errors"][0]["value"] == "fr"
    assert (report["created"], report["failed"]) == (1, 3)


def test_a_dry_run_tells_the_same_and_changes_nothing(run, docks):
    report = run(products(("cf_memory_gb",), ("0",), ("16",)), dry_run=True)

    assert issues(report) == [(2, "cf_memory_gb", "specs_broken")]
    assert (report["created"], Product.objects.count()) == (1, 0)


def test_a_column_is_mapped_to_a_field_of_the_specs(run, docks):
    report = run(products(("RAM",), ("64",)), mapping='{"RAM": "cf_memory_gb"}')

    assert (report["created"], Product.objects.get().specs) == (1, {"memory_gb": 64})


def test_objects_come_in_a_cell_or_a_line(run, docks):
    specs = {"memory_gb": 8, "lid": {"open": True}}
    cell = '"' + json.dumps(specs).replace('"', '""') + '"'
    run(products(("specs",), (cell,)))
    run(line(model="N-2", category="Docks", specs=specs))

    assert list(Product.objects.values_list("specs", flat=True)) == [specs, specs]


@pytest.mark.parametrize(
    ("specs", "where"),
    [
        ("soon", ("specs", "not_an_object")),
        ([1], ("specs", "not_an_object")),
        ({"memory_gb": "8"}, ("specs.memory_gb", "specs_broken")),
        ({}, ("specs.memory_gb", "specs_broken")),
        ({"memory_gb": 8, "x": "\0"}, ("specs", "invalid")),
        ({"memory_gb": 8, "x": "x" * 20_000}, ("specs", "invalid")),
    ],
)
def test_specs_that_are_odd_are_refused(run, docks, specs, where):
    [error] = run(line(category="Docks", specs=specs))["errors"]

    assert (error["attr"], error["code"]) == where
    assert not Product.objects.exists()


def test_a_row_adds_to_the_specs_that_are_there(run, docks, by_ben):
    run(products(("cf_memory_gb", "cf_keyboard"), ("8", "us")))

    report = run(table((*HEADER[:2], "cf_keyboard"), ("northlight", "n-1", "de")))

    assert (report["updated"], report["errors"]) == (1, [])
    assert Product.objects.get().specs == {"memory_gb": 8, "keyboard": "de"}
    assert run(products(("cf_memory_gb",), ("8",)))["unchanged"] == 1


def test_a_row_that_says_nothing_of_them_is_not_asked(run, docks, by_ben):
    run(products(("cf_memory_gb",), ("8",)))
    schema = {**SCHEMA, "required": ["memory_gb", "inch"]}
    gear.change_category(category=docks, by=by_ben, schema=schema)

    report = run(table(("manufacturer", "model", "notes"), ("Northlight", "N-1", "Blue")))
    assert (report["updated"], report["errors"]) == (1, [])

    assert issues(run(products(("notes",), ("Red",)))) == [(2, "specs.inch", "specs_broken")]


def test_an_export_brings_all_specs_along(run, ben, docks):
    run(products(("cf_memory_gb", "cf_touch"), ("8", "no")))
    file = b"".join(ben.get("/catalog/api/v1/products/export/").streaming_content)
    Product.objects.all().delete()

    assert run(file)["created"] == 1
    assert Product.objects.get().specs == {"memory_gb": 8, "touch": False}


def test_where_no_schema_is_everything_goes(run):
    run(products(("cf_colour", "weight"), ("blue", "1.5")))

    assert Product.objects.get().specs == {"colour": "blue", "weight": 1.5}
