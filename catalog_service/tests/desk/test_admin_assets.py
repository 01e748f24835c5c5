"""What the desk does with assets in their list of the admin."""

import pytest

from catalog_service.attachments.models import Attachment
from catalog_service.tests.lending.conftest import DESK
from chassis.sagas.models import Saga
from chassis.tests.files.drawing import picture, sent

ASSETS = "/catalog/admin/gear/asset/"


@pytest.fixture(autouse=True)
def at_the_desk(admin_user):
    """Let the superuser be at the desk."""
    admin_user.scopes = list(DESK)
    admin_user.save()


def chosen(staff, action, *assets):
    words = {"action": action, "_selected_action": [str(each.pk) for each in assets]}
    return staff.post(ASSETS, words, follow=True).content.decode()


def status_of(asset):
    asset.refresh_from_db()
    return asset.status


def test_handing_out_leads_to_the_scan_desk(staff, make_asset):
    page = chosen(staff, "hand_out", make_asset("LT-2"), make_asset("LT-1"))

    assert "<h1>Scan desk</h1>" in page
    assert "LT-1\nLT-2" in page
    many = [make_asset(f"M-{number:03}") for number in range(101)]
    assert "At most 100 at once." in chosen(staff, "hand_out", *many)


def test_what_is_out_comes_back_and_the_rest_is_told(staff, make_asset, promise):
    out, here = make_asset("LT-1"), make_asset("LT-2")
    promise(out)

    page = chosen(staff, "take_back", out, here)

    assert "1 taken back." in page
    assert "LT-2: This is not out: nobody has it." in page
    assert status_of(out) == "available"


def test_what_nobody_has_or_was_promised_is_retired(staff, make_asset, promise):
    out, here, promised = (make_asset(tag) for tag in ("LT-1", "LT-2", "LT-3"))
    promise(out)
    promise(promised)

    assert "LT-1: Somebody has it." in chosen(staff, "retire", here, out)
    assert status_of(here) == "available"
    chosen(staff, "take_back", promised)
    assert "LT-3: It is promised to somebody." in chosen(staff, "retire", promised)
    assert "1 changed." in chosen(staff, "retire", here)
    assert status_of(here) == "retired"


def test_the_list_leads_to_the_page_of_an_asset(staff, make_asset, django_assert_max_num_queries):
    for number in range(12):
        make_asset(f"LT-{number}")

    with django_assert_max_num_queries(12):
        assert "/catalog/assets/LT-3/" in staff.get(ASSETS).content.decode()


def test_what_came_back_damaged_is_asked_about_and_a_repair_begins(staff, make_asset, promise):
    out = make_asset("LT-1")
    promise(out)

    assert "It is in quarantine: nobody gets it." in chosen(staff, "take_back_damaged", out)
    assert status_of(out) == "on_loan"
    words = {"action": "take_back_damaged", "_selected_action": str(out.pk), "on_page": "yes"}
    photo = sent(picture())
    sure = {"sure": "yes", "condition": "damaged", "note": "The hinge is loose.", "photo": photo}
    page = staff.post(ASSETS, {**words, **sure}, follow=True)

    saga = Saga.objects.get()
    assert (status_of(out), saga.subject) == ("quarantined", str(out.pk))
    assert f"/catalog/admin/sagas/saga/{saga.pk}/change/" in page.content.decode()
    [photo] = Attachment.objects.all()
    assert (str(photo.loan_id), photo.moment) == (saga.told["loan"], "in")
    shown = staff.get("/catalog/assets/LT-1/").content.decode()
    assert "The hinge is loose." in shown
    assert f"/catalog/api/v1/attachments/{photo.pk}/file/" in shown
    del sure["photo"]
    again = staff.post(ASSETS, {**words, **sure}, follow=True)
    assert "Nobody has LT-1" in again.content.decode()
