"""What a category says of the specs of its products."""

import pytest

from catalog_service.gear import actions
from catalog_service.tests.conftest import API

CATEGORIES, PRODUCTS = f"{API}categories/", f"{API}products/"
SCHEMA = {
    "type": "object",
    "properties": {
        "memory_gb": {"type": "integer", "minimum": 1, "maximum": 1024, "title": "Memory"},
        "weight": {"type": "number"},
        "touch": {"type": "boolean"},
        "keyboard": {"type": "string", "enum": ["de", "us"]},
        "bought": {"type": "string", "format": "date"},
        "colour": {"type": "string", "minLength": 2, "maxLength": 5},
        "size": {"enum": [1, "two"]},
    },
    "required": ["memory_gb"],
    "additionalProperties": False,
}


@pytest.fixture
def computers(db, by_ben):
    """A category that knows what its products have."""
    return actions.create_category(by=by_ben, name="Computers", schema=SCHEMA)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("memory_gb", 0), ("memory_gb", 1025), ("memory_gb", 1.5), ("memory_gb", True),
        ("memory_gb", "8"), ("weight", "light"), ("touch", 1), ("keyboard", "fr"),
        ("bought", "2026-02-30"), ("bought", "20260101"), ("colour", "x"), ("colour", "purple"),
        ("size", True), ("size", 2), ("other", 1),
    ],
)  # fmt: skip
def test_what_is_not_so_is_refused_by_its_name(ben, refused, computers, field, value):
    specs = {"memory_gb": 8, field: value}

    answer = ben.post(PRODUCTS, {"title": "x", "category": "computers", "specs": specs})

    assert refused(answer, 400, "specs_broken")["errors"][0]["attr"] == f"specs.{field}"


def test_what_is_so_is_taken(ben, computers):
    specs = {"memory_gb": 8.0, "weight": 1.4, "touch": True, "keyboard": "de", "size": "two",
             "bought": "2026-01-31", "colour": "red"}  # fmt: skip

    answer = ben.post(PRODUCTS, {"title": "x", "category": "computers", "specs": specs})

    assert answer.status_code == 201


def test_what_is_needed_is_asked_for_also_by_a_category_above(ben, refused, computers, by_ben):
    inner = {"properties": {"memory_gb": {"type": "integer", "minimum": 64}}}
    words = {"name": "Servers", "parent": "computers", "schema": inner}
    assert ben.post(CATEGORIES, words).json()["path"] == "Computers / Servers"

    answer = ben.post(PRODUCTS, {"title": "x", "category": "servers"})
    assert refused(answer, 400, "specs_broken")["errors"][0]["attr"] == "specs.memory_gb"
    refused(
        ben.post(PRODUCTS, {"title": "x", "category": "servers", "specs": {"memory_gb": 8}}),
        400,
        "specs_broken",
    )
    made = ben.post(PRODUCTS, {"title": "x", "category": "servers", "specs": {"memory_gb": 64}})
    found = ben.get(PRODUCTS, {"category": "computers"}).json()["results"]
    assert [row["id"] for row in found] == [made.json()["id"]]


def test_only_who_writes_specs_or_category_is_asked(ben, refused, thinkpad, laptops):
    ben.patch(f"{CATEGORIES}{laptops.pk}/", {"schema": SCHEMA | {"required": ["weight"]}})

    address = f"{PRODUCTS}{thinkpad.pk}/"
    assert ben.patch(address, {"notes": "Old."}).status_code == 200
    refused(ben.patch(address, {"specs": {"memory_gb": 16}}), 400, "specs_broken")
    assert ben.patch(address, {"specs": {"weight": 1}}).status_code == 200


@pytest.mark.parametrize(
    ("schema", "where"),
    [
        ([], "not a JSON object"),
        ({"pattern": "x"}, "pattern"),
        ({"type": "array"}, "type"),
        ({"additionalProperties": {}}, "additionalProperties"),
        ({"properties": []}, "properties"),
        ({"properties": {str(n): {} for n in range(51)}}, "properties"),
        ({"properties": {"": {}}}, "properties"),
        ({"properties": {"a": 1}}, "properties.a"),
        ({"properties": {"a": {"$ref": "#"}}}, "properties.a.$ref"),
        ({"properties": {"a": {"type": "object"}}}, "properties.a.type"),
        ({"properties": {"a": {"title": 1}}}, "properties.a.title"),
        ({"properties": {"a": {"minimum": "1"}}}, "properties.a.minimum"),
        ({"properties": {"a": {"maxLength": -1}}}, "properties.a.maxLength"),
        ({"properties": {"a": {"format": "uri"}}}, "properties.a.format"),
        ({"properties": {"a": {"enum": []}}}, "properties.a.enum"),
        ({"properties": {"a": {"type": "string", "enum": [1]}}}, "properties.a.enum"),
        ({"properties": {"a": {"enum": [{}]}}}, "properties.a.enum"),
        ({"required": ["a"]}, "required"),
        ({"required": "a"}, "required"),
    ],
)
def test_a_schema_says_where_it_is_none(ben, refused, schema, where):
    body = refused(ben.post(CATEGORIES, {"name": "x", "schema": schema}), 400, "invalid")

    assert body["errors"][0]["attr"] == "schema"
    assert where in body["errors"][0]["detail"]


def test_categories_hold_each_other_and_not_themselves(ben, refused, computers, by_ben):
    inner = actions.create_category(by=by_ben, name="Servers", parent=computers)

    refused(ben.patch(f"{CATEGORIES}{computers.pk}/", {"parent": "servers"}), 409, "inside_itself")
    refused(ben.delete(f"{CATEGORIES}{computers.pk}/"), 409, "not_empty")
    told = ben.get(CATEGORIES, {"inside": "computers"}).json()["results"]
    assert [row["id"] for row in told] == [str(inner.pk)]


def test_the_schema_is_written_in_the_admin(staff, computers):
    address = f"/catalog/admin/gear/category/{computers.pk}/change/"
    assert "memory_gb" in staff.get(address).content.decode()

    form = {"name": "Computers", "slug": "computers", "parent": "", "schema": '{"type": "list"}'}
    assert "this is always object" in staff.post(address, form).content.decode()
    staff.post(address, form | {"schema": "{}"})
    computers.refresh_from_db()
    assert computers.schema == {}
