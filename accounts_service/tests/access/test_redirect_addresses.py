"""Codes and people are sent to registered addresses alone."""

import pytest

from accounts_service.access.models import Client

WEB = "https://reports.example.org/back"
HERE = "http://127.0.0.1/back"
HERE_BY_SIX = "http://[::1]:9000/back"
LOCALHOST = "http://localhost:9000/back"
ALL = [WEB, HERE, HERE_BY_SIX, LOCALHOST]

OTHER_PORTS = ["http://127.0.0.1:41234/back", "http://[::1]:41234/back", "http://[::1]/back"]
OTHERS = [
    f"{WEB}/",
    f"{WEB}?x=1",
    f"{WEB}#x",
    "https://reports.example.org:443/back",
    "HTTPS://reports.example.org/back",
    "https://REPORTS.example.org/back",
    "https://x@reports.example.org/back",
    "http://reports.example.org/back",
    "https://reports.example.org/BACK",
    "http://127.0.0.1:41234/elsewhere",
    "http://127.0.0.2:41234/back",
    "https://127.0.0.1:41234/back",
    "http://localhost:41234/back",
    "http://127.0.0.1@evil.example:41234/back",
    "",
]


def program(kind):
    addresses = " ".join(ALL)
    return Client(client_type=kind, redirect_uris=addresses, post_logout_redirect_uris=addresses)


def allows(client, address):
    allowed = client.redirect_uri_allowed(address)
    assert client.post_logout_redirect_uri_allowed(address) == allowed
    return allowed


@pytest.mark.parametrize("kind", [Client.CLIENT_CONFIDENTIAL, Client.CLIENT_PUBLIC])
def test_addresses_match_to_the_letter(kind):
    client = program(kind)

    assert [address for address in ALL if allows(client, address)] == ALL
    assert [address for address in OTHERS if allows(client, address)] == []


def test_a_program_with_a_secret_has_the_port_that_it_registered():
    client = program(Client.CLIENT_CONFIDENTIAL)

    assert [address for address in OTHER_PORTS if allows(client, address)] == []


def test_a_program_on_somebodys_own_machine_takes_the_port_that_is_free_there():
    client = program(Client.CLIENT_PUBLIC)

    assert [address for address in OTHER_PORTS if allows(client, address)] == OTHER_PORTS
