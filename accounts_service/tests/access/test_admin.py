"""Clients in the admin."""

import re

import pytest
from django.urls import NoReverseMatch, reverse

from accounts_service.access.models import AccessRecord, Client, Kind
from accounts_service.tests.access.conftest import Program
from accounts_service.tests.conftest import PASSWORD

LIST = "/accounts/admin/access/client/"


def test_clients_are_listed(staff, robot):
    page = staff.get(LIST).content.decode()

    assert "Robot" in page
    assert robot.client.client_id in page


def test_a_client_can_be_changed_and_keeps_its_secret(staff, robot):
    page = staff.get(f"{LIST}{robot.client.pk}/change/")
    form = page.context["adminform"].form
    words = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    words = {name: value for name, value in words.items() if value is not False}

    response = staff.post(f"{LIST}{robot.client.pk}/change/", {**words, "scopes": "catalog:read"})

    assert response.status_code == 302, response.context["errors"]
    assert robot.posts(grant_type="client_credentials").json()["scope"] == "catalog:read"


def test_unknown_scopes_are_refused(staff, robot):
    response = staff.post(f"{LIST}{robot.client.pk}/change/", {"scopes": "everything"})

    assert "No such scope: everything" in response.content.decode()
    assert Client.objects.get().scope_set == {"accounts:read", "catalog:read"}


def _new(**changes):
    return {
        "name": "Kiosk",
        "client_type": "confidential",
        "authorization_grant_type": "client-credentials",
        "scopes": "catalog:read",
        **changes,
    }


def test_a_new_client_shows_its_secret_once(staff, signing_key):
    response = staff.post(f"{LIST}add/", _new())

    client = Client.objects.get(name="Kiosk")
    page = response.content.decode()
    secret = re.findall(r"<code>([^<]{128})</code>", page)[0]
    assert client.client_id in page
    assert "no-store" in response["Cache-Control"]
    assert Program(client, secret).posts(grant_type="client_credentials").status_code == 200
    assert secret not in staff.get(f"{LIST}{client.pk}/change/").content.decode()
    assert secret not in str(Client.objects.values())
    made = AccessRecord.objects.get(kind=Kind.CLIENT_MADE, client=client.client_id)
    assert made.by
    assert secret not in str(made.detail)


def test_a_public_client_has_no_secret_to_show(staff, signing_key):
    words = _new(
        client_type="public",
        authorization_grant_type="authorization-code",
        redirect_uris="https://a.example/back",
    )

    page = staff.post(f"{LIST}add/", words).content.decode()

    assert "It has no secret" in page
    assert Client.objects.get(name="Kiosk").client_type == "public"


@pytest.mark.parametrize(
    "changes",
    [
        {"client_type": "public"},
        {"authorization_grant_type": "password"},
        {"authorization_grant_type": "implicit", "redirect_uris": "https://a.example/"},
        {"authorization_grant_type": "authorization-code"},
    ],
)
def test_a_client_that_makes_no_sense_is_refused(changes, staff, signing_key):
    response = staff.post(f"{LIST}add/", _new(**changes))

    assert response.status_code == 200
    assert not Client.objects.filter(name="Kiosk").exists()


def test_a_new_secret_replaces_the_old_one(staff, robot):
    words = {"action": "renew_secrets", "_selected_action": [robot.client.pk]}

    page = staff.post(LIST, words).content.decode()

    secret = re.findall(r"<code>([^<]{128})</code>", page)[0]
    assert robot.posts(grant_type="client_credentials").status_code == 401
    assert Program(robot.client, secret).posts(grant_type="client_credentials").status_code == 200


@pytest.mark.parametrize("model", ["accesstoken", "grant", "idtoken", "refreshtoken"])
def test_tokens_are_nobodys_to_read(model):
    with pytest.raises(NoReverseMatch):
        reverse(f"admin:oauth2_provider_{model}_changelist")


@pytest.mark.parametrize("page", ["mfa_authenticator", "account_emailaddress", "auth_group"])
def test_what_libraries_bring_has_no_page_that_writes_past_the_verbs(page):
    with pytest.raises(NoReverseMatch):
        reverse(f"admin:{page}_changelist")


def test_only_admins_enter(client, ben):
    client.login(username="ben", password=PASSWORD)

    assert client.get(LIST).status_code == 302
