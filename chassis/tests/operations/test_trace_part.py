"""A service's part of a request's way: history, events and jobs under one id."""

import pytest

from chassis.operations.trace import part
from chassis.tests.conftest import NOTES

ID = "trace-me-0001"


@pytest.fixture
def written(ana):
    """Return the id of a note that a request wrote."""
    return ana.post(NOTES, {"title": "Tidy"}, headers={"X-Request-ID": ID}).data["id"]


def told(kind):
    return [step.text for step in part.steps(ID) if step.kind == kind]


def test_what_a_request_wrote_is_one_step_with_its_actor(ana, written):
    (step,) = [step for step in part.steps(ID) if step.kind == "history"]

    assert step.text == "wrote note"
    assert step.details == {"id": written, "actor": ana.caller_id}


def test_a_request_that_wrote_nothing_has_no_steps(ana, written):
    ana.get(NOTES, headers={"X-Request-ID": "trace-me-0002"})

    assert part.steps("trace-me-0002") == []
