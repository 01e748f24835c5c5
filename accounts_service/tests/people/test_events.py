"""What people tell other services, on every way on which they change."""

import pytest
from django.core.management import call_command

from accounts_service.people import actions
from accounts_service.people.models import User
from accounts_service.tests.conftest import DESK
from chassis.testing.outbox import told

PEOPLE = "/accounts/api/v1/people/"
CHANGED = "accounts.person_changed.v1"


def said(person, *, version, **changes):
    """Return what is told of a person."""
    usual = {
        "person_id": str(person.id),
        "name": person.name,
        "is_active": True,
        "role": person.role,
    }
    return (CHANGED, version, {**usual, **changes})


def told_of_people():
    """Return what was told of people; whose access ended is told apart."""
    return [fact for fact in told() if fact[0] == CHANGED]


def test_a_new_person_is_told_of(admin_api):
    told()

    made = admin_api.post(PEOPLE, {"username": "dora", "name": "Dora Lind"}).json()

    person = User.objects.get(id=made["id"])
    assert told() == [said(person, version=1)]


def test_a_change_is_told_of_with_its_version(admin_api, cleo):
    told()

    admin_api.patch(f"{PEOPLE}{cleo.id}/", {"name": "Cleo M."})

    assert told() == [said(cleo, version=2, name="Cleo M.")]


def test_who_has_no_name_is_called_by_their_username(cleo):
    told()

    actions.change_person(user=cleo, by=DESK, name="")

    assert told() == [said(cleo, version=2, name="cleo")]


def test_who_leaves_and_comes_back_is_told_of(ana, cleo):
    told()

    actions.deactivate(user=cleo, by=DESK)
    actions.reactivate(user=cleo, by=DESK)

    assert told_of_people() == [said(cleo, version=2, is_active=False), said(cleo, version=3)]


def test_the_admins_pages_tell_too(client, ana, cleo):
    client.force_login(ana)
    told()
    page = "/accounts/admin/people/user/"

    client.post(
        f"{page}{cleo.id}/change/",
        {"username": "cleo", "name": "Cleo M.", "email": "", "role": "member"},
    )
    client.post(page, {"action": "deactivate", "_selected_action": [str(cleo.id)]})
    words = {"password1": "a new long password", "password2": "a new long password"}
    client.post(f"{page}{cleo.id}/password/", {"usable_password": "true", **words})

    assert [
        (version, data["name"], data["is_active"]) for _, version, data in told_of_people()
    ] == [
        (2, "Cleo M.", True),
        (3, "Cleo M.", False),
        (4, "Cleo M.", False),
    ]
    cleo.refresh_from_db()
    assert cleo.version == 4


@pytest.mark.django_db
def test_djangos_own_commands_tell_too(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a new long password")

    call_command("createsuperuser", "--noinput", "--username", "dora")

    dora = User.objects.get()
    assert told() == [said(dora, version=1, name="dora")]


@pytest.mark.django_db
def test_the_demo_tells_of_its_people(monkeypatch):
    monkeypatch.setenv("KITROOM_DEMO_PASSWORD", "demo-demo-demo")

    call_command("seed_demo")

    assert sorted(data["name"] for _, _, data in told_of_people()) == [
        "Ana Silva",
        "Ben Okafor",
        "Cleo Martin",
    ]


def test_what_is_refused_tells_nothing(admin_api, cleo):
    told()

    assert admin_api.post(PEOPLE, {"username": "cleo"}).status_code == 409
    assert told() == []


def test_the_snapshot_says_the_same(as_caller, ana, cleo):
    events = {data["person_id"]: (version, data) for _, version, data in told()}
    tasks = as_caller(id="tasks", client_id="tasks", roles=(), scopes=["accounts:internal"])

    rows = tasks.get("/accounts/internal/snapshots/people/").json()["results"]

    assert {row.pop("id"): (row.pop("version"), row) for row in rows} == events
