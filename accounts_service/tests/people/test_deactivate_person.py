"""Taking access away, and giving it back."""

import pytest
from django.test import Client

from accounts_service.people import actions
from accounts_service.tests.conftest import DESK, PASSWORD

PEOPLE = "/accounts/api/v1/people/"


def test_a_deactivated_person_is_kept_but_inactive(cleo, admin_api):
    response = admin_api.post(f"{PEOPLE}{cleo.id}/deactivate/")

    assert response.status_code == 200
    assert response["ETag"] == '"2"'
    assert response.json()["is_active"] is False


def test_a_deactivated_person_cannot_sign_in(cleo):
    actions.deactivate(user=cleo, by=DESK)

    assert not Client().login(username="cleo", password=PASSWORD)


def test_a_deactivated_persons_session_ends(cleo):
    browser = Client()
    browser.force_login(cleo)
    actions.deactivate(user=cleo, by=DESK)

    assert browser.get(f"{PEOPLE}me/").status_code == 401


def test_a_reactivated_person_signs_in_again(cleo, admin_api):
    actions.deactivate(user=cleo, by=DESK)

    response = admin_api.post(f"{PEOPLE}{cleo.id}/reactivate/")

    assert response.json()["is_active"] is True
    assert Client().login(username="cleo", password=PASSWORD)


def test_the_last_admin_cannot_be_deactivated(ana, admin_api, refused):
    refused(admin_api.post(f"{PEOPLE}{ana.id}/deactivate/"), 409, "last_admin")


def test_an_inactive_admin_does_not_count(ana, make_person, admin_api, refused):
    actions.deactivate(user=make_person("ada", "admin"), by=DESK)

    refused(admin_api.post(f"{PEOPLE}{ana.id}/deactivate/"), 409, "last_admin")


@pytest.mark.parametrize("verb", ["deactivate", "reactivate"])
def test_a_technician_may_not(verb, ben, cleo, speaking_for, refused):
    refused(speaking_for(ben).post(f"{PEOPLE}{cleo.id}/{verb}/"), 403, "forbidden")
