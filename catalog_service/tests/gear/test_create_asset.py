"""`POST /assets/`."""

import pytest

from catalog_service.gear import actions
from catalog_service.tests.conftest import API

ASSETS = f"{API}assets/"


def test_a_tag_and_a_product_are_enough(ben, thinkpad):
    body = ben.post(ASSETS, {"tag": "LT-1", "product": str(thinkpad.id)}).json()

    assert (body["status"], body["serial"], body["location"], body["notes"]) == (
        "available",
        "",
        None,
        "",
    )


def test_everything_that_can_be_said_is_kept(ben, thinkpad, by_ben):
    place = actions.create_location(by=by_ben, name="Workshop")
    said = {
        "tag": "LT-1",
        "product": str(thinkpad.id),
        "serial": "SN 1",
        "status": "in_repair",
        "location": str(place.pk),
        "home_location": str(place.pk),
        "notes": "The lid.",
    }

    body = ben.post(ASSETS, said).json()

    assert {name: body[name] for name in said} == said


def test_capitals_make_no_second_tag(ben, refused, make_asset, thinkpad):
    make_asset("LT-1")

    answer = ben.post(ASSETS, {"tag": "lt-1", "product": str(thinkpad.id)})

    assert refused(answer, 409, "tag_taken")["errors"][0]["attr"] == "tag"


@pytest.mark.parametrize(
    ("said", "attr"),
    [
        ({"tag": ""}, "tag"),
        ({"tag": "x" * 101}, "tag"),
        ({"tag": None}, "tag"),
        ({"product": "17"}, "product"),
        ({"product": None}, "product"),
        ({"product": "018f5f5e-0000-7000-8000-00000000000a"}, "product"),
        ({"status": "eaten"}, "status"),
        ({"location": "x" * 201}, "location"),
        ({"notes": "x" * 10_001}, "notes"),
    ],
)
def test_what_makes_no_sense_is_refused(ben, refused, thinkpad, said, attr):
    good = {"tag": "LT-1", "product": str(thinkpad.id)}

    body = refused(ben.post(ASSETS, {**good, **said}), 400, "invalid")

    assert body["errors"][0]["attr"] == attr


def test_tag_and_product_are_required(ben, refused):
    body = refused(ben.post(ASSETS, {}), 400, "invalid")

    assert {(error["attr"], error["code"]) for error in body["errors"]} == {
        ("tag", "required"),
        ("product", "required"),
    }


def test_writing_needs_the_scope(cleo, refused):
    refused(cleo.post(ASSETS, {"tag": "x"}), 403, "forbidden")
