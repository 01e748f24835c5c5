"""What flows ask of other services is what those do; and a fake that says otherwise is found."""

import pytest
import yaml

from chassis.testing.contracts import fits
from tests.checkout import ROOT, SERVICES

ANA = "018f5f5e-0000-7000-8000-00000000000a"
MADE = {"person": ANA, "to": None, "tasks": []}
GIVEN = {"outcome": "done", "made": MADE}
SAID = {"person": ANA, "to": None, "note": "They leave."}


@pytest.fixture(scope="module")
def committed():
    """What each service says of its steps."""
    return {
        each.name: yaml.safe_load((ROOT / each.package / "steps.yaml").read_text())
        for each in SERVICES
    }


def test_every_step_that_a_flow_asks_for_is_there(committed):
    asked = [
        (flow, one["of"], one["step"])
        for document in committed.values()
        for flow, some in document["asks"].items()
        for one in some
    ]

    assert [each for each in asked if each[2] not in committed[each[1]]["steps"]] == []
    assert len(asked) > 10


def test_every_no_says_why(committed):
    refusals = [
        (service, name, code, detail)
        for service, document in committed.items()
        for name, step in document["steps"].items()
        for code, detail in step["refuses"].items()
    ]

    assert [each for each in refusals if not each[3]] == []
    assert len(refusals) > 10


def test_a_fake_that_does_as_the_service_does_is_let_through():
    fits("tasks", "work.hand_over", SAID, GIVEN)
    fits("tasks", "work.hand_over", SAID, {"outcome": "refused", "code": "not_here"})


@pytest.mark.parametrize(
    ("name", "said", "told", "why"),
    [
        ("work.hand_out", SAID, GIVEN, "has no step"),
        ("work.hand_over", {"person": ANA}, GIVEN, "'to' is a required property"),
        ("work.hand_over", {**SAID, "person": "ana"}, GIVEN, "'ana' is not a 'uuid'"),
        ("work.hand_over", SAID, {**GIVEN, "made": {"tasks": []}}, "'person' is a required"),
        (
            "work.hand_over",
            SAID,
            {**GIVEN, "made": {**MADE, "left": 1}},
            "'left' was unex",
        ),
        ("work.hand_over", SAID, {"outcome": "refused", "code": "busy"}, "not by busy"),
    ],
)
def test_one_that_does_otherwise_is_found(name, said, told, why):
    with pytest.raises(AssertionError, match=why):
        fits("tasks", name, said, told)
