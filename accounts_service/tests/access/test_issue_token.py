"""Tokens for people, without a browser."""

from datetime import timedelta

import jwt
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from rest_framework.test import APIClient

from accounts_service.access import actions
from accounts_service.access.errors import PersonInactive, ScopeNotGranted
from accounts_service.access.models import ROLE_SCOPES, Role
from accounts_service.people import actions as people
from accounts_service.tests.conftest import DESK
from chassis.auth.tokens import verify

pytestmark = pytest.mark.usefixtures("signing_key")


def _claims(token):
    return jwt.decode(token, options={"verify_signature": False})


def test_a_token_speaks_for_a_person(ana):
    caller = verify(actions.issue_token(user=ana, at=timezone.now()))

    assert caller.id == str(ana.id)
    assert caller.kind == "person"
    assert caller.name == "Ana Silva"
    assert caller.roles == {"admin"}
    assert caller.scopes == ROLE_SCOPES[Role.ADMIN]


def test_a_token_is_an_rfc_9068_token_of_five_minutes(cleo, settings):
    token = actions.issue_token(user=cleo, at=timezone.now())

    assert jwt.get_unverified_header(token)["typ"] == "at+jwt"
    claims = _claims(token)
    assert claims["iss"] == settings.TOKEN_ISSUER == "http://testserver/accounts/o"
    assert claims["aud"] == ["accounts", "catalog", "tasks"]
    assert claims["exp"] - claims["iat"] == 300
    assert claims["client_id"] == "command-line"
    assert len(claims["jti"]) == 32


def test_a_token_may_be_narrower(ana):
    claims = _claims(actions.issue_token(user=ana, at=timezone.now(), scopes=["tasks:read"]))

    assert claims["scope"] == "tasks:read"
    assert claims["aud"] == ["tasks"]


def test_a_token_is_never_wider_than_the_role(cleo):
    with pytest.raises(ScopeNotGranted, match="catalog:desk"):
        actions.issue_token(user=cleo, at=timezone.now(), scopes=["catalog:desk"])


def test_a_deactivated_person_gets_none(cleo):
    people.deactivate(user=cleo, by=DESK)

    with pytest.raises(PersonInactive):
        actions.issue_token(user=cleo, at=timezone.now())


def test_a_token_ends(cleo):
    token = actions.issue_token(user=cleo, at=timezone.now() - timedelta(minutes=6))

    api = APIClient(headers={"Authorization": f"Bearer {token}"})
    assert api.get("/accounts/api/v1/people/me/").status_code == 401


def test_the_command_prints_a_token_that_works_and_nothing_else(ana, capsys):
    call_command("issue_token", "--user", "ana")

    out, err = capsys.readouterr()
    assert len(out.split()) == 1
    assert "ana for 5 minutes" in err
    api = APIClient(headers={"Authorization": f"Bearer {out.split()[-1]}"})
    assert api.get("/accounts/api/v1/people/me/").json()["username"] == "ana"


def test_the_command_takes_scopes_and_minutes(ana, capsys):
    call_command("issue_token", "--user=Ana", "--scope=tasks:read", "--minutes=3")

    claims = _claims(capsys.readouterr().out.strip())
    assert claims["scope"] == "tasks:read"
    assert claims["exp"] - claims["iat"] == 180


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--user", "nobody"], "nobody with the username"),
        (["--user", "cleo", "--scope", "accounts:admin"], "does not include accounts:admin"),
        (["--user", "cleo", "--minutes", "6"], "1 to 5"),
        (["--user", "cleo", "--minutes", "0"], "1 to 5"),
    ],
)
def test_the_command_says_what_is_wrong(words, why, cleo):
    with pytest.raises(CommandError, match=why):
        call_command("issue_token", *words)
