"""What gear is worth, and how old it is."""

from datetime import date
from decimal import Decimal

import pytest

from catalog_service.gear import actions
from catalog_service.tests.conftest import API

WORTH = f"{API}reports/worth/"


@pytest.fixture
def desk(as_caller):
    """Somebody at the desk."""
    return as_caller(roles=["technician"], scopes=["catalog:read", "catalog:desk"])


@pytest.fixture
def gear(thinkpad, make_asset, by_ben):
    """Laptops that live for four years, and a lamp of which nobody knows that."""
    actions.change_product(product=thinkpad, by=by_ben, lifetime_months=48)
    lamp = actions.create_product(by=by_ben, title="=Lamp")
    bought = {"purchase_date": date(2024, 1, 31), "purchase_cost": Decimal(1461)}
    make_asset(tag="A", **bought)
    make_asset(tag="B", purchase_date=date(2019, 1, 1), purchase_cost=Decimal(900))
    make_asset(tag="C", status="lost", **bought)
    make_asset(tag="D", purchase_date=date(2030, 1, 1), purchase_cost=Decimal(5))
    make_asset(tag="E", product=lamp, **bought)
    make_asset(tag="F", product=lamp)


def test_it_is_told_in_groups_and_as_a_whole(gear, desk):
    told = desk.get(WORTH, {"by": "product", "at": "2026-01-31"}).json()

    laptop, lamp = sorted(told["groups"], key=lambda group: group["name"], reverse=False)[::-1]
    # 731 of 1461 days are gone, and a euro with each.
    assert (laptop["name"], laptop["cost"], laptop["value"]) == ("Lenovo T14", "2361.00", "730.00")
    assert (laptop["assets"], laptop["priced"], laptop["past_lifetime"]) == (2, 2, 1)
    assert (lamp["assets"], lamp["priced"], lamp["value"]) == (2, 1, "1461.00")
    assert lamp["age_years"] == "2.0"
    assert (told["total"]["assets"], told["total"]["value"]) == (4, "2191.00")
    assert (told["at"], told["by"], told["groups_left_out"]) == ("2026-01-31", "product", 0)


@pytest.mark.parametrize("by", ["category", "manufacturer", "location", "status"])
def test_it_is_told_by_other_things_too(gear, desk, by, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        told = desk.get(WORTH, {"by": by, "at": "2026-01-31"}).json()

    assert sum(group["assets"] for group in told["groups"]) == told["total"]["assets"] == 4


def test_of_nothing_nothing_is_told(db, desk):
    told = desk.get(WORTH).json()

    assert (told["by"], told["groups"], told["total"]["cost"]) == ("category", [], None)


def test_it_comes_as_a_file_that_no_spreadsheet_runs(gear, desk):
    answer = desk.get(f"{WORTH}export/", {"by": "product", "at": "2026-01-31"})

    lines = b"".join(answer).decode().removeprefix("\ufeff").splitlines()
    assert lines[0] == "product,assets,priced,cost,value,age_years,past_lifetime"
    assert lines[2].startswith("'=Lamp,2,1,1461.00,1461.00,2.0,0")
    assert answer["Content-Disposition"] == 'attachment; filename="worth-by-product.csv"'


def test_what_it_does_not_understand_is_refused(desk, refused):
    refused(desk.get(WORTH, {"by": "colour"}), 400, "invalid")
    refused(desk.get(WORTH, {"at": "soon"}), 400, "invalid")
    refused(desk.get(WORTH, {"colour": "red"}), 400, "invalid")
