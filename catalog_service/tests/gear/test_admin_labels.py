"""The pages of status labels in the admin."""

import pytest

from catalog_service.gear import actions
from catalog_service.gear.models import StatusLabel
from catalog_service.tests.gear.test_admin_assets import LIST as ASSETS
from catalog_service.tests.gear.test_admin_assets import _form as asset_form

LIST = "/catalog/admin/gear/statuslabel/"


@pytest.fixture
def waiting(db, by_ben):
    """A label."""
    return actions.create_status_label(by=by_ben, name="Waiting for parts", status="in_repair")


def test_a_label_is_made_changed_and_deleted_through_the_verbs(staff, waiting):
    staff.post(f"{LIST}add/", {"name": "Sent away", "slug": "", "status": "in_repair"})
    row = StatusLabel.objects.get(slug="sent-away")

    staff.post(f"{LIST}{row.pk}/change/", {"name": "Away", "slug": "away", "status": "lost"})
    row.refresh_from_db()
    assert (row.name, row.status, row.version) == ("Away", "in_repair", 2)

    staff.post(f"{LIST}{row.pk}/delete/", {"post": "yes"})
    assert list(StatusLabel.objects.all()) == [waiting]


def test_another_becomes_the_default(staff, waiting, by_ben):
    words = {"name": "Sent away", "status": "in_repair", "is_default": True}
    old = actions.create_status_label(by=by_ben, **words)

    staff.post(LIST, {"action": "make_default", "_selected_action": [str(waiting.pk)]})

    assert list(StatusLabel.objects.filter(is_default=True)) == [waiting]
    old.refresh_from_db()
    assert old.version == 2


def test_the_list_leads_to_the_assets(staff, waiting, make_asset, django_assert_max_num_queries):
    make_asset("LT-1", status_label=waiting)
    make_asset("LT-2")

    with django_assert_max_num_queries(12):
        page = staff.get(LIST).content.decode()
    address = f"{ASSETS}?status_label__id__exact={waiting.pk}"
    assert address in page
    assert "LT-2" not in staff.get(address).content.decode()


def test_an_asset_gets_a_label_in_its_form(staff, waiting, make_asset):
    asset = make_asset("LT-1")
    address = f"{ASSETS}{asset.pk}/change/"

    staff.post(address, asset_form(asset.product, status_label=str(waiting.pk)))
    asset.refresh_from_db()
    assert (asset.status, asset.status_label) == ("in_repair", waiting)

    both = {"status": "lost", "status_label": ""}
    staff.post(address, asset_form(asset.product, **both))
    asset.refresh_from_db()
    assert (asset.status, asset.status_label) == ("lost", None)


def test_a_form_that_says_two_states_tells_so(staff, waiting, make_asset):
    asset = make_asset("LT-1")
    words = {"status": "lost", "status_label": str(waiting.pk)}

    page = staff.post(f"{ASSETS}{asset.pk}/change/", asset_form(asset.product, **words))

    assert "Waiting for parts stands for in_repair" in page.content.decode()
