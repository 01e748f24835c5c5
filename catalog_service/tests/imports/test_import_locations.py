"""Files of locations."""

from catalog_service.gear.models import Location
from catalog_service.imports import actions
from catalog_service.imports.models import Import
from catalog_service.tests.imports.conftest import Steps, table

FILE = table(
    ("name", "address", "city", "manager"),
    ("Harbour", "1 Quay", "Malmö", "Mira"),
    ("", "2 Quay", "", ""),
    ("Attic", "", "", ""),
    ("harbour", "3 Quay", "", ""),
)


def test_what_is_new_is_made_and_what_is_there_is_left_alone(start, run):
    report = run(FILE, "locations")

    assert sorted(Location.objects.values_list("name", flat=True)) == ["Attic", "Harbour"]
    assert (report["created"], report["unchanged"], report["failed"]) == (2, 1, 1)
    (error,) = report["errors"]
    assert (error["line"], error["attr"], error["code"]) == (3, "name", "required")
    told = {each["column"]: each["reason"] for each in Import.objects.get().found["columns"]}
    assert "no place" in told["address"]
    assert run(FILE, "locations")["unchanged"] == 3


def test_they_come_as_json_lines_and_are_undone(start):
    row = start(b'{"Location": "Hall"}\n{"name": null}\n', "locations")
    report = actions.run_import(import_id=str(row.id), progress=Steps())
    assert (report["created"], report["failed"]) == (1, 1)

    actions.undo_import(import_id=str(row.id), progress=Steps())

    assert not Location.objects.exists()
