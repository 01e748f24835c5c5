"""The API as a browser shows it."""

import pytest

from catalog_service.tests.conftest import API

COLLECTIONS = [
    "locations",
    "manufacturers",
    "categories",
    "ports",
    "status-labels",
    "products",
    "assets",
    "reservations",
    "loans",
    "imports",
    "jobs",
    "attachments",
]


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_every_list_is_a_page(staff, admin_user, make_asset, promise, collection):
    promise(make_asset())
    admin_user.scopes = ["catalog:read", "catalog:write"]
    admin_user.save()

    page = staff.get(f"{API}{collection}/", HTTP_ACCEPT="text/html")

    assert page.status_code == 200
    assert page["Content-Type"].startswith("text/html")


def test_a_product_is_a_page_with_its_form(staff, admin_user, thinkpad):
    admin_user.scopes = ["catalog:read", "catalog:write"]
    admin_user.save()

    page = staff.get(f"{API}products/{thinkpad.id}/", HTTP_ACCEPT="text/html").content.decode()

    assert "Lenovo T14" in page
    assert f'<option value="{thinkpad.manufacturer_id}" selected>Lenovo</option>' in page


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_every_list_says_its_options(ben, collection):
    assert ben.options(f"{API}{collection}/").status_code == 200
