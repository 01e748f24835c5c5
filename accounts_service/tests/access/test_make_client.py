"""The command that makes clients."""

import pytest
from django.core.management import CommandError, call_command

from accounts_service.access.models import INTERNAL_SCOPES, Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signing_key")]


def _printed(capsys):
    return dict(line.split() for line in capsys.readouterr().out.splitlines())


def test_a_client_for_itself(capsys):
    call_command("make_client", "--name=Robot", "--scope=tasks:read", "--scope=catalog:read")

    client = Client.objects.get()
    printed = _printed(capsys)
    assert printed["client_id"] == client.client_id
    assert len(printed["client_secret"]) == 128
    assert client.authorization_grant_type == "client-credentials"
    assert client.scope_set == {"tasks:read", "catalog:read"}


def test_a_client_that_asks_people(capsys):
    call_command(
        "make_client",
        "--name=Report",
        "--scope=tasks:read",
        "--redirect-uri=https://a.example/back",
        "--redirect-uri=http://127.0.0.1:9000/back",
    )

    client = Client.objects.get()
    assert client.authorization_grant_type == "authorization-code"
    assert client.redirect_uris.split() == ["https://a.example/back", "http://127.0.0.1:9000/back"]
    assert client.client_type == "confidential"


def test_a_program_on_somebodys_own_machine_has_no_secret(capsys):
    call_command(
        "make_client",
        "--name=App",
        "--scope=tasks:read",
        "--redirect-uri=http://127.0.0.1/back",
        "--post-logout-redirect-uri=http://127.0.0.1/bye",
        "--public",
    )

    client = Client.objects.get()
    assert _printed(capsys) == {"client_id": client.client_id}
    assert (client.client_type, client.has_secret) == ("public", False)
    assert client.post_logout_redirect_uris == "http://127.0.0.1/bye"


def test_a_device(capsys):
    call_command("make_client", "--name=Scanner", "--scope=tasks:read", "--public", "--device")

    assert Client.objects.get().authorization_grant_type == Client.GRANT_DEVICE_CODE


def test_the_client_of_the_command_line_is_made_once(capsys):
    call_command("make_cli_client")
    call_command("make_cli_client")

    client = Client.objects.get()
    assert client.client_id == "kitroom-cli"
    assert not client.has_secret
    assert not client.scope_set & INTERNAL_SCOPES
    assert capsys.readouterr().out == "made\nas it was\n"


def test_the_client_of_the_command_line_learns_of_new_scopes(capsys):
    call_command("make_cli_client")
    Client.objects.update(scopes="tasks:read")

    call_command("make_cli_client")

    assert "catalog:desk" in Client.objects.get().scope_set


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--scope=tasks:read", "--public"], "cannot speak for itself"),
        (["--scope=tasks:read", "--device", "--redirect-uri=https://a.example/"], "no redirect"),
        (["--scope=everything"], "No such scope: everything"),
        (["--scope=tasks:read", "--redirect-uri=gopher://a.example/"], "gopher"),
    ],
)
def test_what_makes_no_sense_is_refused(words, why):
    with pytest.raises(CommandError, match=why):
        call_command("make_client", "--name=Robot", *words)

    assert not Client.objects.exists()
