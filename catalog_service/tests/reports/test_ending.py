"""Which warranties end, and what is due for replacement."""

from datetime import date
from decimal import Decimal

import pytest

from catalog_service.gear import actions
from catalog_service.tests.conftest import API
from catalog_service.tests.reports.test_worth import desk

__all__ = ["desk"]

ENDING = f"{API}reports/ending/"


@pytest.fixture
def gear(thinkpad, make_asset, by_ben):
    """Laptops that live for three years."""
    actions.change_product(product=thinkpad, by=by_ben, lifetime_months=36)
    for tag, bought, warranty in (
        ("A", date(2022, 2, 28), 24),
        ("B", date(2021, 1, 31), 13),
        ("C", date(2023, 1, 1), 9999),
        ("D", None, 12),
    ):
        words = {"purchase_date": bought, "warranty_months": warranty}
        make_asset(tag=tag, purchase_cost=Decimal(10), **words)
    make_asset(tag="E", purchase_date=date(2020, 1, 1), status="retired")


def tags(answer):
    """Return which assets are told."""
    return [row["tag"] for row in answer.json()["assets"]]


def test_what_is_due_for_replacement_is_told_the_first_first(gear, desk):
    answer = desk.get(ENDING, {"last": "2025-02-28"})

    told = answer.json()
    assert (tags(answer), told["count"], told["assets_left_out"]) == (["B", "A"], 2, 0)
    first = told["assets"][0]
    assert (first["lifetime_until"], first["warranty_until"]) == ("2024-01-31", "2022-02-28")
    assert (first["value"], first["product"], first["category"]) == (
        "0.00",
        "Lenovo T14",
        "Laptops",
    )


def test_warranties_that_end_in_a_while_are_told(gear, desk, refused):
    asked = {"ends": "warranty", "first": "2022-01-01", "last": "2024-12-31"}

    assert tags(desk.get(ENDING, asked)) == ["B", "A"]
    assert tags(desk.get(ENDING, {**asked, "first": "2023-01-01"})) == ["A"]
    assert tags(desk.get(ENDING, {**asked, "last": "9999-12-31"})) == ["B", "A", "C"]
    refused(desk.get(ENDING, {**asked, "last": "2021-01-01"}), 400, "invalid")


def test_all_of_them_come_as_a_file(gear, desk):
    answer = desk.get(f"{ENDING}export/", {"last": "2025-02-28"})

    header, first, _ = b"".join(answer).decode().removeprefix("\ufeff").splitlines()
    assert header.split(",")[:3] == ["asset", "tag", "product"]
    assert first.endswith(
        ",B,Lenovo T14,Laptops,,available,2021-01-31,10.00,0.00,2022-02-28,2024-01-31"
    )
