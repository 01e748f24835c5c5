"""The demo people."""

import pytest
from django.core.management import call_command

from accounts_service.people.models import Team, User
from chassis.logins.subjects import DEMO_SUBS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_demo_password(monkeypatch):
    monkeypatch.setenv("KITROOM_DEMO_PASSWORD", "demo-demo-demo")


def test_three_people_in_two_teams():
    call_command("seed_demo")

    people = {user.username: user for user in User.objects.all()}
    assert {name: str(user.id) for name, user in people.items()} == DEMO_SUBS
    assert {name: user.role for name, user in people.items()} == {
        "ana": "admin",
        "ben": "technician",
        "cleo": "member",
    }
    assert people["ana"].name == "Ana Silva"
    assert Team.objects.count() == 2


def test_they_sign_in_with_the_demo_password(client):
    call_command("seed_demo")

    for username in DEMO_SUBS:
        assert client.login(username=username, password="demo-demo-demo")


def test_a_second_time_changes_nothing():
    call_command("seed_demo")
    call_command("seed_demo")

    assert set(User.objects.values_list("version", flat=True)) == {1}
    assert Team.objects.count() == 2


def test_a_new_demo_password_counts(client, monkeypatch):
    call_command("seed_demo")
    monkeypatch.setenv("KITROOM_DEMO_PASSWORD", "another-demo")

    call_command("seed_demo")

    assert client.login(username="ben", password="another-demo")
