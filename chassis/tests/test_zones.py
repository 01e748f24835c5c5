"""Time zones, as callers name them."""

import pytest
from rest_framework.exceptions import ValidationError

from chassis.zones import TimeZoneField


def test_a_zone_is_known_by_its_name():
    assert TimeZoneField().run_validation("Europe/Berlin") == "Europe/Berlin"
    assert TimeZoneField().run_validation() == "UTC"


@pytest.mark.parametrize(
    "odd", ["Mars", "America", "", "../etc/passwd", "/etc/passwd", "a" * 5000, 7, None]
)
def test_what_is_no_zone_is_refused(odd):
    with pytest.raises(ValidationError):
        TimeZoneField().run_validation(odd)
