"""The clients as which services ask for tokens."""

import pytest
from django.core.management import call_command

from accounts_service.access import actions
from accounts_service.access.models import INTERNAL_SCOPES, ROLE_SCOPES, Client, Role
from accounts_service.tests.access.conftest import Program
from chassis.auth.tokens import verify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signing_key")]


@pytest.fixture
def secrets(settings, tmp_path):
    folder = settings.ACCOUNTS_CLIENT_SECRETS_DIR = tmp_path / "service-clients"
    folder.mkdir()
    for name in ("accounts", "tasks", "catalog"):
        (folder / name).write_text(f"the secret of {name}\n")
    return folder


def token_of(name, secret=""):
    program = Program(Client.objects.get(client_id=name), secret or f"the secret of {name}")
    return program.posts(grant_type="client_credentials", scope="accounts:internal")


def test_every_service_with_a_secret_gets_a_token_of_its_own(secrets):
    call_command("make_service_clients")

    caller = verify(token_of("tasks").json()["access_token"])
    assert (caller.kind, caller.id) == ("service", "tasks")
    assert caller.scopes == {"accounts:internal"}
    assert set(Client.objects.values_list("client_id", flat=True)) == {
        "accounts",
        "tasks",
        "tasks-web",
        "catalog",
        "catalog-web",
    }


def test_a_second_run_changes_nothing(secrets, capsys):
    call_command("make_service_clients")
    before = list(Client.objects.order_by("id").values())
    capsys.readouterr()

    call_command("make_service_clients")

    assert list(Client.objects.order_by("id").values()) == before
    assert capsys.readouterr().out.count("as it was") == 5


def test_a_new_secret_replaces_the_old_one(secrets):
    call_command("make_service_clients")
    (secrets / "tasks").write_text("another secret")

    call_command("make_service_clients")

    assert token_of("tasks").status_code == 401
    assert token_of("tasks", "another secret").status_code == 200


def test_a_service_may_ask_its_neighbours_and_nothing_else(secrets):
    call_command("make_service_clients")

    assert Client.objects.get(client_id="tasks").scope_set == {
        "accounts:internal",
        "catalog:internal",
    }


def test_files_that_name_no_service_and_services_without_a_file_make_no_client(secrets):
    (secrets / "tasks.x1y2").write_text("half of a secret")
    (secrets / "catalog").unlink()

    call_command("make_service_clients")

    assert set(Client.objects.values_list("client_id", flat=True)) == {
        "accounts",
        "tasks",
        "tasks-web",
    }


def test_no_role_includes_what_only_services_may_ask():
    for role in Role:
        assert not ROLE_SCOPES[role] & INTERNAL_SCOPES


def test_only_an_admin_operates():
    operators = {role for role in Role if "tasks:operate" in ROLE_SCOPES[role]}

    assert operators == {Role.ADMIN}


def test_an_admin_cannot_let_a_program_ask_as_a_service(ana, signed_in, report):
    report.client.scopes = "catalog:internal tasks:read"
    report.client.save()
    browser = signed_in(ana)

    code = browser.code("catalog:internal tasks:read")

    assert verify_scopes(browser.redeems(code)) == {"tasks:read"}


def verify_scopes(response):
    return set(response.json()["scope"].split())


def test_a_client_that_was_made_by_hand_is_taken_over(secrets):
    Client.objects.create(
        client_id="tasks",
        name="By hand",
        client_type="public",
        authorization_grant_type="authorization-code",
        redirect_uris="https://a.example/back",
    )

    assert actions.make_service_client(service="tasks", secret="the secret of tasks")

    assert token_of("tasks").status_code == 200
