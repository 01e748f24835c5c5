"""services.toml and the tree agree."""

from itertools import combinations

from stack.registry import LARGEST_COUNT
from tests.checkout import ROOT, SERVICES


def test_the_registry_lists_every_service_and_nothing_else():
    folders = {path.name for path in ROOT.glob("*_service") if path.is_dir()}

    assert {service.package for service in SERVICES} == folders


def test_a_services_name_package_and_prefix_are_one_word():
    for service in SERVICES:
        assert service.package == f"{service.name}_service"
        assert service.prefix == f"/{service.name}/"


def test_no_two_services_share_ports_or_a_broker_and_all_share_the_events():
    for one, other in combinations(SERVICES, 2):
        assert abs(one.port - other.port) >= LARGEST_COUNT
        assert one.redis["broker"] != other.redis["broker"]
        assert one.redis["events"] == other.redis["events"] != other.redis["broker"]
