"""What the provider says of itself."""

import jwt
import pytest
from django.urls import NoReverseMatch, reverse

BASE = "/accounts/o"
ISSUER = "http://testserver/accounts/o"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signing_key")]


WELL_KNOWN = [
    f"{BASE}/.well-known/openid-configuration",
    f"{BASE}/.well-known/oauth-authorization-server",
    f"{BASE}/.well-known/oauth-authorization-server/accounts/o",
]


@pytest.mark.parametrize("address", WELL_KNOWN)
def test_both_documents_say_the_same_and_all(address, client):
    response = client.get(address)

    document = response.json()
    assert response["Access-Control-Allow-Origin"] == "*"
    assert document == client.get(WELL_KNOWN[0]).json()
    assert document["issuer"] == ISSUER
    assert document["response_types_supported"] == ["code"]
    assert document["code_challenge_methods_supported"] == ["S256"]
    assert document["id_token_signing_alg_values_supported"] == ["RS256"]
    assert document["authorization_response_iss_parameter_supported"] is True
    assert {"openid", "catalog:desk"} <= set(document["scopes_supported"])
    assert {"sub", "name", "email", "roles"} <= set(document["claims_supported"])
    assert document["token_endpoint_auth_methods_supported"] == [
        "client_secret_basic",
        "client_secret_post",
        "none",
    ]
    assert "none" not in document["introspection_endpoint_auth_methods_supported"]
    assert set(document["grant_types_supported"]) == {
        "authorization_code",
        "client_credentials",
        "refresh_token",
        "urn:ietf:params:oauth:grant-type:device_code",
    }


def test_every_address_in_it_answers(client):
    document = client.get(WELL_KNOWN[0]).json()

    addresses = {
        name: text for name, text in document.items() if name.endswith(("_endpoint", "_uri"))
    }
    assert len(addresses) == 8
    for name, address in addresses.items():
        assert address.startswith(f"{ISSUER}/"), name
        assert client.get(address.removeprefix("http://testserver")).status_code != 404, name


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
