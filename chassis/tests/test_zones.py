"""Time zones, as callers name them."""

import pytest
from rest_framework.exceptions import ValidationError

from chassis.api.zones import TimeZoneField
from chassis.zones import NoSuchZone, zone


@pytest.mark.parametrize("name", ["UTC", "Europe/Berlin", "Etc/GMT+12"])
def test_a_zone_is_known_by_its_name(name):
    assert zone(name).key == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Mars/Olympus",
        "Europe",
        "../UTC",
        "/etc/passwd",
        "tzdata.zi",
        "a\x00b",
        "x" * 300,
        "posixrules",
        "localtime",
        "posix/Europe/Berlin",
        "right/Europe/Berlin",
    ],
)
def test_what_only_a_machine_keeps_under_a_name_is_no_zone(name):
    with pytest.raises(NoSuchZone):
        zone(name)


def test_callers_name_one_or_mean_utc():
    assert TimeZoneField().run_validation("Europe/Berlin") == "Europe/Berlin"
    assert TimeZoneField().run_validation() == "UTC"
    for odd in ("Mars", "right/UTC", "a" * 5000, 7, None):
        with pytest.raises(ValidationError):
            TimeZoneField().run_validation(odd)
