"""The command that makes clients."""

import pytest
from django.core.management import CommandError, call_command

from accounts_service.access.models import Client

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


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--scope=everything"], "No such scope: everything"),
        (["--scope=tasks:read", "--redirect-uri=gopher://a.example/"], "gopher"),
    ],
)
def test_what_makes_no_sense_is_refused(words, why):
    with pytest.raises(CommandError, match=why):
        call_command("make_client", "--name=Robot", *words)

    assert not Client.objects.exists()
