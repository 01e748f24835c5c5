"""R17: the flows of people meet a fault at each of their edges; they end done, or as before."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from django.utils.timezone import now

from accounts_service.people import actions
from accounts_service.people.errors import LastAdmin
from accounts_service.people.models import Erasure
from accounts_service.tests.conftest import DESK
from accounts_service.tests.people.others import THING
from chassis.jobs.running import run_next
from chassis.sagas import actions as steering
from chassis.sagas import running
from chassis.sagas.models import OVER, Receipt
from chassis.testing.edges import (
    EVERYWHERE,
    IN_CALLS,
    ON_THE_WAY,
    OVERTAKEN,
    REFUSED,
    Killed,
    crossing,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TURNS = 30
LEAVE = [
    *[("do", step, edge) for step in ("tasks", "schedules", "has", "returns") for edge in IN_CALLS],
    *[("undo", step, edge) for step in ("tasks", "returns") for edge in ON_THE_WAY],
    *[("do", step, edge) for step in ("allowed", "access") for edge in EVERYWHERE],
    *[("do", step, edge) for step in ("reservations", "left") for edge in ON_THE_WAY],
]
ERASE = [
    *[("do", "nothing", edge) for edge in IN_CALLS],
    *[("do", step, edge) for step in ("forget_tasks", "catalog") for edge in ON_THE_WAY],
    *[("do", step, edge) for step in ("nobody", "accounts", "receipt") for edge in EVERYWHERE],
]


def driven(saga, *, is_given_up):
    """Go on with a flow as jobs do, with the jobs that it waits for, until it is over."""
    for _ in range(TURNS):
        with suppress(Killed):
            running.run(saga.id)
        saga.refresh_from_db()
        if saga.status in OVER:
            break
        if is_given_up and saga.attempts and not saga.goes_back:  # its step was refused as too late
            steering.abort(saga=saga, by=DESK, at=now())
        run_next()
    return saga.status


def ends(direction, edge):
    """Return how a flow ends, and whether somebody has to give it up for that."""
    is_given_up = edge == OVERTAKEN
    goes_back = direction == "undo" or is_given_up or edge == REFUSED
    return ("compensated" if goes_back else "done"), is_given_up


@pytest.mark.parametrize(("direction", "step", "edge"), LEAVE)
def test_somebody_leaves(cleo, ana, others, monkeypatch, direction, step, edge):
    others.made["lending.held_by"] = [{"things": [THING]}]
    if direction == "undo":
        monkeypatch.setattr(actions.people, "keep_an_admin", _refuses_the_second_time())
    end, is_given_up = ends(direction, edge)
    met = crossing(monkeypatch, step, direction, edge)

    saga = actions.leave(user=cleo, by=DESK, at=NOON)
    assert driven(saga, is_given_up=is_given_up) == end

    cleo.refresh_from_db()
    assert met
    assert cleo.is_active == (end == "compensated")
    done = [key for key, receipt in others.receipts.items() if receipt["outcome"] == "done"]
    assert len(done) == (6 if end == "done" else 0)


@pytest.mark.parametrize(("direction", "step", "edge"), ERASE)
def test_somebody_is_forgotten(make_person, others, monkeypatch, direction, step, edge):
    quix = actions.deactivate(user=make_person("quix.7", name="Zdeňka Quíxova"), by=DESK)
    end, is_given_up = ends(direction, edge)
    met = crossing(monkeypatch, step, direction, edge)

    saga = actions.erase(user=quix, by=DESK, at=NOON)
    assert driven(saga, is_given_up=is_given_up) == end

    quix.refresh_from_db()
    assert met
    assert (quix.name == "Zdeňka Quíxova") == (end == "compensated")
    receipts = [(row.words, bool(row.done_at)) for row in Erasure.objects.all()]
    assert receipts == ([("", True)] if end == "done" else [])
    assert Receipt.objects.filter(name="people.become_nobody").count() == (end == "done")


def test_every_edge_was_tried(record_property):
    said = f"people leave {len(LEAVE)}, erase a person {len(ERASE)}"
    record_property("figure", f"R17  edges tried: {said}; where one ends otherwise its test fails")
    assert len(LEAVE) > 40
    assert len(ERASE) > 20


def _refuses_the_second_time():
    """Keep the last admin: nobody is that when it begins, and they are when access would end."""
    asked = []

    def keep(user):
        asked.append(user)
        if len(asked) > 2:
            raise LastAdmin

    return keep
