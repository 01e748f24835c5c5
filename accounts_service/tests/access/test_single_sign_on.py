"""The clients as which our own services sign people in, and what identity tokens tell them."""

import jwt
import pytest
from django.core.management import call_command

from accounts_service.access import actions
from accounts_service.access.models import Client
from accounts_service.tests.access.conftest import CALLBACK, Program

SECRET = "the secret of tasks"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signing_key")]


@pytest.fixture
def tasks():
    """Return the pages of tasks, as accounts sees them."""
    actions.make_web_client(service="tasks", secret=SECRET, public_url="https://kit.example")
    client = Client.objects.get(client_id="tasks-web")
    client.redirect_uris = CALLBACK
    client.save()
    return Program(client, SECRET)


def identity(program, scope="openid profile", **changes):
    answer = program.asks(scope, nonce="n-1", **changes)
    assert answer.status_code == 302, answer.content
    code = dict(part.split("=") for part in answer["Location"].partition("?")[2].split("&"))["code"]
    tokens = program.redeems(code).json()
    claims = jwt.decode(tokens["id_token"], options={"verify_signature": False})
    return claims, jwt.decode(tokens["access_token"], options={"verify_signature": False})


def test_a_web_client_leads_back_to_its_own_pages_only(settings, tmp_path):
    settings.ACCOUNTS_CLIENT_SECRETS_DIR = tmp_path
    (tmp_path / "tasks").write_text(SECRET)

    call_command("make_service_clients")

    client = Client.objects.get(client_id="tasks-web")
    assert client.redirect_uris == "http://testserver/tasks/sign-in/callback/"
    assert client.post_logout_redirect_uris == "http://testserver/"
    assert client.scope_set == {
        "openid",
        "profile",
        "tasks:read",
        "tasks:write",
        "tasks:operate",
    }


def test_another_address_renews_it():
    words = {"service": "tasks", "secret": SECRET}
    assert actions.make_web_client(**words, public_url="https://old.example")
    assert not actions.make_web_client(**words, public_url="https://old.example")

    assert actions.make_web_client(**words, public_url="https://kit.example")

    client = Client.objects.get(client_id="tasks-web")
    assert client.redirect_uris == "https://kit.example/tasks/sign-in/callback/"


def test_nobody_is_asked_for_consent_to_our_own_pages(tasks, ben):
    tasks.browser.force_login(ben)

    claims, access = identity(tasks, "openid profile tasks:read tasks:write tasks:operate")

    assert (claims["sub"], claims["nonce"]) == (str(ben.id), "n-1")
    assert (claims["name"], claims["preferred_username"]) == ("Ben Okafor", "ben")
    assert claims["roles"] == ["technician"]
    assert access["scope"] == "openid profile tasks:read tasks:write", "a technician is no operator"


def test_an_identity_token_names_the_sign_in_and_an_access_token_does_not(tasks, ben):
    tasks.browser.force_login(ben)

    first, access = identity(tasks)
    second, _ = identity(tasks)

    assert first["sid"] == second["sid"] == tasks.browser.session["sid"]
    assert first["auth_time"] == tasks.browser.session["auth_time"]
    assert not {"sid", "auth_time"} & access.keys()


def test_another_sign_in_has_another_name(tasks, ben):
    tasks.browser.force_login(ben)
    first, _ = identity(tasks)
    tasks.browser.logout()

    tasks.browser.force_login(ben)

    assert identity(tasks)[0]["sid"] != first["sid"]


def test_a_program_cannot_choose_the_name_of_a_sign_in(tasks, ben):
    tasks.browser.force_login(ben)

    claims, _ = identity(tasks, claims='{"sign_in": {"sid": "forged", "sub": "ana"}}')

    assert claims["sid"] == tasks.browser.session["sid"]
    assert claims["sub"] == str(ben.id)
