"""Exports: all rows of a list as a file that spreadsheets show and imports take."""

import csv
from datetime import date
from decimal import Decimal

import pytest

from catalog_service.gear import actions
from catalog_service.tests.conftest import API

EXPORT = f"{API}assets/export/"
FORMULA = '=HYPERLINK("https://evil.example")'


def rows_of(answer):
    """Return what a spreadsheet reads of a file."""
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines(keepends=True)))


def test_it_is_a_file_of_all_rows(cleo, make_asset):
    make_asset(
        "LT-1",
        serial="Ä1",
        location='Shelf "A", left',
        purchase_date=date(2023, 1, 31),
        purchase_cost=Decimal("1299.50"),
        warranty_months=24,
        notes="two\nlines",
    )
    make_asset("LT-2")

    answer = cleo.get(EXPORT)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="assets.csv"'
    first, second = rows_of(answer)
    assert first == {
        "tag": "LT-1",
        "manufacturer": "Lenovo",
        "model": "T14",
        "category": "Laptops",
        "serial": "Ä1",
        "status": "available",
        "status_label": "",
        "condition": "ok",
        "location": 'Shelf "A", left',
        "home_location": "",
        "notes": "two\nlines",
        "purchase_date": "2023-01-31",
        "purchase_cost": "1299.50",
        "warranty_months": "24",
    }
    assert (second["tag"], second["purchase_date"]) == ("LT-2", "")


def test_it_is_filtered_as_the_list_is(cleo, make_asset):
    make_asset("LT-1", status="lost")
    make_asset("LT-2")

    for question in ({"status": "lost"}, {"search": "lt-1"}, {"tag": "lt-1"}):
        assert [row["tag"] for row in rows_of(cleo.get(EXPORT, question))] == ["LT-1"]


@pytest.mark.parametrize(
    "question", [{"status": "nonsense"}, {"nonsense": "1"}, {"limit": "1"}, {"cursor": "x"}]
)
def test_a_mistake_is_told(cleo, make_asset, refused, question):
    body = refused(cleo.get(EXPORT, question), 400, "invalid")
    assert [error["attr"] for error in body["errors"]] == [*question]


@pytest.mark.parametrize("accept", ["text/csv", "text/html,*/*;q=0.8", "application/json"])
def test_whoever_asks_gets_the_file(cleo, make_asset, accept):
    make_asset("LT-1")

    assert len(rows_of(cleo.get(EXPORT, headers={"Accept": accept}))) == 1


def test_without_rows_it_is_the_header(cleo):
    text = b"".join(cleo.get(EXPORT).streaming_content).decode("utf-8-sig")
    assert text.startswith("tag,manufacturer,model,")
    assert text.count("\n") == 1


def test_who_may_not_look_gets_none(as_caller, anonymous, refused):
    refused(as_caller(scopes=["tasks:read"]).get(EXPORT), 403, "forbidden")
    refused(anonymous.get(EXPORT), 401, "unauthenticated")


def test_no_cell_is_run(cleo, make_asset):
    make_asset("-1", notes=FORMULA, serial="'=1", location="a=b")

    [row] = rows_of(cleo.get(EXPORT))
    assert (row["tag"], row["notes"]) == ("'-1", f"'{FORMULA}")
    assert (row["serial"], row["location"]) == ("''=1", "a=b")


def test_products_tell_their_ports(cleo, thinkpad, by_ben, hdmi, usb_c, lenovo):
    actions.change_product(product=thinkpad, by=by_ben, specs={"u_height": 1, "weight": "1.4"})
    actions.create_product(by=by_ben, manufacturer=lenovo, model="Mouse")

    first, second = rows_of(cleo.get(f"{API}products/export/"))
    assert (first["model"], first["ports"]) == ("T14", "2 x usb-c")
    assert (first["u_height"], first["weight"], first["weight_unit"]) == ("1", "1.4", "")
    assert (second["title"], second["ports"], second["category"]) == ("Lenovo Mouse", "", "")
