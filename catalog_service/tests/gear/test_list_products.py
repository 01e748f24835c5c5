"""`GET /products/`."""

import pytest

from catalog_service.gear import actions
from catalog_service.gear.models import Category, PortCount
from catalog_service.tests.conftest import API

PRODUCTS = f"{API}products/"


@pytest.fixture
def titles(cleo):
    """Ask for a list and return its titles."""

    def ask(**parameters):
        response = cleo.get(PRODUCTS, parameters)
        assert response.status_code == 200, response.content
        return [row["title"] for row in response.json()["results"]]

    return ask


@pytest.fixture
def camera(db, by_ben, hdmi, usb_c):
    """A product of another sort."""
    cameras = actions.create_category(by=by_ben, name="Cameras")
    canon = actions.create_manufacturer(by=by_ben, name="Canon")
    return actions.create_product(
        by=by_ben,
        title="Canon R5",
        model="R5",
        manufacturer=canon,
        category=cameras,
        notes="With a strap.",
        ports=[PortCount(hdmi, 1), PortCount(usb_c, 1)],
    )


@pytest.fixture
def both(thinkpad, camera):
    """A laptop and a camera."""
    return thinkpad, camera


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"category": "laptops"}, ["Lenovo T14"]),
        ({"category": "Cameras"}, ["Canon R5"]),
        ({"category": "boats"}, []),
        ({"manufacturer": "canon"}, ["Canon R5"]),
        ({"port": "usb-c"}, ["Canon R5", "Lenovo T14"]),
        ({"port": "hdmi"}, ["Canon R5"]),
        ({"port": "scart"}, []),
        ({"model": "r5"}, ["Canon R5"]),
        ({"category": "", "port": ""}, ["Canon R5", "Lenovo T14"]),
        ({"search": "strap"}, ["Canon R5"]),
        ({"search": "lenovo t14"}, ["Lenovo T14"]),
        ({"search": "len t14 usb-c"}, ["Lenovo T14"]),
        ({"search": "usb-c"}, ["Canon R5", "Lenovo T14"]),
        ({"search": "usb-c hdmi"}, ["Canon R5"]),
        ({"search": "len hdmi"}, []),
    ],
)
def test_it_is_narrowed(titles, both, parameters, expected):
    assert titles(**parameters) == expected


def test_it_is_narrowed_by_ids_too(titles, both, usb_c, lenovo):
    cameras = Category.objects.get(slug="cameras")

    assert titles(category=str(cameras.id)) == ["Canon R5"]
    assert titles(manufacturer=str(lenovo.id)) == ["Lenovo T14"]
    assert titles(port=str(usb_c.id)) == ["Canon R5", "Lenovo T14"]


def test_a_slug_of_several_kinds_finds_each_product_once(titles, thinkpad, by_ben):
    ports = [
        PortCount(actions.create_port(by=by_ben, name="USB-C", kind=kind), 1)
        for kind in ("interface", "power-port")
    ]
    actions.change_product(product=thinkpad, by=by_ben, ports=ports)

    assert titles(port="usb-c") == ["Lenovo T14"]


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [
        ("title", ["Canon R5", "Lenovo T14"]),
        ("-title", ["Lenovo T14", "Canon R5"]),
        ("model", ["Canon R5", "Lenovo T14"]),
        ("created_at", ["Lenovo T14", "Canon R5"]),
        ("-updated_at", ["Canon R5", "Lenovo T14"]),
    ],
)
def test_it_is_ordered_as_asked_and_pages_keep_the_order(cleo, both, ordering, expected):
    seen, address = [], f"{PRODUCTS}?limit=1&ordering={ordering}"
    while address:
        page = cleo.get(address).json()
        seen += [row["title"] for row in page["results"]]
        address = page["next"]

    assert seen == expected


@pytest.mark.parametrize("parameters", [{"colour": "red"}, {"ordering": "notes"}, {"limit": "0"}])
def test_what_is_not_understood_is_refused(cleo, refused, parameters):
    refused(cleo.get(PRODUCTS, parameters), 400, "invalid")


def test_the_number_of_queries_does_not_grow(cleo, both, by_ben, usb_c, django_assert_num_queries):
    for number in range(20):
        actions.create_product(by=by_ben, title=f"{number}", ports=[PortCount(usb_c, 1)])

    # The page, and the ports of all its products.
    with django_assert_num_queries(1):
        answer = cleo.get(PRODUCTS)

    assert len(answer.json()["results"]) == 22
