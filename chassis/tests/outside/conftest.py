"""Names that mean what a test says, and rules that let a test's own servers be called."""

import socket
from ipaddress import ip_network

import pytest

from chassis.outside.rules import Rules

PUBLIC = str(ip_network("93.184.216.0/24")[34])


@pytest.fixture
def near():
    """Rules that add this machine's first address."""
    return Rules.of(ports=[443], networks=["127.0.0.1/32"])


@pytest.fixture
def names(monkeypatch):
    """Names and the addresses that each answer of the resolver gives; it notes who asks."""
    known, asked, real = {}, [], socket.getaddrinfo

    def resolve(host, port, *args, **words):
        if host not in known:
            return real(host, port, *args, **words)
        asked.append(host)
        answers = known[host]
        now = answers.pop(0) if len(answers) > 1 else answers[0]
        return [each for one in now for each in real(one, port, type=socket.SOCK_STREAM)]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    known["asked"] = asked
    return known
