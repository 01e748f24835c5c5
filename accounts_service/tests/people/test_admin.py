"""The pages of people and teams in the admin."""

import pytest

from accounts_service.people import actions
from accounts_service.people.models import Team, User
from accounts_service.tests.conftest import DESK, PASSWORD

PEOPLE = "/accounts/admin/people/user/"
TEAMS = "/accounts/admin/people/team/"


def _person(**changes):
    return {"username": "dan", "name": "Dan", "email": "", "role": "member", **changes}


def _team(members=(), name="Studio", known=()):
    rows = {"memberships-TOTAL_FORMS": len(members), "memberships-INITIAL_FORMS": len(known)}
    for number, member in enumerate(members):
        rows[f"memberships-{number}-person"] = str(member.id)
        if number < len(known):
            rows[f"memberships-{number}-id"] = known[number].pk
    return {"name": name, **rows}


def test_the_list_stays_within_twelve_queries(staff, make_person, django_assert_max_num_queries):
    for number in range(30):
        make_person(f"person{number}")

    with django_assert_max_num_queries(12):
        page = staff.get(PEOPLE, {"role__exact": "member", "q": "person"})

    assert "person29" in page.content.decode()


def test_a_person_is_added_with_a_password(staff, admin_user, client):
    words = _person(usable_password="true", password1=PASSWORD, password2=PASSWORD)

    page = staff.post(f"{PEOPLE}add/", words)

    assert page.status_code == 302, page.context["errors"]
    assert client.login(username="dan", password=PASSWORD)
    history = User.objects.get(username="dan").events.get()
    assert history.pgh_context.metadata["actor"] == str(admin_user.id)


def test_a_person_is_added_without_one(staff):
    staff.post(f"{PEOPLE}add/", _person(usable_password="false"))

    assert not User.objects.get(username="dan").has_usable_password()


def test_a_common_password_is_refused(staff):
    words = _person(usable_password="true", password1="password123", password2="password123")

    page = staff.post(f"{PEOPLE}add/", words)

    assert "too common" in page.content.decode()
    assert not User.objects.filter(username="dan").exists()


def test_a_person_is_changed(staff, cleo):
    staff.post(f"{PEOPLE}{cleo.id}/change/", _person(username="cleo", name="Cléo", role="viewer"))

    cleo.refresh_from_db()
    assert (cleo.name, cleo.role) == ("Cléo", "viewer")


def test_the_last_admin_stays_one(staff, admin_user):
    words = _person(username="admin", name="", role="viewer")

    page = staff.post(f"{PEOPLE}{admin_user.id}/change/", words, follow=True)

    assert "This is the last active admin." in page.content.decode()
    admin_user.refresh_from_db()
    assert admin_user.role == "admin"


def test_a_new_password_is_set_on_its_own_page(staff, cleo, client):
    words = {
        "usable_password": "true",
        "password1": "brand new word",
        "password2": "brand new word",
    }

    page = staff.post(f"{PEOPLE}{cleo.id}/password/", words)

    assert page.status_code == 302
    assert client.login(username="cleo", password="brand new word")


@pytest.mark.parametrize(("verb", "active"), [("deactivate", False), ("reactivate", True)])
def test_several_are_let_out_or_in(verb, active, staff, cleo, ben):
    User.objects.filter(id=ben.id).update(is_active=False)

    words = {"action": verb, "_selected_action": [str(cleo.id), str(ben.id)]}
    page = staff.post(PEOPLE, words, follow=True)

    assert "2 changed." in page.content.decode()
    people = User.objects.filter(username__in=["cleo", "ben"])
    assert set(people.values_list("is_active", flat=True)) == {active}


def test_nobody_is_deleted(staff, cleo):
    assert staff.post(f"{PEOPLE}{cleo.id}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(id=cleo.id).exists()


def test_the_history_page_names_the_changes(staff, cleo):
    actions.change_person(user=cleo, by=DESK, name="Cléo")

    page = staff.get(f"{PEOPLE}{cleo.id}/history/").content.decode()

    assert "Cleo Martin → Cléo" in page
    assert "pbkdf2" not in page


def test_a_team_is_made_with_its_members(staff, ben, cleo):
    page = staff.post(f"{TEAMS}add/", _team([ben, cleo]))

    assert page.status_code == 302, page.context["errors"]
    assert set(Team.objects.get().members.all()) == {ben, cleo}


def test_members_are_replaced_on_the_teams_page(staff, ana, ben, cleo):
    team = actions.create_team(by=DESK, name="Studio", member_ids=[ben.id, cleo.id])
    known = list(team.memberships.order_by("pk"))
    words = _team([known[0].person, known[1].person, ana], known=known)

    page = staff.post(
        f"{TEAMS}{team.id}/change/",
        {**words, "memberships-0-DELETE": "on", "memberships-0-team": str(team.id)},
    )

    assert page.status_code == 302, page.context["errors"]
    assert set(team.members.all()) == {known[1].person, ana}


def test_a_save_is_one_new_version_of_a_team_and_none_if_nothing_changed(staff, ana, ben):
    team = actions.create_team(by=DESK, name="Studio", member_ids=[ben.id])
    address, known = f"{TEAMS}{team.id}/change/", [team.memberships.get()]
    form = {"memberships-0-team": str(team.id)}

    staff.post(address, {**_team([ben], known=known), **form})
    team.refresh_from_db()
    assert (team.version, team.events.count()) == (1, 1)

    staff.post(address, {**_team([ben, ana], name="Film", known=known), **form})
    team.refresh_from_db()
    assert (team.version, team.events.count(), team.name) == (2, 2, "Film")
    assert set(team.members.all()) == {ana, ben}


def test_a_new_team_with_members_is_version_one(staff, ben):
    staff.post(f"{TEAMS}add/", _team([ben]))

    assert Team.objects.get().version == 1


def test_the_list_of_teams_counts_people(staff, ben, cleo, django_assert_max_num_queries):
    actions.create_team(by=DESK, name="Studio", member_ids=[ben.id, cleo.id])

    with django_assert_max_num_queries(12):
        page = staff.get(TEAMS).content.decode()

    assert '<td class="field-size">2</td>' in page


def test_a_team_is_deleted(staff, cleo):
    team = actions.create_team(by=DESK, name="Studio", member_ids=[cleo.id])

    staff.post(f"{TEAMS}{team.id}/delete/", {"post": "yes"})

    assert not Team.objects.exists()
