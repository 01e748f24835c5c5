"""Who sees whom."""

from uuid import uuid4

import pytest

from accounts_service.people.models import User

PEOPLE = "/accounts/api/v1/people/"


def test_a_technician_sees_everybody(ana, ben, cleo, speaking_for):
    page = speaking_for(ben).get(PEOPLE, {"ordering": "username"}).json()

    assert [person["username"] for person in page["results"]] == ["ana", "ben", "cleo"]


def test_a_service_sees_everybody(ana, cleo, as_caller):
    api = as_caller(id="tasks-client", client_id="tasks-client", roles=[], scopes=["accounts:read"])

    assert len(api.get(PEOPLE).json()["results"]) == 2


def test_a_member_sees_themself_alone(ana, cleo, speaking_for):
    page = speaking_for(cleo).get(PEOPLE).json()

    assert [person["id"] for person in page["results"]] == [str(cleo.id)]


def test_somebody_else_is_not_there_for_a_member(ana, cleo, speaking_for, refused):
    refused(speaking_for(cleo).get(f"{PEOPLE}{ana.id}/"), 404, "not_found")


def test_the_history_of_somebody_else_is_not_there_either(ana, cleo, speaking_for, refused):
    refused(speaking_for(cleo).get(f"{PEOPLE}{ana.id}/history/"), 404, "not_found")


def test_nobody_has_an_unknown_id(admin_api, refused):
    refused(admin_api.get(f"{PEOPLE}{uuid4()}/"), 404, "not_found")
    refused(admin_api.get(f"{PEOPLE}nobody/"), 404, "not_found")


def test_a_person_in_full(ana, admin_api):
    response = admin_api.get(f"{PEOPLE}{ana.id}/")

    assert response["ETag"] == '"1"'
    body = response.json()
    assert body.pop("created_at").endswith("Z")
    assert body.pop("updated_at").endswith("Z")
    assert body == {
        "id": str(ana.id),
        "username": "ana",
        "name": "Ana Silva",
        "email": "ana@example.org",
        "phone": "",
        "role": "admin",
        "is_active": True,
        "version": 1,
    }


def test_me_is_whoever_calls(cleo, speaking_for):
    response = speaking_for(cleo).get(f"{PEOPLE}me/")

    assert response.json()["username"] == "cleo"
    assert response["ETag"] == '"1"'


def test_a_service_is_nobody(as_caller, refused):
    api = as_caller(id="tasks-client", client_id="tasks-client", roles=[], scopes=["accounts:read"])

    refused(api.get(f"{PEOPLE}me/"), 404, "not_found")


def test_reading_needs_the_scope(cleo, speaking_for, refused):
    body = refused(speaking_for(cleo, scopes=["tasks:read"]).get(PEOPLE), 403, "forbidden")

    assert "accounts:read" in body["detail"]


def test_reading_needs_a_token(anonymous, refused):
    response = anonymous.get(PEOPLE)

    refused(response, 401, "unauthenticated")
    assert response["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"role": "admin"}, ["ana"]),
        ({"role__in": "admin,member"}, ["ana", "cleo"]),
        ({"is_active": "false"}, ["ben"]),
        ({"username": "cleo"}, ["cleo"]),
        ({"search": "silva"}, ["ana"]),
        ({"search": "ANA@example.org"}, ["ana"]),
        ({"ordering": "-username"}, ["cleo", "ben", "ana"]),
    ],
)
def test_lists_can_be_narrowed_and_ordered(query, found, ana, ben, cleo, admin_api):
    User.objects.filter(id=ben.id).update(is_active=False)

    page = admin_api.get(PEOPLE, {"ordering": "username", **query}).json()

    assert [person["username"] for person in page["results"]] == found


@pytest.mark.parametrize("query", [{"role": "king"}, {"is_active": "maybe"}, {"colour": "red"}])
def test_what_cannot_be_asked_is_refused(query, admin_api, refused):
    refused(admin_api.get(PEOPLE, query), 400, "invalid")


def test_a_page_of_people_takes_one_query(ana, make_person, admin_api, django_assert_num_queries):
    for number in range(20):
        make_person(f"person{number}")

    with django_assert_num_queries(1):
        assert len(admin_api.get(PEOPLE).json()["results"]) == 21
