"""The API as a browser shows it."""

import pytest

from accounts_service.people import actions
from accounts_service.tests.conftest import DESK
from accounts_service.urls import router
from chassis.testing.browsing import lists, shown

API = "/accounts/api/v1/"


@pytest.mark.parametrize("name", lists(router))
def test_every_list_is_a_page(staff, ben, name):
    actions.create_team(by=DESK, name="Studio", member_ids=[ben.id])

    assert "Kitroom Accounts" in shown(staff, f"{API}{name}/")


@pytest.mark.parametrize("name", lists(router))
def test_every_list_says_its_options(staff, name):
    assert staff.options(f"{API}{name}/").status_code == 200


def test_a_person_is_a_page_with_its_form(staff, ben):
    page = shown(staff, f"{API}people/{ben.id}/")

    assert "Ben Okafor" in page
    assert '<option value="technician" selected>Technician</option>' in page
