"""R17: the flows of lending meet a fault at each of their edges; they end done, or as before."""

from contextlib import suppress
from dataclasses import replace

import pytest
from django.db import transaction
from django.utils import timezone

from catalog_service.lending import actions
from catalog_service.lending.models import Hold, Reservation, TakenBack
from catalog_service.tests.lending.conftest import hour, task_of
from chassis.sagas import actions as steering
from chassis.sagas import asking, running
from chassis.sagas.models import OVER, Saga
from chassis.testing.edges import (
    EVERYWHERE,
    IN_CALLS,
    ON_THE_WAY,
    OVERTAKEN,
    REFUSED,
    Killed,
    crossing,
)

TURNS = 20


def edges(here, told=()):
    """Return every step, direction and edge of a flow: of its own steps and of its calls."""
    found = [("task", "do", edge) for edge in IN_CALLS]
    found += [("task", "undo", edge) for edge in ON_THE_WAY]
    found += [(step, "do", edge) for step in told for edge in ON_THE_WAY]
    found += [(step, "do", edge) for step in here for edge in EVERYWHERE]
    return found + [(here[0], "undo", edge) for edge in EVERYWHERE]


REPAIRS = edges(["in_repair", "back"])
REQUESTS = edges(["promise", "borrower", "ready"], told=["told"])


def ends(direction, edge):
    """Return how a flow ends, and whether somebody has to give it up for that."""
    is_given_up = direction == "undo" or edge == OVERTAKEN
    return ("compensated" if is_given_up or edge == REFUSED else "done"), is_given_up


def driven(saga, by, *, is_given_up):
    """Go on with a flow as jobs do, and do what people do, until it is over."""
    for _ in range(TURNS):
        with suppress(Killed), transaction.atomic():
            running.run(saga.id)
        saga.refresh_from_db()
        if saga.status in OVER:
            return saga.status
        if saga.goes_back:
            continue
        if is_given_up and (saga.waits_on or saga.attempts):
            steering.abort(saga=saga, by=by, at=timezone.now())
        elif saga.waits_on:
            task_of(saga, "task", "done")
    return saga.status


def kept(tasks, name):
    """Return what is left of what was asked for under a name."""
    return [receipt["outcome"] for receipt in tasks.of(name)].count("done")


@pytest.fixture
def repair(lend, asset, by_ben, tasks):
    """Begin the flow of what came back damaged."""
    lines = [TakenBack(asset, "damaged")]
    actions.return_loan(loan=lend(asset), by=by_ben, at=hour(1), lines=lines)
    return Saga.objects.get()


@pytest.mark.parametrize(("step", "direction", "edge"), REPAIRS)
def test_a_damaged_return(repair, asset, by_ben, tasks, monkeypatch, step, direction, edge):
    end, is_given_up = ends(direction, edge)
    met = crossing(monkeypatch, step, direction, edge)

    assert driven(repair, by_ben, is_given_up=is_given_up) == end

    asset.refresh_from_db()
    assert met
    assert (asset.status, kept(tasks, "work.make_task")) == (
        ("available", 1) if end == "done" else ("quarantined", 0)
    )


@pytest.mark.parametrize(("step", "direction", "edge"), REQUESTS)
def test_a_loan_request(reserve, asset, by_ben, tasks, monkeypatch, step, direction, edge):
    actions.create_policy(by=by_ben, is_prepared=True)
    reserve(asset)
    end, is_given_up = ends(direction, edge)
    met = crossing(monkeypatch, step, direction, edge)

    assert driven(Saga.objects.get(), by_ben, is_given_up=is_given_up) == end

    row = Reservation.objects.get()
    told = kept(tasks, "work.make_task"), kept(tasks, "telling.tell"), Hold.objects.count()
    assert met
    assert (row.status, row.ready_at is not None, *told) == (
        ("approved", True, 1, 1, 1) if end == "done" else ("rejected", False, 0, 0, 0)
    )


def test_all_edges_are_tried(record_property):
    for name, tried in (("damaged return", REPAIRS), ("loan request", REQUESTS)):
        record_property("figure", f"R17 {name}: {len(tried)} edges tried, each a test of its own")

    assert (len(REPAIRS), len(REQUESTS)) == (18, 25)


def test_the_check_catches_questions_without_keys(repair, by_ben, tasks, monkeypatch):
    """Naive: each try has a key of its own, so what is asked again is done again."""
    ask, number = asking.elsewhere, iter(range(TURNS))

    def keyless(question):
        key = replace(question.key, step=f"{question.key.step}.{next(number)}")
        return ask(replace(question, key=key))

    monkeypatch.setattr(asking, "elsewhere", keyless)
    tasks.trouble = ["no answer"]

    driven(repair, by_ben, is_given_up=False)

    assert kept(tasks, "work.make_task") == 2
