"""Clients in the admin."""

import pytest
from django.urls import NoReverseMatch, reverse

from accounts_service.access.models import Client
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


@pytest.mark.parametrize("model", ["accesstoken", "grant", "idtoken", "refreshtoken"])
def test_tokens_are_nobodys_to_read(model):
    with pytest.raises(NoReverseMatch):
        reverse(f"admin:oauth2_provider_{model}_changelist")


def test_only_admins_enter(client, ben):
    client.login(username="ben", password=PASSWORD)

    assert client.get(LIST).status_code == 302
