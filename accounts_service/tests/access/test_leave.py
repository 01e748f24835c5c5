"""Signing out of a program signs out here (OpenID Connect RP-Initiated Logout)."""

from datetime import timedelta

import jwt
import pytest
from django.utils import timezone

from accounts_service.access import actions
from accounts_service.access.actions.keys import Waits
from accounts_service.access.selectors import keys
from accounts_service.tests.access.conftest import CALLBACK, Program
from accounts_service.tests.conftest import PASSWORD
from chassis.auth import ending

LEAVE = "/accounts/o/logout/"
BYE = "https://reports.example.org/bye"
ME = "/accounts/api/v1/people/me/"


@pytest.fixture
def pages(db, signing_key):
    client, secret = actions.make_client(
        name="Reports",
        scopes=["openid", "tasks:read"],
        redirect_uris=[CALLBACK],
        post_logout_redirect_uris=[BYE],
    )
    return Program(client, secret)


@pytest.fixture
def hint(pages, cleo):
    pages.browser.login(username="cleo", password=PASSWORD)
    return pages.redeems(pages.code("openid")).json()["id_token"]


def test_a_hint_signs_out_and_leads_back(pages, hint):
    words = {"id_token_hint": hint, "post_logout_redirect_uri": BYE, "state": "s"}

    response = pages.browser.get(LEAVE, words)

    assert response["Location"] == f"{BYE}?state=s"
    assert pages.browser.get(ME).status_code == 401


def test_a_hint_that_is_dated_after_the_turn_of_the_second_counts_at_once(pages, cleo):
    turn = timezone.now().replace(microsecond=0) + timedelta(seconds=5)
    ending.end_person(str(cleo.id), turn)
    pages.browser.login(username="cleo", password=PASSWORD)
    hint = pages.redeems(pages.code("openid")).json()["id_token"]

    response = pages.browser.get(LEAVE, {"id_token_hint": hint, "post_logout_redirect_uri": BYE})

    assert response["Location"] == BYE
    assert jwt.decode(hint, options={"verify_signature": False})["iat"] == turn.timestamp()


def test_without_a_hint_the_person_is_asked(pages, hint):
    words = {"client_id": pages.client.client_id, "post_logout_redirect_uri": BYE}

    page = pages.browser.get(LEAVE, words)

    assert "<b>Reports</b> asks to sign you out" in page.content.decode()
    assert pages.browser.get(ME).status_code == 200
    hidden = {field.name: field.value() or "" for field in page.context["form"].hidden_fields()}
    done = pages.browser.post(LEAVE, {**hidden, "allow": "true"})
    assert done["Location"] == BYE
    assert pages.browser.get(ME).status_code == 401


def test_the_question_may_end_at_the_registered_address_alone(pages, hint):
    words = {"client_id": pages.client.client_id}

    asked = pages.browser.get(LEAVE, {**words, "post_logout_redirect_uri": BYE})
    refused = pages.browser.get(
        LEAVE, {**words, "post_logout_redirect_uri": "https://evil.example"}
    )
    going_nowhere = pages.browser.get(LEAVE, words)

    here = "form-action 'self'"
    assert f"{here} https://reports.example.org;" in f"{asked['Content-Security-Policy']};"
    assert f"{here};" in f"{refused['Content-Security-Policy']};"
    assert f"{here};" in f"{going_nowhere['Content-Security-Policy']};"


def test_who_stays_stays(pages, hint):
    page = pages.browser.post(LEAVE, {"client_id": pages.client.client_id})

    assert page.status_code == 200
    assert "You stay signed in to Kitroom as <b>Cleo Martin</b>" in page.content.decode()
    assert "did not agree" not in page.content.decode()
    assert pages.browser.get(ME).status_code == 200


@pytest.mark.parametrize("address", ["https://evil.example/", f"{BYE}/more", f"{BYE}?x=1"])
def test_only_a_registered_address_is_gone_to(address, pages, hint):
    words = {"id_token_hint": hint, "post_logout_redirect_uri": address}

    page = pages.browser.get(LEAVE, words)

    assert page.status_code == 400
    assert "Location" not in page
    assert "You are still signed in" in page.content.decode()


def test_an_address_needs_a_program(pages, hint):
    assert pages.browser.get(LEAVE, {"post_logout_redirect_uri": BYE}).status_code == 400


@pytest.mark.parametrize("made_up", ["x", "e30.e30.e30", "x" * 50_000, ""])
def test_a_hint_that_proves_nothing_is_no_hint(made_up, pages, hint):
    page = pages.browser.get(LEAVE, {"id_token_hint": made_up})

    assert "Sign out?" in page.content.decode()


def test_a_hint_signed_by_anybody_is_no_hint(pages, hint, cleo):
    claims = jwt.decode(hint, options={"verify_signature": False})
    forged = jwt.encode(claims, "s" * 32, "HS256", headers={"kid": keys.active_key().kid})

    page = pages.browser.get(LEAVE, {"id_token_hint": forged})

    assert page.status_code == 200


def test_a_hint_about_somebody_else_is_asked_about(pages, hint, ben):
    pages.browser.logout()
    pages.browser.login(username="ben", password=PASSWORD)

    page = pages.browser.get(LEAVE, {"id_token_hint": hint})

    assert "Sign out?" in page.content.decode()
    assert pages.browser.get(ME).status_code == 200


def test_an_access_token_is_no_hint(pages, hint):
    token = pages.redeems(pages.code("openid")).json()["access_token"]

    page = pages.browser.get(LEAVE, {"id_token_hint": token})

    assert "Sign out?" in page.content.decode()


def test_a_hint_of_the_last_key_is_good(pages, hint, keys_folder, monkeypatch):
    monkeypatch.setattr(keys, "LOOK_SECONDS", 0)
    at = timezone.now()
    actions.rotate_keys(folder=keys_folder, begin=True, at=at)
    actions.rotate_keys(folder=keys_folder, begin=False, at=at + Waits().before)

    response = pages.browser.get(LEAVE, {"id_token_hint": hint})

    assert response.status_code == 302
    assert pages.browser.get(ME).status_code == 401


def test_a_program_that_does_not_exist_is_told_so(pages, hint):
    assert pages.browser.get(LEAVE, {"client_id": "nobody"}).status_code == 400


def test_a_hint_and_a_program_that_differ_are_refused(pages, hint, report):
    words = {"id_token_hint": hint, "client_id": report.client.client_id}

    assert pages.browser.get(LEAVE, words).status_code == 400


def test_who_is_not_signed_in_is_only_led_back(pages, hint):
    pages.browser.logout()
    words = {"id_token_hint": hint, "post_logout_redirect_uri": BYE}

    assert pages.browser.get(LEAVE, words)["Location"] == BYE
