"""Who has an asset, and until when: for the desk always, for others what they have themselves."""

import pytest

from catalog_service.gear.models import Asset
from catalog_service.lending import actions, errors
from catalog_service.tests.conftest import API
from catalog_service.tests.lending.conftest import BEN, CLEO, refuses
from chassis.api.filters import SHAPES

ASSETS = f"{API}assets/"


@pytest.fixture
def lent(asset, other, promise):
    """What Cleo has, and what Ben has."""
    return promise(asset, to=str(CLEO)), promise(other, to=str(BEN))


def holder(who, **asked):
    """Return who has what, by tag."""
    rows = who.get(ASSETS, asked).json()["results"]
    return {row["tag"]: row["holder"] and row["holder"]["person"] for row in rows}


def test_the_desk_sees_who_has_what_and_until_when(ben, lent, asset, make_asset):
    make_asset("LT-3")

    assert holder(ben) == {"LT-1": str(CLEO), "LT-2": str(BEN), "LT-3": None}
    told = ben.get(f"{ASSETS}{asset.id}/").json()["holder"]
    loan, _ = lent[0]
    assert told["loan"] == str(loan.id)
    assert told["name"] == "Cleo"
    assert told["due_at"] == loan.due_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def test_others_see_what_they_have_themselves(cleo, lent, asset):
    assert holder(cleo) == {"LT-1": None, "LT-2": None}
    assert holder(cleo, holder="me") == {"LT-1": str(CLEO)} == holder(cleo, holder="me")
    assert cleo.get(f"{ASSETS}{asset.id}/").json()["holder"] is None


def test_nobody_asks_what_others_have_but_the_desk(cleo, ben, lent, refused):
    assert holder(cleo, holder=str(BEN)) == {}
    assert holder(cleo, holder=str(CLEO)) == {"LT-1": None}
    assert holder(ben, holder=str(BEN)) == {"LT-2": str(BEN)} == holder(ben, holder="me")
    refused(ben.get(ASSETS, {"holder": "Cleo"}), 400, "invalid")


def test_what_came_back_nobody_has(ben, by_ben, lent, asset):
    loan, _ = lent[0]
    actions.return_loan(loan=loan, by=by_ben, at=loan.out_at)

    assert ben.get(f"{ASSETS}{asset.id}/").json()["holder"] is None


def test_a_page_asks_as_much_as_ever(ben, lent, django_assert_num_queries):
    with django_assert_num_queries(1):
        ben.get(ASSETS)


def test_it_is_chosen_as_other_fields_are(ben, lent):
    rows = ben.get(ASSETS, {SHAPES[0]: "tag,holder"}).json()["results"]

    assert {tuple(row) for row in rows} == {("tag", "holder")}


def test_what_somebody_has_or_was_promised_is_not_retired_by_a_change(ben, lent, asset, refused):
    address = f"{ASSETS}{asset.id}/"

    refused(ben.patch(address, {"status": "retired"}), 409, "still_out")
    body = {"rows": [{"id": str(asset.id), "status": "retired"}]}
    assert ben.post(f"{ASSETS}bulk/", body).json()["refused"] == 1
    assert Asset.objects.get(pk=asset.pk).status == "on_loan"
    assert ben.patch(address, {"notes": "Blue"}).status_code == 200


def test_what_was_promised_is_not_retired_in_the_admin(staff, promise, asset, by_ben):
    loan, _ = promise(asset)
    actions.return_loan(loan=loan, by=by_ben, at=loan.out_at)
    asset.refresh_from_db()

    with refuses(errors.StillPromised):
        actions.change_asset(asset=asset, by=by_ben, status="retired")
    form = {"tag": asset.tag, "product": str(asset.product_id), "condition": "ok"}
    form |= {"status": "retired", "attachments-TOTAL_FORMS": 0, "attachments-INITIAL_FORMS": 0}
    page = staff.post(f"/catalog/admin/gear/asset/{asset.pk}/change/", form).content.decode()
    assert "It is promised to somebody" in page


def test_what_is_retired_already_may_be_changed(ben, make_asset):
    row = make_asset("LT-9", status="retired")

    answer = ben.patch(f"{ASSETS}{row.id}/", {"status": "retired", "notes": "Gone"})

    assert answer.status_code == 200
