"""The sign-in page, and the way out."""

import pytest
from django.test import Client as Browser

from accounts_service.people import actions as people
from accounts_service.tests.conftest import DESK, PASSWORD

SIGN_IN = "/accounts/login/"
pytestmark = pytest.mark.django_db


def _sign_in(browser, username, password=PASSWORD, **more):
    return browser.post(SIGN_IN, {"username": username, "password": password, **more})


def test_the_page_is_made_for_everybody(client):
    page = client.get(SIGN_IN)

    words = page.content.decode()
    assert '<html lang="en">' in words
    assert "<title>Sign in | Kitroom</title>" in words
    assert '<label for="id_username">' in words
    assert '<label for="id_password">' in words
    assert 'autocomplete="current-password"' in words
    assert "<script" not in words.replace('<script src="/accounts/static/', "")  # none inline
    assert "style=" not in words
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert "no-store" in page["Cache-Control"]


def test_an_admin_lands_in_the_admin(client, ana):
    assert _sign_in(client, "ana")["Location"] == "/accounts/admin/"


def test_everybody_else_lands_on_the_portal(client, cleo):
    assert _sign_in(client, "cleo")["Location"] == "/"


def test_a_username_may_be_typed_in_capitals(client, cleo):
    assert _sign_in(client, "CLEO").status_code == 302


def test_who_was_on_the_way_goes_on(client, cleo):
    response = _sign_in(client, "cleo", next="/accounts/api/v1/people/me/")

    assert response["Location"] == "/accounts/api/v1/people/me/"
    assert client.get(response["Location"]).json()["username"] == "cleo"


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:1"])
def test_nobody_is_led_away(address, client, cleo):
    assert _sign_in(client, "cleo", next=address)["Location"] == "/"


def test_who_is_signed_in_needs_no_page(client, cleo):
    client.force_login(cleo)

    assert client.get(SIGN_IN)["Location"] == "/"


def test_a_wrong_password_and_a_wrong_name_get_the_same_answer(client, cleo):
    wrong, nobody = _sign_in(client, "cleo", "wrong"), _sign_in(client, "nobody", "wrong")

    errors = wrong.context["form"].non_field_errors()
    assert errors == nobody.context["form"].non_field_errors()
    assert wrong.status_code == nobody.status_code == 200


def test_an_error_is_summed_up_and_leads_to_the_field(client, cleo):
    words = _sign_in(client, "cleo", "wrong").content.decode()

    assert "<title>Error: Sign in | Kitroom</title>" in words
    assert 'role="alert"' in words
    assert '<a href="#id_username">Please enter a correct username and password' in words


def test_an_empty_field_is_named(client):
    words = _sign_in(client, "", "").content.decode()

    assert '<a href="#id_password">Password: This field is required.</a>' in words


def test_a_deactivated_person_stays_out(client, cleo):
    people.deactivate(user=cleo, by=DESK)

    assert _sign_in(client, "cleo").status_code == 200


def test_a_form_needs_its_csrf_token(cleo):
    response = _sign_in(Browser(enforce_csrf_checks=True), "cleo")

    assert response.status_code == 403
    assert response["Content-Type"] == "application/problem+json"


def test_the_cookies_are_this_services_own(client, cleo):
    _sign_in(client, "cleo")

    session = client.cookies["accounts_session"]
    assert session["path"] == "/accounts/"
    assert session["httponly"]
    assert session["samesite"] == "Lax"


def test_signing_in_is_no_change_of_the_person(client, cleo):
    _sign_in(client, "cleo")

    cleo.refresh_from_db()
    assert cleo.version == 1


def test_signing_out_ends_the_session(client, cleo):
    client.force_login(cleo)

    response = client.post("/accounts/logout/")

    assert response["Location"] == "/"
    assert client.get("/accounts/api/v1/people/me/").status_code == 401


def test_a_link_signs_nobody_out(client, cleo):
    client.force_login(cleo)

    assert client.get("/accounts/logout/").status_code == 405
    assert client.get("/accounts/api/v1/people/me/").status_code == 200
