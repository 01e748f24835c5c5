"""Slugs, and the rules that the database keeps."""

import pytest
from django.db import IntegrityError, transaction

from catalog_service.gear.actions.bulk_names import port_name
from catalog_service.gear.models import (
    SLUG,
    Asset,
    Manufacturer,
    Port,
    Product,
    ProductPort,
    slug_of,
)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("USB-C", "usb-c"),
        ("Jack 3.5 mm", "jack-3.5-mm"),
        ("2.5gbase-t", "2.5gbase-t"),
        ("Canon Inc.", "canon-inc"),
        ("Ω Électron", "ω-électron"),
        ("ﬁber", "fiber"),
        ("a...b", "a.b"),
        ("!!!", ""),
        ("x" * 200, "x" * 100),
    ],
)
def test_a_slug_says_the_name_in_small_letters(name, slug):
    assert slug_of(name) == slug
    assert not slug or SLUG.search(slug)


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("usb-c", "USB-C"),
        ("1000base-x-sfp", "1000BASE-X-SFP"),
        ("iec-60320-c14", "IEC-60320-C14"),
        ("virtual", "Virtual"),
        ("lc", "LC"),
        ("cisco-stackwise", "Cisco-Stackwise"),
    ],
)
def test_a_port_is_named_as_people_write_it(slug, name):
    assert port_name(slug) == name


@pytest.mark.parametrize(
    ("make", "rule"),
    [
        (lambda p: Manufacturer.objects.create(name=" ", slug="x"), "a_manufacturer_has_a_name"),
        (lambda p: Manufacturer.objects.create(name="x"), "a_manufacturer_has_a_slug"),
        (lambda p: Port.objects.create(name="", slug="x"), "a_port_has_a_name"),
        (lambda p: Port.objects.create(name="x"), "a_port_has_a_slug"),
        (lambda p: Product.objects.create(title=" "), "a_product_has_a_title"),
        (lambda p: Product.objects.create(title="x", specs=[]), "specs_are_an_object"),
        (lambda p: Asset.objects.create(tag="", product=p), "an_asset_has_a_tag"),
        (
            lambda p: Asset.objects.create(tag="x", product=p, status="eaten"),
            "an_asset_has_a_known_status",
        ),
        (
            lambda p: ProductPort.objects.create(
                product=p, port=Port.objects.create(name="x", slug="x"), count=0
            ),
            "a_listed_port_is_there",
        ),
        (
            lambda p: ProductPort.objects.create(product=p, port=p.ports.get().port),
            "a_product_lists_a_port_once",
        ),
    ],
)
def test_the_database_keeps_the_rules(thinkpad, make, rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        make(thinkpad)


def test_rows_say_what_they_are(thinkpad, make_asset, by_ben):
    line = thinkpad.ports.get()

    assert [str(row) for row in (thinkpad, thinkpad.manufacturer, line, make_asset("LT-1"))] == [
        "Lenovo T14",
        "Lenovo",
        "2 x USB-C",
        "LT-1",
    ]
    assert str(Port(name="USB-C", kind="interface")) == "USB-C (interface)"
