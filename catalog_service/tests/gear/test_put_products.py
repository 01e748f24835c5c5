"""Putting many products at once."""

from dataclasses import replace

import pytest

from catalog_service.gear import actions
from catalog_service.gear.actions import Outcome, PortRow, ProductRow
from catalog_service.gear.models import Manufacturer, Port, Product, ProductPort
from catalog_service.tests.conftest import lines_of

RJ45 = PortRow(kind="console-port", slug="rj-45", count=1)
SFP = PortRow(kind="interface", slug="10gbase-x-sfpp", count=4)
SWITCH = ProductRow(
    manufacturer="3Com", model="4200G", specs={"u_height": 1}, notes="Loud.", ports=(RJ45, SFP)
)


@pytest.fixture
def put(db, by_ben):
    """Put rows."""

    def do(*rows):
        return actions.put_products(rows=rows, by=by_ben)

    return do


def test_what_is_new_is_made(put):
    assert put(SWITCH) == [Outcome.CREATED]

    product = Product.objects.get()
    assert (product.title, product.model, product.notes) == ("3Com 4200G", "4200G", "Loud.")
    assert (product.manufacturer.name, product.manufacturer.slug) == ("3Com", "3com")
    assert product.specs == {"u_height": 1}
    assert lines_of(product) == {"rj-45": 1, "10gbase-x-sfpp": 4}
    assert Port.objects.get(slug="rj-45").name == "RJ-45"


def test_what_is_so_already_is_left_alone(put):
    put(SWITCH)

    assert put(SWITCH, replace(SWITCH, manufacturer="3COM", model="4200g")) == [
        Outcome.UNCHANGED,
        Outcome.UNCHANGED,
    ]
    assert Product.objects.get().version == 1
    assert ProductPort.pgh_event_model.objects.count() == 2


@pytest.mark.parametrize(
    "row",
    [
        replace(SWITCH, notes="Quiet."),
        replace(SWITCH, specs={"u_height": 2}),
        replace(SWITCH, ports=(RJ45,)),
        replace(SWITCH, ports=(RJ45, replace(SFP, count=2))),
        replace(SWITCH, ports=()),
    ],
)
def test_what_differs_is_changed(put, row):
    put(SWITCH)

    assert put(row) == [Outcome.UPDATED]

    product = Product.objects.get()
    assert (product.notes, product.specs, product.version) == (row.notes, row.specs, 2)
    assert lines_of(product) == {port.slug: port.count for port in row.ports}


def test_what_is_not_said_stays(put):
    put(SWITCH)

    outcome = put(replace(SWITCH, notes=None, ports=None, specs={"weight": 2}))

    product = Product.objects.get()
    assert outcome == [Outcome.UPDATED]
    assert (product.notes, product.specs) == ("Loud.", {"u_height": 1, "weight": 2})
    assert len(lines_of(product)) == 2


def test_a_product_that_comes_twice_is_made_once_and_the_last_word_counts(put):
    again = replace(SWITCH, model="4200g", notes="Quiet.", ports=(SFP,))

    assert put(SWITCH, SWITCH, again) == [Outcome.CREATED, Outcome.UNCHANGED, Outcome.UPDATED]

    product = Product.objects.get()
    assert (product.model, product.notes, lines_of(product)) == (
        "4200G",
        "Quiet.",
        {"10gbase-x-sfpp": 4},
    )


def test_rows_of_the_desk_are_found_whatever_their_capitals(put, thinkpad):
    row = ProductRow(manufacturer="LENOVO", model="t14", specs={"memory_gb": 32})

    assert put(row) == [Outcome.UNCHANGED]


def test_manufacturers_whose_slugs_clash_both_get_one(put):
    put(*(replace(SWITCH, manufacturer=name) for name in ("A B", "A-B", "a b", "!!!", "???")))

    assert set(Manufacturer.objects.values_list("slug", flat=True)) == {
        "a-b",
        "a-b-2",
        "manufacturer",
        "manufacturer-2",
    }


def test_nothing_is_put_of_no_rows(put):
    assert put() == []


def test_a_hundred_rows_need_few_queries(put, django_assert_max_num_queries):
    rows = [
        replace(SWITCH, manufacturer=f"Maker {number % 7}", model=f"M{number}")
        for number in range(100)
    ]

    with django_assert_max_num_queries(16):
        put(*rows)
    with django_assert_max_num_queries(12):
        put(*rows)
