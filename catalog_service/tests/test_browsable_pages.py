"""The API as a browser shows it."""

import pytest

from catalog_service.tests.conftest import API
from catalog_service.urls import router
from chassis.testing.browsing import lists, shown


@pytest.fixture
def browser(staff, admin_user, settings):
    """The browser of somebody who may do all."""
    admin_user.scopes = [*settings.SIGN_IN_SCOPES]
    admin_user.save()
    return staff


@pytest.mark.parametrize("name", lists(router))
def test_every_list_is_a_page(browser, make_asset, promise, name):
    promise(make_asset())

    assert "Kitroom Catalog" in shown(browser, f"{API}{name}/")


@pytest.mark.parametrize("name", lists(router))
def test_every_list_says_its_options(browser, name):
    assert browser.options(f"{API}{name}/").status_code == 200


def test_a_product_is_a_page_with_its_form(browser, thinkpad):
    page = shown(browser, f"{API}products/{thinkpad.id}/")

    assert "Lenovo T14" in page
    assert f'<option value="{thinkpad.manufacturer_id}" selected>Lenovo</option>' in page
