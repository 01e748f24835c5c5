"""Whatever is sent to the provider, it answers; it never breaks."""

import pytest

from accounts_service.tests.access.conftest import AUTHORIZE, CALLBACK, CHALLENGE

BASE = "/accounts/o/"
ENDPOINTS = [
    "token/",
    "revoke_token/",
    "introspect/",
    "device-authorization/",
    "device/",
    "userinfo/",
    "logout/",
    "authorize/",
]
WORDS = [
    {},
    {"client_id": "\x00", "grant_type": "client_credentials"},
    {"client_id": "x", "client_secret": "\x00", "grant_type": "password", "username": "\x00"},
    {"grant_type": "authorization_code", "code": "\x00", "client_id": "x"},
    {"grant_type": "refresh_token", "refresh_token": "\x00", "client_id": "x"},
    {"client_id": ["a", "b"], "scope": ["a", "b"], "grant_type": "client_credentials"},
    {"user": "1", "client": "1", "scopes": "1", "extra_credentials": "1", "grant_type": "x"},
    {"token": "\x00", "id_token_hint": "e30.e30.e30", "user_code": "\x00"},
    {"grant_type": "client_credentials", "resource": "https://a.example/\x00"},
    {"client_id": "é" * 3000, "resource": "\x00", "scope": "%"},
]


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize("words", WORDS)
def test_forms_of_strangers(endpoint, words, signed_in, cleo, client):
    browser = signed_in(cleo).browser

    assert client.post(BASE + endpoint, words).status_code < 500
    assert browser.post(BASE + endpoint, words).status_code < 500


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize("words", WORDS)
def test_forms_of_a_known_program(endpoint, words, robot):
    given = {**words, "client_id": robot.client.client_id, "client_secret": robot.secret}

    assert robot.browser.post(BASE + endpoint, given).status_code < 500


@pytest.mark.parametrize(
    "changes",
    [
        {"scope": "\x00"},
        {"state": "\x00"},
        {"nonce": "\x00", "scope": "openid"},
        {"nonce": "n" * 3000, "scope": "openid"},
        {"code_challenge": "c" * 3000},
        {"code_challenge": "\x00"},
        {"redirect_uri": "\x00"},
        {"redirect_uri": "http://["},
        {"claims": "{", "scope": "openid"},
        {"claims": "[1]", "scope": "openid"},
        {"resource": "\x00"},
        {"max_age": "x", "scope": "openid"},
        {"prompt": "none login create"},
        {"ui_locales": "\x00"},
        {"user": "1", "scopes": "tasks:read"},
        {"response_mode": "fragment"},
    ],
)
def test_addresses_and_consents_of_strangers(changes, signed_in, cleo):
    report = signed_in(cleo)
    words = {
        "response_type": "code",
        "client_id": report.client.client_id,
        "redirect_uri": CALLBACK,
        "scope": "tasks:read",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
        **changes,
    }

    assert report.browser.get(AUTHORIZE, words).status_code < 500
    assert report.browser.post(AUTHORIZE, {**words, "allow": "true"}).status_code < 500


@pytest.mark.parametrize("header", ["Basic", "Basic é", "Basic AAAA", "Basic Og==", "Bearer \x00"])
def test_headers_of_strangers(header, client, db, signing_key):
    response = client.post(
        f"{BASE}token/", {"grant_type": "client_credentials"}, HTTP_AUTHORIZATION=header
    )

    assert response.status_code in {400, 401}
