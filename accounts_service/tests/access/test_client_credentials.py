"""A program that speaks for itself."""

import jwt
import pytest
from oauth2_provider.models import AccessToken
from rest_framework.test import APIClient

from accounts_service.access.models import Client
from chassis.auth.tokens import verify


def test_a_program_gets_a_token_of_its_own(robot):
    response = robot.posts(grant_type="client_credentials", scope="accounts:read")

    caller = verify(response.json()["access_token"])
    assert caller.kind == "service"
    assert caller.id == caller.client_id == robot.client.client_id
    assert caller.scopes == {"accounts:read"}
    assert not caller.roles
    assert "refresh_token" not in response.json()


def test_its_token_opens_the_api(robot, cleo):
    token = robot.posts(grant_type="client_credentials").json()["access_token"]
    api = APIClient(headers={"Authorization": f"Bearer {token}"})

    assert len(api.get("/accounts/api/v1/people/").json()["results"]) == 1


def test_who_names_no_scope_gets_all_of_the_clients(robot):
    token = robot.posts(grant_type="client_credentials").json()

    assert set(token["scope"].split()) == {"accounts:read", "catalog:read"}
    claims = jwt.decode(token["access_token"], options={"verify_signature": False})
    assert claims["aud"] == ["accounts", "catalog"]


@pytest.mark.parametrize("scope", ["accounts:admin", "catalog:read tasks:read", "nonsense"])
def test_a_program_gets_no_scope_that_is_not_its_own(scope, robot):
    response = robot.posts(grant_type="client_credentials", scope=scope)

    assert response.status_code == 400
    assert response.json()["error"] == "invalid_scope"


def test_a_wrong_secret_gets_nothing(robot):
    response = robot.posts(grant_type="client_credentials", secret="wrong")

    assert response.status_code == 401
    assert response.json()["error"] == "invalid_client"


def test_a_program_cannot_pose_as_a_person(robot, ana):
    response = robot.posts(grant_type="client_credentials", user=str(ana.id), sub=str(ana.id))

    assert verify(response.json()["access_token"]).id == robot.client.client_id


@pytest.mark.parametrize("grant", ["password", "authorization_code", "made_up"])
def test_it_gets_no_other_grant(grant, robot):
    response = robot.posts(grant_type=grant, username="ana", password="a long enough password")

    assert response.status_code in {400, 401}
    assert "access_token" not in response.json()


def test_the_secret_is_kept_as_a_fast_hash(robot):
    kept = Client.objects.get().client_secret

    assert robot.secret not in kept
    assert kept.startswith("client_secret$1$")


def test_the_token_is_kept_as_a_hash(robot):
    robot.posts(grant_type="client_credentials")

    assert AccessToken.objects.get().token == ""
