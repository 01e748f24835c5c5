"""Whether a token is good (RFC 7662): told to programs that prove who they are."""

import base64
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone
from oauth2_provider.models import AccessToken

from accounts_service.access import actions
from accounts_service.access.actions import rotate_keys
from accounts_service.access.models import Client
from accounts_service.people import actions as people
from accounts_service.tests.access.conftest import Program
from accounts_service.tests.conftest import DESK
from chassis.auth.models import NotBefore

ADDRESS = "/accounts/o/introspect/"


def ask(program, token, secret=None, **more):
    pair = f"{program.client.client_id}:{program.secret if secret is None else secret}"
    header = f"Basic {base64.b64encode(pair.encode()).decode()}"
    words = {} if token is None else {"token": token}
    return Browser().post(ADDRESS, {**words, **more}, headers={"Authorization": header})


@pytest.fixture
def token(signed_in, cleo):
    report = signed_in(cleo)
    return report.redeems(report.code("tasks:read")).json()["access_token"]


@pytest.fixture
def service(db, signing_key):
    actions.make_service_client(service="tasks", secret="a secret of tasks")
    return Program(Client.objects.get(client_id="tasks"), "a secret of tasks")


def test_a_program_asks_about_its_own_token(report, token, cleo):
    told = ask(report, token).json()

    assert told["active"] is True
    assert told["sub"] == str(cleo.id)
    assert told["scope"] == "tasks:read"
    assert told["client_id"] == report.client.client_id
    assert told["aud"] == ["tasks"]
    assert told["exp"] - told["iat"] == 300


def test_a_token_of_somebody_else_is_none_of_its_business(robot, token):
    assert ask(robot, token).json() == {"active": False}


def test_a_service_may_ask_about_every_token(service, token):
    assert ask(service, token).json()["active"] is True


def test_a_token_of_the_command_line_is_good_too(service, cleo):
    token = actions.issue_token(user=cleo, at=timezone.now())

    assert ask(service, token).json()["active"] is True


def test_a_revoked_token_is_no_good(report, token):
    words = {"token": token, "client_id": report.client.client_id, "client_secret": report.secret}
    report.browser.post("/accounts/o/revoke_token/", words)

    assert ask(report, token).json() == {"active": False}


def test_a_token_of_a_deactivated_person_is_no_good(report, token, cleo):
    people.deactivate(user=cleo, by=DESK)

    assert ask(report, token).json() == {"active": False}


@pytest.mark.usefixtures("ended_access_is_read")
def test_a_token_of_somebody_who_signed_out_everywhere_is_no_good(service, cleo):
    token = actions.issue_token(user=cleo, at=timezone.now())
    people.sign_out_everywhere(user=cleo, by=DESK)

    assert ask(service, token).json() == {"active": False}


def test_a_token_is_good_at_once_where_it_is_dated_after_the_turn_of_the_second(service, cleo):
    people.sign_out_everywhere(user=cleo, by=DESK)
    end = NotBefore.objects.get(sub=str(cleo.id)).not_before + timedelta(seconds=5)
    NotBefore.objects.update(not_before=end)  # a turn that no test comes after

    told = ask(service, actions.issue_token(user=cleo, at=timezone.now())).json()

    assert told["active"] is True
    assert told["iat"] == int(end.timestamp())


@pytest.mark.parametrize("made_up", ["", "x", "e30.e30.e30", "x" * 100_000, "é"])
def test_what_is_no_token_is_no_good(made_up, report):
    assert ask(report, made_up).json() == {"active": False}


def test_a_token_of_the_last_key_is_good_until_that_is_retired(report, token, keys_folder):
    at = timezone.now()
    rotate_keys(folder=keys_folder, begin=True, at=at)

    assert ask(report, token).json()["active"] is True


def test_who_does_not_prove_who_they_are_learns_nothing(report, token):
    assert ask(report, token, secret="wrong").status_code == 401
    assert Browser().post(ADDRESS, {"token": token}).status_code == 401
    assert Browser().get(ADDRESS, {"token": token}).status_code == 405


def test_a_program_without_a_secret_may_not_ask(token):
    client, _ = actions.make_client(
        name="App", scopes=["tasks:read"], redirect_uris=["https://a.example/"], public=True
    )

    assert ask(Program(client, ""), token).status_code == 401
    words = {"token": token, "client_id": client.client_id}
    assert Browser().post(ADDRESS, words).status_code == 401


def test_a_question_without_a_token_is_told_so(report):
    assert ask(report, None).json()["error"] == "invalid_request"


def test_a_token_that_is_there_no_longer_is_no_good(report, token):
    AccessToken.objects.all().delete()

    assert ask(report, token).json() == {"active": False}
