"""Refresh tokens: each works once, and looks at the person again."""

import jwt
import pytest

from accounts_service.access.models import Role
from accounts_service.people import actions as people
from accounts_service.tests.conftest import DESK
from chassis.auth.tokens import verify


@pytest.fixture
def tokens(signed_in, ben):
    report = signed_in(ben)
    return report.redeems(report.code("tasks:read catalog:desk")).json()


def test_a_refresh_gives_a_new_pair(report, tokens, settings, ben):
    new = report.refreshes(tokens["refresh_token"]).json()

    assert new["refresh_token"] != tokens["refresh_token"]
    settings.TOKEN_AUDIENCE = "tasks"
    assert verify(new["access_token"]).id == str(ben.id)
    assert new["scope"] == "tasks:read catalog:desk"


def test_a_refresh_token_that_is_used_again_ends_them_all(report, tokens):
    new = report.refreshes(tokens["refresh_token"]).json()

    assert report.refreshes(tokens["refresh_token"]).json()["error"] == "invalid_grant"
    assert report.refreshes(new["refresh_token"]).json()["error"] == "invalid_grant"


def test_a_refresh_may_be_narrower_and_not_wider(report, tokens):
    wider = report.refreshes(tokens["refresh_token"], scope="tasks:read catalog:read")
    narrower = report.refreshes(tokens["refresh_token"], scope="tasks:read")

    assert wider.json()["error"] == "invalid_scope"
    assert narrower.json()["scope"] == "tasks:read"


def test_a_role_that_shrank_since_counts(report, tokens, ben):
    people.change_person(user=ben, by=DESK, role=Role.MEMBER)

    new = report.refreshes(tokens["refresh_token"]).json()

    claims = jwt.decode(new["access_token"], options={"verify_signature": False})
    assert claims["scope"] == "tasks:read"
    assert claims["roles"] == ["member"]


def test_a_client_that_may_less_since_gets_less(report, tokens):
    report.client.scopes = "catalog:desk"
    report.client.save()

    assert report.refreshes(tokens["refresh_token"]).json()["scope"] == "catalog:desk"


def test_a_deactivated_person_gets_none(report, tokens, ben):
    people.deactivate(user=ben, by=DESK)

    assert report.refreshes(tokens["refresh_token"]).json()["error"] == "invalid_grant"


def test_a_made_up_refresh_token_is_refused(report):
    assert report.refreshes("made-up").json()["error"] == "invalid_grant"


def test_a_revoked_refresh_token_is_dead(report, tokens):
    words = {
        "token": tokens["refresh_token"],
        "client_id": report.client.client_id,
        "client_secret": report.secret,
    }
    assert report.browser.post("/accounts/o/revoke_token/", words).status_code == 200

    assert report.refreshes(tokens["refresh_token"]).json()["error"] == "invalid_grant"


def test_a_changed_password_ends_refreshing_and_codes(signed_in, cleo):
    program = signed_in(cleo)
    refresh = program.redeems(program.code()).json()["refresh_token"]
    code = program.code()

    people.change_password(user=cleo, password="a password of my own", by=cleo.caller())

    assert program.refreshes(refresh).status_code == 400
    assert program.redeems(code).status_code == 400
