"""Nested validation errors become a flat list."""

import pytest
from rest_framework.exceptions import ErrorDetail

from chassis.errors.fields import flatten

REQUIRED = ErrorDetail("This field is required.", code="required")


@pytest.mark.parametrize(
    ("detail", "attrs"),
    [
        ([REQUIRED], [""]),
        ({"title": [REQUIRED]}, ["title"]),
        ({"non_field_errors": [REQUIRED]}, [""]),
        ({"items": [{}, {"n": [REQUIRED]}]}, ["items.1.n"]),
        ({"items": {1: {"n": [REQUIRED, REQUIRED]}}}, ["items.1.n", "items.1.n"]),
        ({"place": {"non_field_errors": [REQUIRED], "room": [REQUIRED]}}, ["place", "place.room"]),
        ({"tags": {0: [REQUIRED]}}, ["tags.0"]),
        ([{"n": [REQUIRED]}], ["0.n"]),
        ("as text", [""]),
    ],
)
def test_each_message_has_the_path_of_its_field(detail, attrs):
    assert [row["attr"] for row in flatten(detail)] == attrs


def test_each_message_keeps_its_code():
    rows = list(flatten({"title": [REQUIRED, "as text"]}))

    assert [row["code"] for row in rows] == ["required", "invalid"]
