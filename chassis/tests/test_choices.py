"""A choice that names what there is."""

import pytest
from rest_framework.exceptions import ValidationError

from chassis.api.choices import NamedChoiceField


def test_whoever_misses_hears_what_there_is():
    field = NamedChoiceField(choices=["csv", "jsonl"])

    with pytest.raises(ValidationError) as missed:
        field.run_validation("xml")

    assert missed.value.detail == ["xml is none of these: csv, jsonl."]
