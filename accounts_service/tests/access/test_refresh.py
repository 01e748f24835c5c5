"""Refresh tokens: each works once, and looks at the person again."""

from concurrent.futures import ThreadPoolExecutor

import jwt
import pytest
from oauth2_provider.models import RefreshToken

from accounts_service.access.models import Role
from accounts_service.access.permissions import GrantValidator
from accounts_service.people import actions as people
from accounts_service.tests.conftest import DESK
from chassis.auth.tokens import verify
from chassis.testing.threads import at_once, somebody_waits_for_a_lock


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


def test_what_ends_while_it_is_used_gives_nothing(report, tokens, ben, monkeypatch):
    look = GrantValidator.get_original_scopes

    def look_and_lose_it(self, *args, **words):
        people.sign_out_everywhere(user=ben, by=DESK)
        return look(self, *args, **words)

    monkeypatch.setattr(GrantValidator, "get_original_scopes", look_and_lose_it)

    assert report.refreshes(tokens["refresh_token"]).json()["error"] == "invalid_grant"
    assert not RefreshToken.objects.filter(revoked=None).exists()


@pytest.mark.django_db(transaction=True)
def test_who_ends_access_waits_for_a_refresh_and_ends_what_it_gave(
    report, tokens, ben, monkeypatch, wait_for
):
    make = GrantValidator._create_refresh_token

    def make_slowly(self, *args):
        made = make(self, *args)
        pool.submit(at_once, lambda: people.sign_out_everywhere(user=ben, by=DESK))
        wait_for(somebody_waits_for_a_lock)
        return made

    monkeypatch.setattr(GrantValidator, "_create_refresh_token", make_slowly)
    with ThreadPoolExecutor(1) as pool:
        assert report.refreshes(tokens["refresh_token"]).status_code == 200

    assert RefreshToken.objects.count() == 2
    assert not RefreshToken.objects.filter(revoked=None).exists()
