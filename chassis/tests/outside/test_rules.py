"""Which addresses are of the public internet."""

from ipaddress import ip_address, ip_network

import pytest

from chassis.outside.rules import Rules, is_public
from chassis.tests.outside.conftest import PUBLIC as PUBLIC_4

PUBLIC = [PUBLIC_4, "2606:2800:220:1::1", "2a00:1450:4001::8"]
NETWORKS = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.169.0/24", "172.16.0.0/12",
    "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
    "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
]  # fmt: skip
INSIDE = [
    *(str(ip_network(network)[place]) for network in NETWORKS for place in (1, -1)),
    "::", "::1", "::ffff:127.0.0.1", f"::ffff:{PUBLIC_4}", "::127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "2002:5db8:d822::1",
    "2a00:1450::5efe:7f00:1", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1",
    "fec0::1", "ff02::1", "ff0e::1",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_public_internet_is_called_at_some_ports(address):
    rules = Rules()

    assert is_public(ip_address(address))
    assert rules.allow(ip_address(address), 443)
    assert not rules.allow(ip_address(address), 25)


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_not_called(address):
    assert not Rules().allow(ip_address(address), 443)


def test_a_setting_adds_networks_and_nothing_beside_them():
    rules = Rules.of(ports=["443"], networks=["10.1.0.0/16", "fd00:1::/32"])

    assert rules.allow(ip_network("10.1.0.0/16")[7], 9999)
    assert rules.allow(ip_address("fd00:1::7"), 9999)
    assert not rules.allow(ip_network("10.2.0.0/16")[7], 443)
    assert not rules.allow(ip_address("::ffff:a01:7"), 443)
