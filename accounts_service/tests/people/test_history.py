"""`history/`: who is in a team, and who gave somebody a new password."""

from chassis.history.entries import entries

TEAMS = "/accounts/api/v1/teams/"


def test_the_history_of_a_team_names_its_members(admin_api, ben, cleo):
    team = admin_api.post(TEAMS, {"name": "Studio", "members": [str(ben.id)]}).json()["id"]

    admin_api.patch(f"{TEAMS}{team}/", {"members": [str(cleo.id)]})

    newest = admin_api.get(f"{TEAMS}{team}/history/").json()[0]
    members = [[{"person_id": str(ben.id)}], [{"person_id": str(cleo.id)}]]
    assert newest["changes"] == {"members": members}


def test_a_new_password_names_the_admin_who_set_it_and_nothing_of_it(staff, admin_user, cleo):
    word = "brand new word"
    words = {"usable_password": "true", "password1": word, "password2": word}

    staff.post(f"/accounts/admin/people/user/{cleo.id}/password/", words)

    newest = entries(cleo)[0]
    assert (newest["actor"], newest["changes"]) == (str(admin_user.id), {})
