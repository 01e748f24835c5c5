"""Teams and who is in them."""

from uuid import uuid4

import pytest

from accounts_service.people import actions
from accounts_service.people.errors import TeamNameTaken, UnknownPerson
from accounts_service.people.models import Team
from accounts_service.tests.conftest import DESK
from chassis.testing.outbox import told

TEAMS = "/accounts/api/v1/teams/"


@pytest.fixture
def studio(ben, cleo):
    return actions.create_team(by=DESK, name="Studio", member_ids=[ben.id, cleo.id])


def test_an_admin_makes_a_team(ben, cleo, admin_api):
    response = admin_api.post(TEAMS, {"name": "Studio", "members": [str(cleo.id), str(ben.id)]})

    assert response.status_code == 201
    assert response.json()["members"] == [str(ben.id), str(cleo.id)]
    assert response["ETag"] == '"1"'


def test_a_team_may_begin_empty(admin_api):
    assert admin_api.post(TEAMS, {"name": "Studio"}).json()["members"] == []


def test_a_team_name_is_one_teams(studio, admin_api, refused):
    body = refused(admin_api.post(TEAMS, {"name": "STUDIO"}), 409, "team_name_taken")

    assert body["errors"][0]["attr"] == "name"


def test_a_team_has_a_name(admin_api, refused):
    refused(admin_api.post(TEAMS, {"name": "  "}), 400, "invalid")


def test_members_are_people(admin_api, refused):
    body = refused(
        admin_api.post(TEAMS, {"name": "Studio", "members": [str(uuid4())]}), 400, "unknown_person"
    )

    assert body["errors"][0]["attr"] == "members"
    assert not Team.objects.exists()


def test_changing_the_members_replaces_them(ana, ben, studio, admin_api):
    members = [str(ana.id), str(ben.id)]

    response = admin_api.patch(f"{TEAMS}{studio.id}/", {"members": members})

    assert response.json()["members"] == sorted(members)
    assert response["ETag"] == '"2"'
    assert response.json()["name"] == "Studio"


def test_changing_the_name_keeps_the_members(studio, admin_api):
    response = admin_api.put(f"{TEAMS}{studio.id}/", {"name": "Film studio"})

    assert response.json()["name"] == "Film studio"
    assert len(response.json()["members"]) == 2


def test_a_new_name_may_be_taken_too(studio):
    other = actions.create_team(by=DESK, name="Desk")

    with pytest.raises(TeamNameTaken):
        actions.change_team(team=other, by=DESK, name="studio")


def test_the_verb_refuses_strangers(studio):
    with pytest.raises(UnknownPerson):
        actions.change_team(team=studio, by=DESK, member_ids=[uuid4()])


def test_a_deleted_team_leaves_its_people(studio, cleo, admin_api):
    assert admin_api.delete(f"{TEAMS}{studio.id}/").status_code == 204

    cleo.refresh_from_db()
    assert not cleo.teams.exists()


def test_a_member_sees_their_own_teams(studio, cleo, speaking_for, refused):
    other = actions.create_team(by=DESK, name="Desk")
    api = speaking_for(cleo)

    assert [team["name"] for team in api.get(TEAMS).json()["results"]] == ["Studio"]
    refused(api.get(f"{TEAMS}{other.id}/"), 404, "not_found")


def test_a_technician_sees_all_teams(studio, ben, speaking_for):
    actions.create_team(by=DESK, name="Desk")

    page = speaking_for(ben).get(TEAMS, {"ordering": "name"}).json()

    assert [team["name"] for team in page["results"]] == ["Desk", "Studio"]


def test_only_admins_make_teams(ben, speaking_for, refused):
    refused(speaking_for(ben).post(TEAMS, {"name": "Mine"}), 403, "forbidden")


def test_teams_are_found_by_member_and_people_by_team(studio, ana, cleo, admin_api):
    assert len(admin_api.get(TEAMS, {"member": str(cleo.id)}).json()["results"]) == 1
    assert len(admin_api.get(TEAMS, {"member": str(ana.id)}).json()["results"]) == 0

    page = admin_api.get("/accounts/api/v1/people/", {"team": str(studio.id)}).json()
    assert {person["username"] for person in page["results"]} == {"ben", "cleo"}


def test_a_page_of_teams_takes_one_query(studio, admin_api, django_assert_num_queries):
    for number in range(20):
        actions.create_team(by=DESK, name=f"Team {number}")

    with django_assert_num_queries(1):
        assert len(admin_api.get(TEAMS).json()["results"]) == 21


def test_the_history_of_a_team_names_its_changes(studio, admin_api):
    admin_api.patch(f"{TEAMS}{studio.id}/", {"name": "Film studio"})

    newest = admin_api.get(f"{TEAMS}{studio.id}/history/").json()[0]
    assert newest["changes"] == {"name": ["Studio", "Film studio"]}


def test_other_services_are_told_of_a_team_on_each_way(admin_api):
    told()

    made = admin_api.post(TEAMS, {"name": "Studio"}).json()
    admin_api.patch(f"{TEAMS}{made['id']}/", {"name": "Stage"}, headers={"If-Match": '"1"'})
    admin_api.delete(f"{TEAMS}{made['id']}/", headers={"If-Match": "*"})

    id = {"team_id": made["id"]}
    assert told() == [
        ("accounts.team_changed.v1", 1, {**id, "name": "Studio"}),
        ("accounts.team_changed.v1", 2, {**id, "name": "Stage"}),
        ("accounts.team_deleted.v1", 3, id),
    ]
