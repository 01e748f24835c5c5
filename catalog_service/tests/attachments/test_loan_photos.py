"""How an asset looked when it went out and came back: photos of a loan."""

import pytest

from catalog_service.attachments.models import Attachment
from catalog_service.tests.attachments.test_attachments import ATTACHMENTS, form
from catalog_service.tests.lending.conftest import DESK
from chassis.ids import uuid7
from chassis.logins.subjects import DEMO_SUBS


@pytest.fixture
def desk(as_caller):
    """Who lends."""
    return as_caller(id=DEMO_SUBS["ben"], roles=["technician"], scopes=DESK)


@pytest.fixture
def lent(make_asset, promise):
    """A loan of Cleo's, and its asset."""
    asset = make_asset()
    loan, _ = promise(asset)
    return {"loan": str(loan.id), "asset": str(asset.id)}


@pytest.fixture
def photos(desk, lent):
    """How it looked before and after."""
    return [
        desk.post(ATTACHMENTS, form(**lent, moment=moment), format="multipart").json()
        for moment in ("out", "in")
    ]


def test_a_loan_shows_how_its_asset_looked(photos, cleo, lent):
    rows = cleo.get(ATTACHMENTS, {"loan": lent["loan"], "ordering": "created_at"}).json()

    assert [row["moment"] for row in rows["results"]] == ["out", "in"]
    assert cleo.get(photos[0]["file_url"]).status_code == 200


def test_others_see_neither_the_loan_nor_its_photos(photos, as_caller, lent, refused):
    viewer = as_caller(id=str(uuid7()), roles=["viewer"], scopes=["catalog:read"])

    assert viewer.get(ATTACHMENTS, {"asset": lent["asset"]}).json()["results"] == []
    for url in ("", "file/", "thumbnail/", "history/"):
        refused(viewer.get(f"{ATTACHMENTS}{photos[0]['id']}/{url}"), 404, "not_found")


def test_only_the_desk_takes_and_removes_them(photos, ben, lent, refused):
    answer = ben.post(ATTACHMENTS, form(**lent, moment="in"), format="multipart")

    refused(answer, 403, "only_the_desk_takes_photos")
    refused(ben.delete(f"{ATTACHMENTS}{photos[0]['id']}/"), 403, "only_the_desk_takes_photos")
    assert Attachment.objects.count() == 2


def test_a_photo_shows_an_asset_of_its_loan(desk, lent, make_asset, refused):
    other = {**lent, "asset": str(make_asset("LT-9").id)}

    for words in (lent, {**other, "moment": "in"}, {"asset": lent["asset"], "moment": "out"}):
        answer = desk.post(ATTACHMENTS, form(**words), format="multipart")
        refused(answer, 400, "not_in_the_loan")
