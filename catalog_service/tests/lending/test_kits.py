"""`/kits/`."""

import pytest
from django.urls import reverse

from catalog_service.gear import actions as gear
from catalog_service.lending.models import Kit
from catalog_service.tests.conftest import API
from catalog_service.tests.lending.test_reservations_api import RESERVATIONS, body

KITS = f"{API}kits/"


@pytest.fixture
def stand(by_ben):
    """Another product."""
    return gear.create_product(by=by_ben, title="Stand")


@pytest.fixture
def kit(ben, thinkpad, stand):
    """A kit, as the API tells of it."""
    parts = [{"product": str(thinkpad.pk), "count": 2}, {"product": str(stand.pk)}]
    answer = ben.post(KITS, {"name": "Talk", "parts": parts})
    assert answer.status_code == 201, answer.json()
    return answer.json()


def test_a_kit_is_some_of_several_products(kit, thinkpad, stand):
    assert (kit["name"], kit["slug"], kit["version"]) == ("Talk", "talk", 1)
    assert kit["parts"] == [
        {"product": str(thinkpad.pk), "title": "Lenovo T14", "count": 2},
        {"product": str(stand.pk), "title": "Stand", "count": 1},
    ]


def test_parts_are_replaced_as_a_list(ben, kit, stand, thinkpad):
    address = f"{KITS}{kit['id']}/"

    changed = ben.patch(address, {"parts": [{"product": str(stand.pk), "count": 3}]}).json()

    assert [(part["title"], part["count"]) for part in changed["parts"]] == [("Stand", 3)]
    assert changed["version"] == 2
    newest, *_ = ben.get(f"{address}history/").json()
    assert newest["changes"]["parts"][1] == [{"product_id": str(stand.pk), "count": 3}]
    assert ben.patch(address, {"name": "Show"}).json()["parts"] == changed["parts"]
    assert ben.get(f"{KITS}?product={thinkpad.pk}").json()["results"] == []
    assert len(ben.get(f"{KITS}?product={stand.pk}&search=sho").json()["results"]) == 1


@pytest.mark.parametrize(
    ("parts", "attr"),
    [
        ([], "parts"),
        ([{"product": "T14"}], "parts.0.product"),
        ([{"count": 2}], "parts.0.product"),
    ],
)
def test_a_kit_of_nothing_is_refused(ben, refused, parts, attr):
    problem = refused(ben.post(KITS, {"name": "Talk", "parts": parts}), 400, "invalid")

    assert problem["errors"][0]["attr"] == attr
    assert not Kit.objects.exists()


def test_a_product_is_listed_once(ben, refused, stand):
    parts = [{"product": str(stand.pk)}] * 2

    problem = refused(ben.post(KITS, {"name": "Talk", "parts": parts}), 400, "invalid")

    assert "Add up" in problem["errors"][0]["detail"]


def test_what_others_name_is_not_deleted(ben, refused, kit, stand, thinkpad, make_asset):
    for number in range(2):
        make_asset(f"LT-{number}")
    make_asset("ST-1", product=stand)
    ben.post(RESERVATIONS, {**body(), "lines": [{"kit": "talk"}]})

    refused(ben.delete(f"{KITS}{kit['id']}/"), 409, "kit_in_use")


def test_a_product_of_a_kit_stays_as_long_as_the_kit(ben, refused, kit, stand):
    address = f"{API}products/{stand.pk}/"

    refused(ben.delete(address), 409, "product_in_use")
    assert ben.delete(f"{KITS}{kit['id']}/").status_code == 204
    assert ben.delete(address).status_code == 204


def test_a_kit_is_made_in_the_admin(staff, stand):
    form = {"name": "Show", "parts-TOTAL_FORMS": 1, "parts-INITIAL_FORMS": 0}
    form |= {"attachments-TOTAL_FORMS": 0, "attachments-INITIAL_FORMS": 0}
    form |= {"parts-0-product": str(stand.pk), "parts-0-count": 4}

    answer = staff.post(reverse("admin:lending_kit_add"), form)

    assert answer.status_code == 302, answer.content
    kit = Kit.objects.get(slug="show")
    assert [str(part) for part in kit.parts.all()] == ["4 x Stand"]
    page = staff.get(reverse("admin:lending_kit_changelist")).content.decode()
    assert "4 x Stand" in page
    assert staff.get(reverse("admin:lending_kit_change", args=[kit.pk])).status_code == 200


def test_a_reservation_names_kits_and_products(
    cleo, ben, refused, kit, thinkpad, stand, make_asset
):
    for number in range(3):
        make_asset(f"LT-{number}")
    make_asset("ST-1", product=stand)
    said = [{"kit": "TALK"}, {"product": str(thinkpad.pk), "quantity": 1}]

    answer = cleo.post(RESERVATIONS, {**body(), "lines": said})

    made = answer.json()
    assert answer.status_code == 201, made
    rest = {"asset": None, "tag": None, "quantity": 1}
    assert made["lines"] == [
        {"product": None, "title": None, "kit": kit["id"], "name": "Talk", **rest},
        {"product": str(thinkpad.pk), "title": "Lenovo T14", "kit": None, "name": None, **rest},
    ]
    assert cleo.get(f"{RESERVATIONS}?kit={kit['id']}").json()["results"][0]["id"] == made["id"]
    assert cleo.get(f"{RESERVATIONS}?product={stand.pk}").json()["results"] == []
    problem = refused(cleo.post(RESERVATIONS, {**body(), "lines": said[1:]}), 409, "taken")
    assert problem["short"][0]["free"] == 0
    assert len(problem["clashes"]) == 3
    loan = ben.post(f"{answer['Location']}collect/", {"lines": [{"asset": "LT-2"}]})
    assert loan.status_code == 201, loan.json()


@pytest.mark.parametrize(
    ("line", "attr"),
    [
        ({}, "asset"),
        ({"asset": "LT-1", "kit": "talk"}, "asset"),
        ({"asset": "LT-1", "quantity": 2}, "quantity"),
        ({"kit": "nothing"}, "kit"),
        ({"kit": "\x01"}, "kit"),
        ({"product": "T14"}, "product"),
        ({"kit": "talk", "quantity": 0}, "quantity"),
    ],
)
def test_a_line_names_one_thing(cleo, refused, kit, asset, line, attr):
    problem = refused(cleo.post(RESERVATIONS, {**body(), "lines": [line]}), 400, "invalid")

    assert problem["errors"][0]["attr"] == f"lines.0.{attr}"


def test_a_kit_is_listed_once(cleo, refused, kit):
    said = {**body(), "lines": [{"kit": "talk"}, {"kit": kit["id"], "quantity": 2}]}

    problem = refused(cleo.post(RESERVATIONS, said), 400, "invalid")

    assert "Add up" in problem["errors"][0]["detail"]
