"""Signing in at the provider: the way there and back, what is refused, and the way out."""

import json
import subprocess
import sys
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from chassis.auth.keys import KeysAway
from chassis.logins.models import Login
from chassis.testing import tokens
from chassis.testing.neighbours import Says
from chassis.testing.sessions import browser_of

ADMIN, NOTES, SIGN_IN = "/chassis/admin/", "/chassis/api/v1/notes/", "/chassis/sign-in/"
CALLBACK, SIGN_OUT = "/chassis/sign-in/callback/", "/chassis/sign-out/"
ANA = "018f5f5e-0000-7000-8000-00000000000a"
ISSUER = "http://testserver/accounts/o"
HTML = {"Accept": "text/html"}


class Provider:
    """The provider, and the browser that is led to it and back."""

    def __init__(self, neighbour):
        self.neighbour = neighbour
        self.browser = Client()

    def leads(self, path=SIGN_IN, **query):
        """Return what the browser is sent with to the provider."""
        answer = self.browser.get(path, query)
        assert answer.status_code == 302, answer.content
        self.address = urlsplit(answer["Location"])
        return {name: value for name, (value,) in parse_qs(self.address.query).items()}

    def vouches(self, sent, *, role="admin", scope="notes:read chassis:operate", **changes):
        """Let the next code be worth these two tokens."""
        identity = {
            "iss": ISSUER,
            "sub": ANA,
            "aud": "chassis-web",
            "iat": int(time.time()),
            "exp": int(time.time()) + 300,
            "nonce": sent["nonce"],
            "sid": "sid-1",
            "preferred_username": "ana",
            **changes,
        }
        body = {name: value for name, value in identity.items() if value is not None}
        access = tokens.claims(sub=ANA, scope=scope, roles=[role], name="Ana Silva")
        self.answers(tokens.sign(body, headers={"typ": "JWT"}), tokens.sign(access))

    def answers(self, id_token, access_token):
        words = {"id_token": id_token, "access_token": access_token}
        self.neighbour.issues = lambda number: Says(body=json.dumps(words).encode())

    def comes_back(self, sent, **changes):
        query = {"code": "a-code", "state": sent["state"], **changes}
        return self.browser.get(CALLBACK, query)

    def signs_in(self, **words):
        sent = self.leads(next=f"{ADMIN}notes/note/?q=tidy")
        self.vouches(sent, **words)
        return self.comes_back(sent)


@pytest.fixture
def provider(db, neighbour, settings):
    settings.JWKS_URL = f"{neighbour.url}/jwks/"
    return Provider(neighbour)


def failed(answer):
    assert answer.status_code == 400
    assert "You are not signed in" in answer.content.decode()
    return not Login.objects.exists()


def test_the_way_to_the_provider_is_bound_to_this_browser(provider):
    sent = provider.leads()

    assert provider.address.geturl().startswith(f"{ISSUER}/authorize/?")
    assert (sent["response_type"], sent["client_id"]) == ("code", "chassis-web")
    assert sent["scope"] == "openid profile notes:read notes:write"
    assert sent["redirect_uri"] == f"http://testserver{CALLBACK}"
    assert (sent["code_challenge_method"], len(sent["code_challenge"])) == ("S256", 43)
    assert min(len(sent["state"]), len(sent["nonce"])) >= 32


def test_a_page_of_the_admin_is_come_back_to(provider):
    asked = provider.browser.get(f"{ADMIN}notes/note/?q=tidy")
    login = provider.browser.get(asked["Location"])
    assert login["Location"].startswith(f"{SIGN_IN}?next=")
    sent = provider.leads(login["Location"])
    provider.vouches(sent)

    back = provider.comes_back(sent)

    assert back["Location"] == f"{ADMIN}notes/note/?q=tidy"
    assert provider.browser.get(back["Location"]).status_code == 200
    (code,) = provider.neighbour.tokens_asked
    words = parse_qs(code.body.decode())
    assert words["code"] == ["a-code"]
    assert len(words["code_verifier"][0]) >= 43


def test_a_session_is_the_person_with_the_roles_of_now(provider):
    provider.signs_in()

    login = Login.objects.get()
    assert (str(login.sub), login.username, login.name) == (ANA, "ana", "Ana Silva")
    assert (login.roles, login.is_staff, login.is_superuser) == (["admin"], True, False)
    assert provider.browser.get(NOTES).status_code == 200


def test_the_cookie_is_new_after_the_sign_in(provider):
    sent = provider.leads()
    before = provider.browser.cookies["chassis_session"].value
    provider.vouches(sent)

    provider.comes_back(sent)

    cookie = provider.browser.cookies["chassis_session"]
    assert cookie.value != before
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", "javascript:1"])
def test_nobody_is_led_away(provider, away):
    sent = provider.leads(next=away)
    provider.vouches(sent)

    assert provider.comes_back(sent)["Location"] == "/chassis/api/v1/"
    assert provider.browser.get(SIGN_IN, {"next": away})["Location"] == "/chassis/api/v1/"
    assert provider.browser.get(f"{ADMIN}login/", {"next": away})["Location"] == ADMIN


@pytest.mark.parametrize(
    "change",
    [
        {"nonce": "of another"},
        {"iss": "https://evil.example"},
        {"aud": "tasks-web"},
        {"exp": 1},
        {"iat": None},
        {"sid": None},
        {"sub": "018f5f5e-0000-7000-8000-00000000000b"},
    ],
)
def test_an_identity_that_does_not_fit_signs_nobody_in(provider, change):
    sent = provider.leads()
    provider.vouches(sent, **change)

    assert failed(provider.comes_back(sent))


@pytest.mark.parametrize(
    "id_token", ["", "a.b.c", tokens.sign({}, key="x" * 40, algorithm="HS256")]
)
def test_what_is_no_identity_signs_nobody_in(provider, id_token):
    sent = provider.leads()
    provider.answers(id_token, "")

    assert failed(provider.comes_back(sent))


def test_an_access_token_for_another_service_signs_nobody_in(provider):
    sent = provider.leads()
    provider.vouches(sent)
    good = json.loads(provider.neighbour.issues(1).body)
    elsewhere = tokens.sign(tokens.claims(sub=ANA, aud=["tasks"]))
    provider.answers(good["id_token"], elsewhere)

    assert failed(provider.comes_back(sent))


def test_a_state_that_this_browser_was_not_given_signs_nobody_in(provider):
    sent = provider.leads()
    provider.vouches(sent)

    assert failed(provider.comes_back(sent, state="of-another-browser"))
    provider.browser = Client()
    assert failed(provider.comes_back(sent))


def test_coming_back_twice_is_a_page_and_no_loop(provider):
    sent = provider.leads()
    provider.vouches(sent)
    provider.comes_back(sent)

    again = provider.comes_back(sent)

    assert again.status_code == 400
    assert provider.browser.get(NOTES).status_code == 200, "still signed in"


@pytest.mark.parametrize("status", [400, 401])
def test_a_code_that_the_provider_refuses_signs_nobody_in(provider, status):
    sent = provider.leads()
    provider.neighbour.issues = lambda number: Says(status=status, body=b"{}")

    assert failed(provider.comes_back(sent))


def test_a_provider_that_says_no_is_a_page_that_needs_no_login(provider):
    sent = provider.leads()

    assert failed(provider.comes_back(sent, error="access_denied", code=""))


def away(answer):
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert "no-store" in answer["Cache-Control"]
    return "Nobody can sign in just now" in answer.content.decode()


@pytest.mark.parametrize("says", [{"status": 502}, {"raw": b""}])
def test_while_the_provider_is_away_nobody_is_led_there(provider, says):
    provider.neighbour.always(**says)

    assert away(provider.browser.get(SIGN_IN))


@pytest.mark.parametrize("says", [Says(status=502), Says(raw=b""), Says(body=b"[1]")])
def test_a_provider_that_goes_away_on_the_way_is_told(provider, says):
    sent = provider.leads()
    provider.neighbour.issues = lambda number: says

    assert away(provider.comes_back(sent))


def test_without_keys_nobody_can_be_believed(provider, monkeypatch):
    sent = provider.leads()
    provider.vouches(sent)

    def gone(self, kid):
        raise KeysAway

    monkeypatch.setattr(tokens.TestKeys, "get", gone)

    assert away(provider.comes_back(sent))


def test_another_name_of_this_machine_is_led_to_the_public_one(provider):
    answer = Client().get(f"{SIGN_IN}?next=/chassis/admin/", headers={"Host": "127.0.0.1:9"})

    assert answer["Location"] == f"http://testserver{SIGN_IN}?next=/chassis/admin/"


@pytest.mark.parametrize("door", [SIGN_OUT, f"{ADMIN}logout/"])
def test_signing_out_ends_the_session_and_leads_to_the_end_of_all(provider, door):
    provider.signs_in()

    answer = provider.browser.post(door)

    there = urlsplit(answer["Location"])
    words = parse_qs(there.query)
    assert answer["Location"].startswith(f"{ISSUER}/logout/?")
    assert words["client_id"] == ["chassis-web"]
    assert words["post_logout_redirect_uri"] == ["http://testserver/"]
    assert words["id_token_hint"][0].count(".") == 2
    assert provider.browser.get(NOTES).status_code == 401


def test_who_is_not_signed_in_is_out_already(db):
    assert Client().post(SIGN_OUT)["Location"] == "/"


def test_a_link_signs_nobody_out(staff):
    assert staff.get(SIGN_OUT).status_code == 405
    assert staff.get(f"{ADMIN}logout/").status_code == 405
    assert staff.get(ADMIN).status_code == 200


def test_signing_out_needs_the_csrf_token(admin_user):
    browser = browser_of(admin_user)
    browser.handler.enforce_csrf_checks = True

    assert browser.post(SIGN_OUT).status_code == 403


def test_a_session_that_did_not_come_from_the_provider_is_nobodys(admin_user):
    browser = Client()
    browser.force_login(admin_user)

    assert browser.get(ADMIN).status_code == 302


# The provider is asked again, every five minutes.

HOUR = 3600


@pytest.fixture
def session_of(db, neighbour):
    """Return a browser whose session was checked some seconds ago."""
    login = Login.objects.create(username="ana", sub=ANA, roles=["admin"], scopes=["notes:read"])

    def session(seconds):
        return browser_of(login, checked_at=time.time() - seconds, sid="s 1", issued_at=5)

    return session


def said(**words):
    body = {"name": "Ana", "roles": ["admin"], "scopes": ["notes:read"], **words}
    return json.dumps(body).encode()


def test_a_fresh_session_asks_nobody(session_of, neighbour):
    assert session_of(200).get(NOTES).status_code == 200
    assert not neighbour.heard


def test_an_older_one_asks_once_and_is_fresh_again(session_of, neighbour):
    neighbour.always(body=said())
    browser = session_of(400)

    assert [browser.get(NOTES).status_code for _ in range(2)] == [200, 200]

    (asked,) = neighbour.heard
    assert asked.path == f"/provider/internal/sign-ins/{ANA}/?sid=s+1&issued_at=5"


def test_what_the_provider_says_now_counts(session_of, neighbour):
    neighbour.always(body=said(roles=["member"], scopes=[]))

    assert session_of(400).get(NOTES).status_code == 403
    assert Login.objects.get().roles == ["member"]


def test_a_write_is_checked_as_well(session_of, neighbour):
    neighbour.always(status=404)

    assert session_of(400).post(NOTES, {"title": "a"}).status_code == 401


def test_a_sign_in_that_ended_ends_the_session(session_of, neighbour):
    neighbour.always(status=404)
    browser = session_of(400)

    assert browser.get(NOTES).status_code == 401
    assert "_auth_user_id" not in browser.session


@pytest.mark.parametrize("says", [{"status": 503}, {"raw": b""}, {"status": 403}, {"body": b"[]"}])
def test_while_the_provider_is_away_sessions_go_on_for_a_day(session_of, neighbour, says):
    neighbour.always(**says)

    assert session_of(23 * HOUR).get(NOTES).status_code == 200
    assert session_of(25 * HOUR).get(NOTES).status_code == 401


# Only web processes sign people in (there, DRF itself imports `requests` wherever it is installed).

LEAN = """
import sys, django
django.setup()
from chassis.background import parts
sys.exit("requests" in sys.modules or "mozilla_django_oidc" in sys.modules)
"""


def test_processes_that_sign_nobody_in_do_not_carry_the_librarys_http_client():
    assert subprocess.run([sys.executable, "-c", LEAN], timeout=30).returncode == 0
