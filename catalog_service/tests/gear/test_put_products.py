"""Putting many products at once."""

import json

import pytest
from django.db import connection

from catalog_service.gear import actions
from catalog_service.gear.actions import Outcome
from catalog_service.gear.models import Manufacturer, Port, Product, ProductPort
from catalog_service.tests.conftest import lines_of

RJ45 = {"kind": "console-port", "type": "rj-45", "count": 1}
SFP = {"kind": "interface", "type": "10gbase-x-sfpp", "count": 4}
SWITCH = {
    "manufacturer": "3Com", "model": "4200G", "u_height": 1, "notes": "Loud.", "ports": [RJ45, SFP]
}  # fmt: skip
CREATED, UPDATED, UNCHANGED = Outcome(1, 0, 0), Outcome(0, 1, 0), Outcome(0, 0, 1)


@pytest.fixture
def put(db, by_ben):
    """Put rows."""

    def do(*rows):
        actions.arriving("arriving_products")
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO arriving_products (line, manufacturer, model, category, part_number,"
                " u_height, weight, weight_unit, notes, ports) SELECT row_number() OVER (),"
                " manufacturer, model, category, part_number, u_height, weight, weight_unit, notes,"
                " ports FROM jsonb_populate_recordset(null::arriving_products, %s)",
                [json.dumps(rows)],
            )
        return actions.put_products(by=by_ben)

    return do


def test_what_is_new_is_made(put):
    assert put(SWITCH) == CREATED

    product = Product.objects.get()
    assert (product.title, product.model, product.notes) == ("3Com 4200G", "4200G", "Loud.")
    assert (product.manufacturer.name, product.manufacturer.slug) == ("3Com", "3com")
    assert product.specs == {"u_height": 1}
    assert lines_of(product) == {"rj-45": 1, "10gbase-x-sfpp": 4}
    assert Port.objects.get(slug="rj-45").name == "RJ-45"


def test_what_is_so_already_is_left_alone(put):
    put(SWITCH)

    assert put(SWITCH) == UNCHANGED
    assert put({**SWITCH, "manufacturer": "3COM", "model": "4200g"}) == UNCHANGED
    assert Product.objects.get().version == 1
    assert ProductPort.pgh_event_model.objects.count() == 2


@pytest.mark.parametrize(
    "row",
    [
        {"notes": "Quiet."},
        {"u_height": 2},
        {"ports": [RJ45]},
        {"ports": [RJ45, {**SFP, "count": 2}]},
        {"ports": []},
    ],
)
def test_what_differs_is_changed(put, row):
    said = {**SWITCH, **row}
    put(SWITCH)

    assert put(said) == UPDATED

    product = Product.objects.get()
    assert (product.notes, product.version) == (said["notes"], 2)
    assert product.specs == {"u_height": said["u_height"]}
    assert lines_of(product) == {port["type"]: port["count"] for port in said["ports"]}


def test_a_category_is_made_and_changed(put):
    put(SWITCH)

    assert put({**SWITCH, "category": "Switches"}) == UPDATED
    assert put({**SWITCH, "category": "SWITCHES"}) == UNCHANGED

    assert Product.objects.get().category.slug == "switches"


def test_what_is_not_said_stays(put):
    put(SWITCH)

    outcome = put({"manufacturer": "3Com", "model": "4200G", "weight": 2})

    product = Product.objects.get()
    assert outcome == UPDATED
    assert (product.notes, product.specs) == ("Loud.", {"u_height": 1, "weight": 2})
    assert len(lines_of(product)) == 2


def test_rows_of_the_desk_are_found_whatever_their_capitals(put, thinkpad):
    assert put({"manufacturer": "LENOVO", "model": "t14"}) == UNCHANGED


def test_manufacturers_whose_slugs_clash_both_get_one(put):
    put(*({**SWITCH, "manufacturer": name} for name in ("A B", "A-B", "!!!", "???")))

    assert set(Manufacturer.objects.values_list("slug", flat=True)) == {
        "a-b",
        "a-b-2",
        "manufacturer",
        "manufacturer-2",
    }


def test_nothing_is_put_of_no_rows(put):
    assert put() == Outcome(0, 0, 0)


def test_a_hundred_rows_need_few_queries(put, django_assert_max_num_queries):
    rows = [
        {**SWITCH, "manufacturer": f"Maker {number % 7}", "model": f"M{number}"}
        for number in range(100)
    ]

    with django_assert_max_num_queries(20):
        put(*rows)
    with django_assert_max_num_queries(18):
        put(*rows)
