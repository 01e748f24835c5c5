"""What a line says of a product."""

import json

import pytest

from catalog_service.imports.actions import product_lines
from catalog_service.imports.actions.forms import RowRefused

GOOD = {"manufacturer": "Northlight", "model": "NL-24"}


def test_everything_that_can_be_said_is_read():
    said = {
        **GOOD,
        "category": "Switches",
        "part_number": " NL24-A ",
        "u_height": 1.5,
        "weight": 3,
        "weight_unit": "kg",
        "comments": "Quiet.",
        "ports": [{"kind": "Interface", "type": "USB-C", "count": 2.0}, {"type": "hdmi"}],
    }

    *cells, ports, _, _ = product_lines.read(json.dumps(said))

    assert cells[:-2] == ["Northlight", "NL-24", "Switches", "NL24-A", "1.5", "3", "kg"]
    assert cells[-2:] == [None, "Quiet."]
    assert json.loads(ports) == [
        {"kind": "interface", "type": "usb-c", "count": 2},
        {"kind": "", "type": "hdmi", "count": 1},
    ]


def test_what_is_not_said_is_none():
    cells = product_lines.read(json.dumps({**GOOD, "part_number": None}))

    assert cells == ["Northlight", "NL-24", *[None] * 10]


@pytest.mark.parametrize(
    ("said", "reasons"),
    [
        ({"manufacturer": None}, [("manufacturer", "required")]),
        ({"manufacturer": " "}, [("manufacturer", "required")]),
        ({"model": "x" * 101}, [("model", "invalid")]),
        ({"model": 4200}, [("model", "invalid")]),
        ({"model": "a\0b"}, [("model", "invalid")]),
        ({"colour": "red", "size": 1}, [("colour", "unknown_field"), ("size", "unknown_field")]),
        ({"u_height": "1"}, [("u_height", "invalid")]),
        ({"u_height": True}, [("u_height", "invalid")]),
        ({"u_height": -1}, [("u_height", "invalid")]),
        ({"weight": 10**400}, [("weight", "invalid")]),
        ({"weight": 1e30}, [("weight", "invalid")]),
        ({"weight_unit": "stone"}, [("weight_unit", "invalid_choice")]),
        ({"weight_unit": {}}, [("weight_unit", "invalid_choice")]),
        ({"comments": ["x"]}, [("comments", "invalid")]),
        ({"ports": {}}, [("ports", "invalid")]),
        ({"ports": [{}] * 201}, [("ports", "invalid")]),
        ({"ports": ["usb-c"]}, [("ports.0", "not_an_object"), ("ports.0.type", "required")]),
        ({"ports": [{"type": "usb c"}]}, [("ports.0.type", "invalid")]),
        ({"ports": [{"type": "x", "kind": "a/b"}]}, [("ports.0.kind", "invalid")]),
        ({"ports": [{"type": "x", "count": 0}]}, [("ports.0.count", "invalid")]),
        ({"ports": [{"type": "x", "count": 1.5}]}, [("ports.0.count", "invalid")]),
        ({"ports": [{"type": "x", "count": 1e308}]}, [("ports.0.count", "invalid")]),
        ({"ports": [{"type": "x", "count": None}]}, [("ports.0.count", "invalid")]),
        ({"ports": [{"type": "x", "name": "X"}]}, [("ports.0.name", "unknown_field")]),
        ({"ports": [{"type": "x"}, {"type": "X"}]}, [("ports", "twice")]),
        (
            {"model": None, "u_height": "1", "ports": [{}]},
            [("u_height", "invalid"), ("model", "required"), ("ports.0.type", "required")],
        ),
    ],
)
def test_all_that_is_wrong_is_told_at_once(said, reasons):
    with pytest.raises(RowRefused) as refusal:
        product_lines.read(json.dumps({**GOOD, **said}))

    assert [(reason.attr, reason.code) for reason in refusal.value.reasons] == reasons
    assert all(reason.detail for reason in refusal.value.reasons)


@pytest.mark.parametrize(
    ("said", "last", "more"),
    [
        ({f"k{number:03}": 1 for number in range(60)}, "k049", "10"),
        ({"ports": [{f"k{number:04}": 1 for number in range(9000)}]}, "k0049", "8,951"),
        ({"ports": [{}] * 200}, "ports.49.type", "151"),
    ],
    ids=["fields", "fields of a port", "ports"],
)
def test_of_very_many_mistakes_the_first_are_told_and_how_many_more(said, last, more):
    with pytest.raises(RowRefused) as refusal:
        product_lines.read(json.dumps({**GOOD, **said}))

    *first, end = refusal.value.reasons
    assert (len(first), end.code) == (50, "more_mistakes")
    assert first[-1].attr.endswith(last)
    assert end.detail == f"There are {more} more mistakes in this row."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "not_json"),
        ('{"weight": NaN}', "not_json"),
        ('{"model": "\\ud800"}', "not_json"),
        ('{"weight": ' + "9" * 5000 + "}", "not_json"),
        ("[" * 100_000, "not_json"),
        ("[]", "not_an_object"),
        ("17", "not_an_object"),
    ],
)
def test_a_line_that_is_no_object_is_refused(text, code):
    with pytest.raises(RowRefused) as refusal:
        product_lines.read(text)

    assert [reason.code for reason in refusal.value.reasons] == [code]


def test_infinity_in_disguise_is_no_weight():
    with pytest.raises(RowRefused):
        product_lines.read('{"manufacturer": "a", "model": "b", "weight": 1e999}')
