"""The pages of assets in the admin."""

import pytest

from catalog_service.gear.models import Asset

LIST = "/catalog/admin/gear/asset/"


def _form(product, **changes):
    return {
        "tag": "LT-1",
        "product": str(product.id),
        "serial": "",
        "status": "available",
        "condition": "ok",
        "location": "",
        "notes": "",
        "attachments-TOTAL_FORMS": 0,
        "attachments-INITIAL_FORMS": 0,
        **changes,
    }


def test_pages_stay_within_twelve_queries(staff, make_asset, django_assert_max_num_queries):
    assets = [make_asset(f"LT-{number}") for number in range(30)]

    for address in (LIST, f"{LIST}{assets[0].id}/change/", f"{LIST}add/"):
        with django_assert_max_num_queries(12):
            assert staff.get(address).status_code == 200


def test_an_asset_is_made_changed_and_deleted_through_the_verbs(staff, thinkpad):
    staff.post(f"{LIST}add/", _form(thinkpad))
    asset = Asset.objects.get()

    staff.post(f"{LIST}{asset.id}/change/", _form(thinkpad, status="lost"))
    asset.refresh_from_db()
    assert (asset.status, asset.version) == ("lost", 2)

    staff.post(f"{LIST}{asset.id}/delete/", {"post": "yes"})
    assert not Asset.objects.exists()


def test_a_tag_that_is_taken_is_told_on_the_form(staff, thinkpad, make_asset):
    make_asset("LT-1")

    page = staff.post(f"{LIST}add/", _form(thinkpad, tag="lt-1"))

    assert page.status_code == 200
    assert Asset.objects.count() == 1


@pytest.mark.parametrize(
    ("action", "status"),
    [
        ("mark_available", "available"),
        ("mark_in_repair", "in_repair"),
        ("mark_lost", "lost"),
    ],
)
def test_several_are_marked_at_once(staff, make_asset, action, status):
    asset = make_asset(status="quarantined")

    page = staff.post(LIST, {"action": action, "_selected_action": [str(asset.id)]}, follow=True)

    asset.refresh_from_db()
    assert asset.status == status
    assert "1 changed." in page.content.decode()


def test_the_list_leads_to_the_product_and_is_searched(staff, make_asset, thinkpad):
    make_asset()

    page = staff.get(LIST, {"q": "T14"}).content.decode()

    assert f"/catalog/admin/gear/product/{thinkpad.id}/change/" in page
