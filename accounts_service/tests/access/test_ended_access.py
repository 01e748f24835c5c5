"""Ended access: what somebody held is refused here at once, and all services are told."""

import hashlib
from datetime import UTC, datetime
from uuid import UUID

import jwt
import pytest
from django.core.management import call_command
from django.test import Client as Browser
from django.utils import timezone

from accounts_service.access import actions as access
from accounts_service.access.actions import ending
from accounts_service.access.models import AccessRecord, Kind, Role
from accounts_service.people import actions as people
from accounts_service.people.management.commands import changepassword
from accounts_service.tests.conftest import DESK, PASSWORD
from chassis.auth.models import Ended, NotBefore
from chassis.auth.tokens import TokenRefused, verify
from chassis.events.models import OutboxEvent

PEOPLE = "/accounts/api/v1/people/"

pytestmark = pytest.mark.usefixtures("signing_key", "ended_access_is_read")


def token_of(person):
    return access.issue_token(user=person, at=timezone.now())


def ask(token):
    return Browser().get(f"{PEOPLE}me/", headers={"Authorization": f"Bearer {token}"})


def told(type_):
    return [event.data for event in OutboxEvent.objects.filter(type=f"accounts.{type_}.v1")]


ENDS = {
    "deactivated": lambda person: people.deactivate(user=person, by=DESK),
    "role_changed": lambda person: people.change_person(user=person, by=DESK, role=Role.VIEWER),
    "password_changed": lambda person: people.change_password(
        user=person, password="a password of my own", by=DESK
    ),
    "signed_out": lambda person: people.sign_out_everywhere(user=person, by=DESK),
}


@pytest.mark.parametrize("reason", ENDS)
def test_what_ends_access_ends_tokens_and_sessions_and_tells_all_services(cleo, reason):
    token, browser = token_of(cleo), Browser()
    assert browser.login(username="cleo", password=PASSWORD)
    assert ask(token).status_code == browser.get(f"{PEOPLE}me/").status_code == 200

    ENDS[reason](cleo)

    assert ask(token).json()["detail"].startswith("The token was revoked. Get another: ")
    assert browser.get(f"{PEOPLE}me/").status_code == 401
    [event] = told("access_ended")
    assert (event["person_id"], event["reason"]) == (str(cleo.id), reason)
    [row] = NotBefore.objects.all()
    assert datetime.fromisoformat(event["not_before"]) == row.not_before
    record = AccessRecord.objects.get(kind=Kind.ACCESS_ENDED)
    assert (record.person, record.by, record.detail) == (cleo.id, DESK.id, {"reason": reason})


@pytest.mark.parametrize("reason", ENDS)
def test_what_ends_access_ends_what_a_program_may_ask_about_the_person(signed_in, cleo, reason):
    program = signed_in(cleo)
    given = program.redeems(program.code("openid profile")).json()
    headers = {"Authorization": f"Bearer {given['access_token']}"}
    assert Browser().get("/accounts/o/userinfo/", headers=headers).status_code == 200

    ENDS[reason](cleo)

    for method in ("get", "post"):
        answer = getattr(Browser(), method)("/accounts/o/userinfo/", headers=headers)
        assert answer.status_code == 401


NEW = "a password of my own"


def change_on_the_page(cleo, ana):
    browser = Browser()
    browser.force_login(cleo)
    words = {"password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert browser.post("/accounts/password/", words).status_code == 302


def change_in_the_admin(cleo, ana):
    browser = Browser()
    browser.force_login(ana)
    words = {"password1": NEW, "password2": NEW, "usable_password": "true"}
    there = f"/accounts/admin/people/user/{cleo.id}/password/"
    assert browser.post(there, words).status_code == 302


def change_by_command(cleo, ana):
    call_command("changepassword", "cleo")


@pytest.mark.parametrize("change", [change_on_the_page, change_in_the_admin, change_by_command])
def test_a_changed_password_ends_what_the_old_one_opened(change, signed_in, cleo, ana, monkeypatch):
    monkeypatch.setattr(changepassword, "getpass", lambda prompt: NEW)
    program, token = signed_in(cleo), token_of(cleo)
    refresh = program.redeems(program.code()).json()["refresh_token"]

    change(cleo, ana)

    assert program.browser.get(f"{PEOPLE}me/").status_code == 401
    assert ask(token).status_code == 401
    assert program.refreshes(refresh).status_code == 400
    assert AccessRecord.objects.filter(kind=Kind.PASSWORD_CHANGED, person=cleo.id).count() == 1
    assert Browser().login(username="cleo", password=NEW)


def test_what_does_not_change_access_ends_nothing(cleo):
    token = token_of(cleo)

    people.change_person(user=cleo, by=DESK, name="Cleopatra", role=cleo.role)

    assert ask(token).status_code == 200
    assert told("access_ended") == []


def test_who_signs_in_again_at_once_is_let_in(cleo):
    """Also within the second in which access ended."""
    for _ in range(3):
        people.sign_out_everywhere(user=cleo, by=DESK)
        browser = Browser()
        assert browser.login(username="cleo", password=PASSWORD)

        assert browser.get(f"{PEOPLE}me/").status_code == 200
        assert verify(token_of(cleo)).id == str(cleo.id)


def test_everybody_signs_themself_out(cleo, ben):
    token, other = token_of(cleo), token_of(ben)

    answer = Browser().post(f"{PEOPLE}me/sign-out/", headers={"Authorization": f"Bearer {token}"})

    assert answer.status_code == 204
    assert ask(token).status_code == 401
    assert ask(other).status_code == 200


def test_an_admin_signs_others_out_and_nobody_else_does(cleo, ben, ana):
    def post(by):
        headers = {"Authorization": f"Bearer {token_of(by)}"}
        return Browser().post(f"{PEOPLE}{cleo.id}/sign-out/", headers=headers).status_code

    token = token_of(cleo)

    assert post(ben) == 403
    assert ask(token).status_code == 200
    assert post(ana) == 204
    assert ask(token).status_code == 401


def revokes(program, token):
    words = {"token": token, "client_id": program.client.client_id, "client_secret": program.secret}
    return program.browser.post("/accounts/o/revoke_token/", words).status_code


@pytest.fixture
def tokens(signed_in, ben, settings):
    settings.TOKEN_AUDIENCE = "tasks"
    program = signed_in(ben)
    return program.redeems(program.code("tasks:read catalog:desk")).json()


@pytest.mark.parametrize("what", ["access_token", "refresh_token"])
def test_what_a_program_gives_back_ends_the_access_token(report, tokens, what):
    assert verify(tokens["access_token"])

    assert revokes(report, tokens[what]) == 200

    with pytest.raises(TokenRefused, match="revoked"):
        verify(tokens["access_token"])
    digest = hashlib.sha256(tokens["access_token"].encode()).hexdigest()
    assert {event["name"] for event in told("token_ended")} == {f"sha256:{digest}"}


def test_nobody_gives_back_what_is_anothers(robot, report, tokens):
    assert revokes(robot, tokens["access_token"]) == 200

    assert verify(tokens["access_token"])
    assert told("token_ended") == []


def test_a_refresh_token_that_is_used_again_ends_the_access_token_of_its_family(report, tokens):
    new = report.refreshes(tokens["refresh_token"]).json()
    assert verify(new["access_token"])

    assert report.refreshes(tokens["refresh_token"]).status_code == 400

    with pytest.raises(TokenRefused, match="revoked"):
        verify(new["access_token"])


def test_ended_access_ends_refreshing_too(report, tokens, ben):
    people.sign_out_everywhere(user=ben, by=DESK)

    assert report.refreshes(tokens["refresh_token"]).status_code == 400


def test_signing_out_here_closes_the_sign_in_everywhere(cleo):
    browser = Browser()
    browser.login(username="cleo", password=PASSWORD)
    sid = browser.session["sid"]

    browser.post("/accounts/logout/")

    assert [event["name"] for event in told("token_ended")] == [f"sid:{sid}"]
    assert Ended.objects.get().name == f"sid:{sid}"


def test_a_session_that_another_service_closed_is_closed_here(cleo):
    browser = Browser()
    browser.login(username="cleo", password=PASSWORD)

    ending.end_token(f"sid:{browser.session['sid']}", timezone.now())

    assert browser.get(f"{PEOPLE}me/").status_code == 401


def test_a_token_of_a_person_says_when_it_counts_from(cleo):
    people.sign_out_everywhere(user=cleo, by=DESK)

    claims = jwt.decode(token_of(cleo), options={"verify_signature": False})

    row = NotBefore.objects.get(sub=str(cleo.id))
    assert datetime.fromtimestamp(claims["iat"], tz=UTC) == row.not_before
    assert UUID(claims["sub"]) == cleo.id
