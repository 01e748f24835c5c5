"""Adding people."""

import pytest

from accounts_service.people import actions
from accounts_service.people.errors import UsernameTaken
from accounts_service.people.models import User
from accounts_service.tests.conftest import DESK

PEOPLE = "/accounts/api/v1/people/"


def test_an_admin_adds_a_person(admin_api):
    response = admin_api.post(PEOPLE, {"username": "dan", "name": "Dan", "role": "viewer"})

    assert response.status_code == 201
    assert response["Location"] == f"{PEOPLE}{response.json()['id']}/"
    assert response.json()["role"] == "viewer"
    assert response.json()["is_active"] is True


def test_a_new_person_is_a_member_without_a_password(admin_api):
    admin_api.post(PEOPLE, {"username": "dan"})

    dan = User.objects.get(username="dan")
    assert dan.role == "member"
    assert not dan.has_usable_password()


def test_a_password_cannot_come_through_the_api(admin_api, refused):
    said = {"username": "dan", "password": "let me in please"}

    body = refused(admin_api.post(PEOPLE, said), 400, "invalid")

    assert body["errors"][0]["code"] == "unknown_field"
    assert "let me in" not in str(body)
    assert not User.objects.filter(username="dan").exists()


def test_a_username_is_one_persons(admin_api, refused):
    body = refused(admin_api.post(PEOPLE, {"username": "ana"}), 409, "username_taken")

    assert body["errors"][0]["attr"] == "username"


@pytest.mark.parametrize("username", ["Dan", "", "dan mar", ".dan", "d" * 65, "dän"])
def test_a_username_is_in_small_letters(username, admin_api, refused):
    body = refused(admin_api.post(PEOPLE, {"username": username}), 400, "invalid")

    assert body["errors"][0]["attr"] == "username"


@pytest.mark.parametrize("wrong", [{"role": "king"}, {"email": "nowhere"}, {"name": "n" * 201}])
def test_wrong_values_are_refused(wrong, admin_api, refused):
    body = refused(admin_api.post(PEOPLE, {"username": "dan", **wrong}), 400, "invalid")

    assert body["errors"][0]["attr"] in wrong


def test_a_technician_adds_nobody(ben, speaking_for, refused):
    refused(speaking_for(ben).post(PEOPLE, {"username": "dan"}), 403, "forbidden")


def test_the_same_key_adds_one_person(admin_api):
    first, second = (
        admin_api.post(PEOPLE, {"username": "dan"}, headers={"Idempotency-Key": "once"})
        for _ in range(2)
    )

    assert first.json() == second.json()
    assert User.objects.filter(username="dan").count() == 1


def test_the_verb_names_the_clash(ana):
    with pytest.raises(UsernameTaken):
        actions.create_person(by=DESK, username="ana")


def test_history_keeps_no_password(ana, admin_api):
    ana.set_password("another long password")
    ana.save()

    history = admin_api.get(f"{PEOPLE}{ana.id}/history/").json()

    assert [entry["action"] for entry in history] == ["update", "insert"]
    assert "pbkdf2" not in str(history)
    assert "password" not in str(history)
