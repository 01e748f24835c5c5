"""The second step of signing in: codes of an app, recovery codes, and who must have a factor."""

import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client as Browser
from fido2.utils import websafe_encode

from accounts_service.access.actions import factors
from accounts_service.access.errors import WrongCode
from accounts_service.access.models import AccessRecord, Kind
from accounts_service.people.models import User
from accounts_service.tests.conftest import DESK, PASSWORD
from chassis.encryption import unseal

SIGN_IN = "/accounts/login/"
SECOND = "/accounts/login/second-factor/"
PASSKEY = "/accounts/login/passkey/"
ME = "/accounts/api/v1/people/me/"
pytestmark = pytest.mark.django_db


def code_of(secret, *, steps=0):
    counter = int(time.time()) // 30 + steps
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


@pytest.fixture
def secret(cleo):
    """The secret of cleo's authenticator app, whose current code was used to set it up."""
    secret = factors.new_secret()
    with time_machine.travel(time.time() - 120):
        factors.add_code_app(person=cleo, secret=secret, code=code_of(secret))
    return secret


def _password(browser, username="cleo", **more):
    return browser.post(SIGN_IN, {"username": username, "password": PASSWORD, **more})


def test_the_password_alone_opens_nothing(client, cleo, secret):
    response = _password(client)

    assert response["Location"] == SECOND
    assert client.get(ME).status_code == 401
    assert not AccessRecord.objects.filter(kind=Kind.SIGNED_IN).exists()


def test_the_code_lets_in_and_leads_on(client, cleo, secret):
    _password(client, next=ME)
    response = client.post(SECOND, {"code": code_of(secret)})

    assert response["Location"] == ME
    assert client.get(ME).json()["username"] == "cleo"
    assert client.session["methods"] == ["pwd", "otp", "mfa"]


def test_a_wrong_code_is_told_recorded_and_opens_nothing(client, cleo, secret):
    _password(client)
    response = client.post(SECOND, {"code": "000000"})

    assert response.status_code == 200
    assert "This code is not right" in response.content.decode()
    assert AccessRecord.objects.filter(kind=Kind.SECOND_FACTOR_FAILED, person=cleo.id).exists()
    assert client.get(ME).status_code == 401


def test_a_code_is_good_once(cleo, secret):
    code = code_of(secret)
    for browser, status in ((Browser(), 302), (Browser(), 200)):
        _password(browser)
        assert browser.post(SECOND, {"code": code}).status_code == status


def test_an_older_code_is_no_good_after_a_newer_one(cleo, secret):
    factors.check_code(person=cleo, code=code_of(secret))

    with pytest.raises(WrongCode):
        factors.check_code(person=cleo, code=code_of(secret, steps=-1))


@pytest.mark.django_db(transaction=True)
def test_a_code_shown_by_many_at_once_lets_one_in(cleo, secret):
    code = code_of(secret)

    def tries(_):
        try:
            return factors.check_code(person=cleo, code=code)
        except WrongCode:
            return ""
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(tries, range(4))) == ["", "", "", "otp"]


def test_a_recovery_code_is_good_once(cleo, secret):
    code = factors.make_recovery_codes(person=cleo)[0]
    for browser, status in ((Browser(), 302), (Browser(), 200)):
        _password(browser)
        assert browser.post(SECOND, {"code": f" {code} "}).status_code == status
    assert AccessRecord.objects.filter(kind=Kind.RECOVERY_CODE_USED).count() == 1


def test_new_recovery_codes_take_the_place_of_the_old(cleo, secret):
    old = factors.make_recovery_codes(person=cleo)
    factors.make_recovery_codes(person=cleo)

    with pytest.raises(WrongCode):
        factors.check_code(person=cleo, code=old[0])


def test_waiting_ends(client, cleo, secret):
    _password(client)
    with time_machine.travel(time.time() + 11 * 60):
        response = client.post(SECOND, {"code": code_of(secret)})

    assert response["Location"] == SIGN_IN


def test_waiting_ends_with_another_password(client, cleo, secret):
    _password(client)
    cleo.set_password("another long password")
    cleo.save()

    assert client.post(SECOND, {"code": code_of(secret)})["Location"] == SIGN_IN


def test_nobody_is_asked_who_did_not_type_a_password(client):
    assert client.get(SECOND)["Location"] == SIGN_IN


def test_codes_are_limited_for_each_person(client, cleo, secret):
    _password(client)
    for _ in range(6):
        assert client.post(SECOND, {"code": "000000"}).status_code == 200

    response = client.post(SECOND, {"code": code_of(secret)})
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert AccessRecord.objects.get(kind=Kind.SIGN_IN_LIMITED).person == cleo.id


def test_secrets_are_stored_encrypted(cleo, secret):
    codes = factors.make_recovery_codes(person=cleo)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert secret not in kept
    assert not any(code in kept for code in codes)
    assert unseal(Authenticator.objects.get(type="totp").data["secret"]) == secret


def test_an_app_is_set_up_with_its_first_code_and_the_password(client, cleo):
    client.force_login(cleo)
    page = client.get("/accounts/security/app/")
    secret = page.context["secret"].replace(" ", "")

    form = {"code": code_of(secret), "password": PASSWORD}
    assert client.post("/accounts/security/app/", {**form, "password": "wrong"}).status_code == 200
    assert client.post("/accounts/security/app/", {**form, "code": "000000"}).status_code == 200
    assert not Authenticator.objects.exists()
    assert client.post("/accounts/security/app/", form)["Location"] == "/accounts/security/"
    assert Authenticator.objects.get().user_id == cleo.id
    assert secret not in str(client.session.items())


def test_recovery_codes_are_shown_once(client, cleo, secret):
    client.force_login(cleo)
    page = client.post("/accounts/security/recovery-codes/", {"password": PASSWORD})
    code = page.context["codes"][0]

    assert code in page.content.decode()
    assert code not in client.get("/accounts/security/recovery-codes/").content.decode()


def test_the_last_factor_takes_the_recovery_codes_with_it(client, cleo, secret):
    factors.make_recovery_codes(person=cleo)
    client.force_login(cleo)
    number = Authenticator.objects.get(type="totp").pk

    client.post(f"/accounts/security/{number}/remove/", {"password": PASSWORD})
    assert not Authenticator.objects.exists()


def test_nobody_removes_somebody_elses_factor(client, ben, cleo, secret):
    client.force_login(ben)
    number = Authenticator.objects.get(type="totp").pk

    page = f"/accounts/security/{number}/remove/"
    assert client.post(page, {"password": PASSWORD}).status_code == 404
    assert Authenticator.objects.exists()


def test_an_admin_must_set_one_up_where_that_is_asked(client, ana, settings):
    settings.SECOND_FACTOR_FOR = "admins"
    assert _password(client, "ana", next=ME)["Location"] == "/accounts/security/first/"
    assert client.get(ME).status_code == 401

    secret = client.get("/accounts/security/app/").context["secret"].replace(" ", "")
    response = client.post("/accounts/security/app/", {"code": code_of(secret)})
    assert response["Location"] == ME
    assert client.get(ME).status_code == 200


def test_others_need_none_where_only_admins_do(client, cleo, settings):
    settings.SECOND_FACTOR_FOR = "admins"

    assert _password(client)["Location"] == "/"


def test_who_has_a_factor_adds_none_with_the_password_alone(client, cleo, secret, settings):
    settings.SECOND_FACTOR_FOR = "everybody"
    _password(client)

    assert client.get("/accounts/security/app/")["Location"].startswith(SIGN_IN)
    assert client.get("/accounts/security/passkey/options/")["Location"].startswith(SIGN_IN)


def test_an_admin_removes_the_factors_of_who_lost_them(cleo, secret):
    factors.remove_all(person=cleo, by=DESK)

    assert not Authenticator.objects.exists()
    assert AccessRecord.objects.latest("at").kind == Kind.SECOND_FACTOR_REMOVED


@pytest.mark.parametrize("page", ["/accounts/admin/login/", "/accounts/api/session/login/"])
def test_there_is_one_way_in(page, client, cleo):
    response = client.get(f"{page}?next=/accounts/admin/")

    assert response["Location"] == f"{SIGN_IN}?next=%2Faccounts%2Fadmin%2F"
    assert client.post(page, {"username": "cleo", "password": PASSWORD}).status_code == 405


def test_who_may_not_see_a_page_is_told_so(client, cleo):
    client.force_login(cleo)

    response = client.get("/accounts/admin/", follow=True)
    assert response.status_code == 403
    assert "is for others" in response.content.decode()


@pytest.mark.parametrize(
    "answer", ["", "{}", "[]", "null", '{"response": {"userHandle": "AAAA"}}', "x" * 30_000]
)
def test_what_no_passkey_said_is_a_page(answer, client, cleo):
    client.get(PASSKEY)
    response = client.post(PASSKEY, {"credential": answer})

    assert response.status_code == 400
    assert "The passkey did not work" in response.content.decode()
    assert isinstance(response.wsgi_request.user, AnonymousUser)
    record = AccessRecord.objects.get(kind=Kind.SIGN_IN_FAILED)
    assert (record.person, record.detail) == (None, {"known": False, "what": "passkey"})


@pytest.mark.parametrize("is_active", [True, False])
def test_a_failed_passkey_is_recorded_for_whom_it_was_tried(client, cleo, is_active):
    User.objects.filter(id=cleo.id).update(is_active=is_active)
    client.get(PASSKEY)
    response = client.post(PASSKEY, {"credential": _passkey_of(cleo)})

    assert response.status_code == 400
    record = AccessRecord.objects.get(kind=Kind.SIGN_IN_FAILED)
    assert (record.person, record.detail) == (cleo.id, {"known": True, "what": "passkey"})


def test_a_failed_passkey_after_the_password_is_a_failed_second_factor(client, cleo, ben, secret):
    _password(client)
    client.get(PASSKEY)
    client.post(PASSKEY, {"credential": _passkey_of(ben)})

    record = AccessRecord.objects.get(kind=Kind.SECOND_FACTOR_FAILED)
    assert (record.person, record.detail) == (cleo.id, {"what": "passkey"})


def _passkey_of(person):
    """An answer of a passkey that nobody has set up."""
    return json.dumps({"response": {"userHandle": websafe_encode(person.id.bytes)}})


def test_the_library_keeps_no_addresses(client, cleo, secret):
    _password(client)
    client.post(SECOND, {"code": code_of(secret)})

    assert not EmailAddress.objects.exists()
