"""What the provider says of itself."""

import jwt
import pytest
from django.urls import NoReverseMatch, reverse

BASE = "/accounts/o"
ISSUER = "http://testserver/accounts/o"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signing_key")]


def test_openid_discovery(client):
    document = client.get(f"{BASE}/.well-known/openid-configuration").json()

    assert document["issuer"] == ISSUER
    assert document["authorization_endpoint"] == f"{ISSUER}/authorize/"
    assert document["token_endpoint"] == f"{ISSUER}/token/"
    assert document["jwks_uri"] == f"{ISSUER}/.well-known/jwks.json"
    assert document["response_types_supported"] == ["code"]
    assert document["code_challenge_methods_supported"] == ["S256"]
    assert "RS256" in document["id_token_signing_alg_values_supported"]
    assert {"openid", "catalog:desk"} <= set(document["scopes_supported"])
    assert {"sub", "name", "email", "roles"} <= set(document["claims_supported"])


@pytest.mark.parametrize("path", ["", "/accounts/o"])
def test_authorization_server_metadata(path, client):
    document = client.get(f"{BASE}/.well-known/oauth-authorization-server{path}").json()

    assert document["issuer"] == ISSUER
    assert document["response_types_supported"] == ["code"]
    assert document["authorization_response_iss_parameter_supported"] is True
    assert set(document["grant_types_supported"]) == {
        "authorization_code",
        "client_credentials",
        "refresh_token",
    }


def test_the_published_keys_verify_a_token(client, robot):
    token = robot.posts(grant_type="client_credentials").json()["access_token"]
    response = client.get(f"{BASE}/.well-known/jwks.json")

    published = jwt.PyJWKSet.from_dict(response.json())
    key = published[jwt.get_unverified_header(token)["kid"]]
    claims = jwt.decode(token, key, ["RS256"], issuer=ISSUER, audience="catalog")
    assert claims["sub"] == robot.client.client_id
    assert "d" not in response.json()["keys"][0], "the private half stays here"
    assert "max-age=300" in response["Cache-Control"]


def test_an_identity_token_says_who(client, signed_in, ana):
    report = signed_in(ana)
    code = report.code("openid profile email", nonce="a nonce")

    tokens = report.redeems(code).json()

    keys = jwt.PyJWKSet.from_dict(client.get(f"{BASE}/.well-known/jwks.json").json())
    key = keys[jwt.get_unverified_header(tokens["id_token"])["kid"]]
    claims = jwt.decode(
        tokens["id_token"], key, ["RS256"], issuer=ISSUER, audience=report.client.client_id
    )
    assert claims["sub"] == str(ana.id)
    assert claims["nonce"] == "a nonce"
    assert claims["preferred_username"] == "ana"
    assert claims["name"] == "Ana Silva"
    assert claims["email"] == "ana@example.org"
    assert claims["roles"] == ["admin"]


def test_userinfo_tells_no_more_than_the_scopes(client, signed_in, ana):
    report = signed_in(ana)
    token = report.redeems(report.code("openid")).json()["access_token"]

    response = client.get(f"{BASE}/userinfo/", headers={"Authorization": f"Bearer {token}"})

    assert response.json() == {"sub": str(ana.id)}


def test_an_identity_alone_opens_no_other_service(signed_in, ana):
    report = signed_in(ana)

    token = report.redeems(report.code("openid")).json()["access_token"]

    assert jwt.decode(token, options={"verify_signature": False})["aud"] == ["accounts"]


@pytest.mark.parametrize("name", ["list", "register", "authorized-token-list", "dcr-register"])
def test_the_providers_management_pages_do_not_exist(name, client):
    with pytest.raises(NoReverseMatch):
        reverse(f"oauth2_provider:{name}")

    assert client.get(f"{BASE}/applications/").status_code == 404
