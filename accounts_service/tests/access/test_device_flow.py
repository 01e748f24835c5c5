"""A device without a browser: it shows a code, and a person lets it in elsewhere (RFC 8628)."""

from datetime import timedelta
from urllib.parse import urlencode

import jwt
import pytest
from django.test import Client as Browser
from django.utils import timezone
from oauth2_provider.models import AccessToken, DeviceGrant

from accounts_service.access import actions
from accounts_service.access.actions import devices, limits
from accounts_service.access.models import AccessRecord, Kind, Role
from accounts_service.people import actions as people
from accounts_service.tests.conftest import DESK, PASSWORD
from chassis.auth.tokens import verify

ASK, TOKEN, PAGE = (f"/accounts/o/{name}/" for name in ("device-authorization", "token", "device"))
FORM = "application/x-www-form-urlencoded"
GRANT = "urn:ietf:params:oauth:grant-type:device_code"


class Device:
    """A public client with no browser."""

    def __init__(self, client, secret=""):
        self.client, self.secret = client, secret

    def asks(self, scope=None, **more):
        words = {"client_id": self.client.client_id, **({"scope": scope} if scope else {}), **more}
        if self.secret:
            words["client_secret"] = self.secret
        return Browser().post(ASK, urlencode(words), content_type=FORM)

    def polls(self, code, **changes):
        words = {
            "grant_type": GRANT,
            "device_code": code,
            "client_id": self.client.client_id,
            **({"client_secret": self.secret} if self.secret else {}),
            **changes,
        }
        return Browser().post(TOKEN, words)


@pytest.fixture
def device(db, signing_key):
    scopes = ["tasks:read", "catalog:read", "catalog:desk"]
    return Device(actions.make_client(name="Scanner", scopes=scopes, public=True, device=True)[0])


@pytest.fixture
def browser(cleo):
    browser = Browser()
    assert browser.login(username="cleo", password=PASSWORD)
    return browser


@pytest.fixture
def decides(browser):
    def decide(code, decision="allow"):
        return browser.post(PAGE, {"user_code": code, "decision": decision})

    return decide


def wait(seconds=6):
    """Let time go by, for every device."""
    for grant in DeviceGrant.objects.all():
        DeviceGrant.objects.filter(pk=grant.pk).update(
            last_checked=grant.last_checked - timedelta(seconds=seconds),
            expires=grant.expires - timedelta(seconds=seconds),
        )


def test_from_the_code_to_the_token(device, browser, cleo, settings):
    codes = device.asks("tasks:read").json()

    assert codes["verification_uri"] == "http://testserver/accounts/o/device/"
    assert codes["verification_uri_complete"].endswith(f"?user_code={codes['user_code']}")
    assert (codes["expires_in"], codes["interval"]) == (600, 5)
    assert device.polls(codes["device_code"]).json()["error"] == "authorization_pending"
    page = browser.get(codes["verification_uri_complete"])
    assert codes["user_code"] in page.content.decode()
    asked = browser.post(PAGE, {"user_code": codes["user_code"]}).content.decode()
    assert "Let Scanner in?" in asked
    assert "see tasks" in asked
    assert codes["user_code"] in asked
    done = browser.post(PAGE, {"user_code": codes["user_code"], "decision": "allow"})
    assert "Scanner is in" in done.content.decode()
    wait()
    answer = device.polls(codes["device_code"])
    tokens = answer.json()

    settings.TOKEN_AUDIENCE = "tasks"
    caller = verify(tokens["access_token"])
    assert (caller.id, caller.kind) == (str(cleo.id), "person")
    assert caller.scopes == {"tasks:read"}
    assert jwt.get_unverified_header(tokens["access_token"])["typ"] == "at+jwt"
    assert tokens["refresh_token"]
    assert answer["Cache-Control"] == "no-store"


def test_it_refreshes_as_the_others_do(device, decides):
    codes = device.asks("tasks:read").json()
    decides(codes["user_code"])
    tokens = device.polls(codes["device_code"]).json()

    def refresh(token):
        words = {"grant_type": "refresh_token", "client_id": device.client.client_id}
        return Browser().post(TOKEN, {**words, "refresh_token": token}).json()

    new = refresh(tokens["refresh_token"])
    assert new["scope"] == "tasks:read"
    assert refresh(tokens["refresh_token"])["error"] == "invalid_grant"
    assert refresh(new["refresh_token"])["error"] == "invalid_grant"
    assert AccessRecord.objects.filter(kind=Kind.TOKEN_REUSED).exists()


def test_who_asks_too_often_is_slowed_down_each_time(device):
    code = device.asks().json()["device_code"]

    assert device.polls(code).json()["error"] == "authorization_pending"
    assert device.polls(code).json()["error"] == "slow_down"
    wait(6)
    assert device.polls(code).json()["error"] == "slow_down"
    wait(16)
    assert device.polls(code).json()["error"] == "authorization_pending"


def test_a_refusal_is_told(device, decides):
    codes = device.asks().json()

    assert "Refused" in decides(codes["user_code"], "deny").content.decode()

    response = device.polls(codes["device_code"])
    assert (response.status_code, response.json()["error"]) == (400, "access_denied")


def test_a_code_is_over_after_ten_minutes(device, decides):
    codes = device.asks().json()
    wait(601)

    assert "No device shows this code" in decides(codes["user_code"]).content.decode()
    assert device.polls(codes["device_code"]).json()["error"] == "expired_token"


def test_what_was_allowed_is_fetched_in_time_or_never(device, decides):
    codes = device.asks().json()
    decides(codes["user_code"])
    wait(601)

    assert device.polls(codes["device_code"]).json()["error"] == "expired_token"


def test_tokens_are_given_once(device, decides):
    codes = device.asks().json()
    decides(codes["user_code"])

    assert device.polls(codes["device_code"]).status_code == 200
    assert device.polls(codes["device_code"]).json()["error"] == "invalid_grant"


def test_only_the_device_that_asked_gets_them(device, decides):
    scopes = ["tasks:read"]
    other = Device(actions.make_client(name="Other", scopes=scopes, public=True, device=True)[0])
    codes = device.asks("tasks:read").json()
    decides(codes["user_code"])

    assert other.polls(codes["device_code"]).json()["error"] == "invalid_grant"
    assert device.polls(codes["device_code"]).status_code == 200


def test_a_device_with_a_secret_has_to_prove_it(decides, db, signing_key):
    made = actions.make_client(name="Kiosk", scopes=["tasks:read"], device=True)
    kiosk, thief = Device(*made), Device(made[0], "wrong")

    assert thief.asks().json()["error"] == "invalid_client"
    codes = kiosk.asks().json()
    decides(codes["user_code"])
    assert thief.polls(codes["device_code"]).json()["error"] == "invalid_client"
    assert kiosk.polls(codes["device_code"]).status_code == 200


def test_a_device_gets_no_more_than_the_role_of_who_lets_it_in(device, browser):
    codes = device.asks("tasks:read catalog:desk").json()

    page = browser.post(PAGE, {"user_code": codes["user_code"]}).content.decode()
    browser.post(PAGE, {"user_code": codes["user_code"], "decision": "allow"})

    assert "run the desk" not in page
    assert device.polls(codes["device_code"]).json()["scope"] == "tasks:read"


def test_a_role_that_shrank_since_counts(device, make_person):
    dora = make_person("dora", Role.TECHNICIAN)
    browser = Browser()
    browser.login(username="dora", password=PASSWORD)
    codes = device.asks("catalog:desk").json()
    browser.post(PAGE, {"user_code": codes["user_code"], "decision": "allow"})
    people.change_person(user=dora, by=DESK, role=Role.MEMBER)

    assert device.polls(codes["device_code"]).json()["error"] == "invalid_grant"
    assert not AccessToken.objects.exists()


def test_what_a_person_may_not_grant_at_all_is_a_refusal(device, browser):
    codes = device.asks("catalog:desk").json()

    page = browser.post(PAGE, {"user_code": codes["user_code"]}).content.decode()
    browser.post(PAGE, {"user_code": codes["user_code"], "decision": "allow"})

    assert "cannot be let in" in page
    assert device.polls(codes["device_code"]).json()["error"] == "access_denied"


def test_a_person_who_was_deactivated_since_lets_nothing_in(device, decides, cleo):
    codes = device.asks("tasks:read").json()
    decides(codes["user_code"])
    people.deactivate(user=cleo, by=DESK)

    assert device.polls(codes["device_code"]).json()["error"] == "invalid_grant"


def test_following_a_link_allows_nothing(device, browser):
    codes = device.asks().json()

    browser.get(codes["verification_uri_complete"], {"decision": "allow"})

    assert device.polls(codes["device_code"]).json()["error"] == "authorization_pending"


def test_of_two_people_with_the_same_code_one_decides_for_themself(device, decides, cleo, ben):
    codes = device.asks("tasks:read").json()
    other = Browser()
    other.login(username="ben", password=PASSWORD)

    decides(codes["user_code"])
    late = other.post(PAGE, {"user_code": codes["user_code"], "decision": "allow"})

    assert "No device shows this code" in late.content.decode()
    token = device.polls(codes["device_code"]).json()["access_token"]
    assert jwt.decode(token, options={"verify_signature": False})["sub"] == str(cleo.id)


@pytest.mark.parametrize("typed", ["{}", " {} ", "{lower}", "{bare}", "{spaced}"])
def test_a_code_may_be_typed_in_any_way(typed, device, browser):
    code = device.asks().json()["user_code"]
    forms = {"lower": code.lower(), "bare": code.replace("-", ""), "spaced": code.replace("-", " ")}

    page = browser.post(PAGE, {"user_code": typed.format(code, **forms)})

    assert "Let Scanner in?" in page.content.decode()


def test_guessing_codes_is_limited(device, browser):
    codes = device.asks().json()
    for _ in range(limits.DEVICE_CODE.most):
        assert browser.post(PAGE, {"user_code": "BBBB-BBBB"}).status_code == 200

    late = browser.post(PAGE, {"user_code": codes["user_code"], "decision": "allow"})

    assert late.status_code == 429
    assert int(late["Retry-After"]) > 0
    assert device.polls(codes["device_code"]).json()["error"] == "authorization_pending"


def test_who_is_not_signed_in_signs_in_first_and_comes_back(device, db):
    codes = device.asks().json()

    away = Browser().get(codes["verification_uri_complete"])

    assert away["Location"].startswith("/accounts/login/?next=/accounts/o/device/%3Fuser_code%3D")


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ({"scope": "accounts:admin"}, "invalid_scope"),
        ({"scope": "nonsense"}, "invalid_scope"),
        ({"client_id": "nobody"}, "invalid_request"),
        ({"client_id": ""}, "invalid_request"),
    ],
)
def test_a_device_is_told_what_is_wrong(words, error, device):
    response = device.asks(**words)

    assert response.status_code in {400, 401}
    assert response.json()["error"] == error


def test_a_program_of_another_kind_is_no_device(report):
    response = Device(report.client, report.secret).asks()

    assert response.json()["error"] == "unauthorized_client"


def test_a_form_that_names_its_character_set_is_a_form(device):
    response = Browser().post(
        ASK,
        f"client_id={device.client.client_id}",
        content_type=f"{FORM};charset=UTF-8",
    )

    assert response.status_code == 200


@pytest.mark.parametrize("code", ["", "made-up", "\x00"])
def test_a_made_up_code_gets_nothing(code, device):
    assert device.polls(code).status_code == 400


def test_a_question_without_a_code_gets_an_answer(device):
    words = {"grant_type": GRANT, "client_id": device.client.client_id}

    assert Browser().post(TOKEN, words).json()["error"] == "invalid_grant"


def test_the_code_of_a_device_is_stored_as_a_hash(device):
    codes = device.asks().json()

    assert codes["device_code"] not in str(DeviceGrant.objects.values())


def test_codes_are_hard_to_guess_and_to_mistake():
    codes = {devices.new_user_code() for _ in range(100)}

    assert len(codes) == 100
    assert all(len(code) == 9 and code[4] == "-" for code in codes)
    assert not set("".join(codes)) & set("AEIOU01")


def test_devices_that_nobody_waits_for_are_forgotten(device):
    device.asks()
    wait(601)
    device.asks()

    assert devices.forget_devices() == 1
    assert DeviceGrant.objects.get().expires > timezone.now()


def test_letting_in_is_on_record_once(device, decides, cleo):
    codes = device.asks("tasks:read").json()
    decides(codes["user_code"])

    row = AccessRecord.objects.get(kind=Kind.CONSENT_GIVEN)
    assert (row.person, row.client) == (cleo.id, device.client.client_id)
    assert row.detail == {"scopes": ["tasks:read"]}


def test_the_tokens_are_on_record_too(device, decides, cleo):
    codes = device.asks("tasks:read").json()
    decides(codes["user_code"])
    device.polls(codes["device_code"])

    row = AccessRecord.objects.get(kind=Kind.TOKEN_ISSUED)
    assert (row.person, row.client) == (cleo.id, device.client.client_id)
    assert row.detail == {"way": "device_code", "scopes": ["tasks:read"]}


def test_signing_out_everywhere_ends_a_device_on_its_way_in(device, decides, cleo):
    codes = device.asks("tasks:read").json()
    decides(codes["user_code"])

    people.sign_out_everywhere(user=cleo, by=DESK)

    assert device.polls(codes["device_code"]).json()["error"] == "invalid_grant"
