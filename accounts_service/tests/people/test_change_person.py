"""Changing people."""

from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection

from accounts_service.access.models import Role
from accounts_service.people import actions
from accounts_service.people.errors import LastAdmin
from accounts_service.people.models import User
from accounts_service.tests.conftest import DESK

PEOPLE = "/accounts/api/v1/people/"


@pytest.mark.parametrize("method", ["put", "patch"])
def test_what_is_left_out_stays(method, cleo, admin_api):
    response = getattr(admin_api, method)(f"{PEOPLE}{cleo.id}/", {"name": "Cléo"})

    assert response.status_code == 200
    assert response["ETag"] == '"2"'
    assert response.json()["name"] == "Cléo"
    assert response.json()["username"] == "cleo"


def test_the_history_says_who_and_what(ana, cleo, admin_api):
    admin_api.patch(f"{PEOPLE}{cleo.id}/", {"role": "technician"})

    newest = admin_api.get(f"{PEOPLE}{cleo.id}/history/").json()[0]
    assert newest["changes"] == {"role": ["member", "technician"]}
    assert newest["actor"] == str(ana.id)
    assert newest["request_id"]


def test_an_old_etag_is_refused(cleo, admin_api, refused):
    response = admin_api.patch(f"{PEOPLE}{cleo.id}/", {"name": "Cléo"}, headers={"If-Match": '"9"'})

    refused(response, 412, "precondition_failed")


def test_a_username_is_one_persons(cleo, admin_api, refused):
    response = admin_api.patch(f"{PEOPLE}{cleo.id}/", {"username": "ana"})

    refused(response, 409, "username_taken")


def test_nobody_makes_themself_an_admin(cleo, speaking_for, refused):
    response = speaking_for(cleo).patch(f"{PEOPLE}{cleo.id}/", {"role": "admin"})

    refused(response, 403, "forbidden")


def test_is_active_is_not_a_field_to_write(cleo, admin_api):
    response = admin_api.patch(f"{PEOPLE}{cleo.id}/", {"is_active": False})

    assert response.json()["is_active"] is True


def test_the_last_admin_stays_one(ana, admin_api, refused):
    refused(admin_api.patch(f"{PEOPLE}{ana.id}/", {"role": "member"}), 409, "last_admin")


def test_an_admin_may_change_their_name(ana, admin_api):
    assert admin_api.patch(f"{PEOPLE}{ana.id}/", {"name": "Ana S."}).status_code == 200


def test_one_of_two_admins_may_step_down(ana, cleo, admin_api):
    actions.change_person(user=cleo, by=DESK, role=Role.ADMIN)

    assert admin_api.patch(f"{PEOPLE}{ana.id}/", {"role": "member"}).status_code == 200


def test_people_are_not_deleted(cleo, admin_api, refused):
    refused(admin_api.delete(f"{PEOPLE}{cleo.id}/"), 405, "method_not_allowed")


@pytest.mark.django_db(transaction=True)
def test_two_admins_who_step_down_at_once_leave_one(make_person):
    admins = [make_person("ada", Role.ADMIN), make_person("bob", Role.ADMIN)]
    start, outcomes = Barrier(2), []

    def step_down(user: User) -> None:
        start.wait()
        try:
            outcomes.append(actions.change_person(user=user, by=DESK, role=Role.MEMBER))
        except LastAdmin as error:
            outcomes.append(error)
        finally:
            connection.close()

    threads = [Thread(target=step_down, args=(user,)) for user in admins]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["LastAdmin", "User"]
    assert User.objects.filter(role=Role.ADMIN, is_active=True).count() == 1


def test_another_rule_of_the_database_keeps_its_own_name(cleo):
    with pytest.raises(IntegrityError, match="a_person_has_a_known_role"):
        actions.change_person(user=cleo, by=DESK, role="king")
