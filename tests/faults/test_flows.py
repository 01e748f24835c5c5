"""Flows over services meet a fault at each of their edges: they end done, or are taken back.

That the same check catches questions without keys is tried where it takes no system:
`catalog_service/tests/lending/test_edges.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.faults import crossing, gear
from tests.faults.crossing import amiss, ended, made, meeting_edges, see_end, tell
from tests.faults.databases import rows, value
from tests.faults.edges import AFTER, BEFORE, LOST, ON_THE_WAY, OVERTAKEN, REFUSED, TIMED_OUT, TWICE
from tests.faults.faults import frozen

CATALOG = "/catalog/api/v1"
WORKER = "catalog-worker-1"
CALLED = [*ON_THE_WAY, REFUSED, OVERTAKEN]
BACK = [BEFORE, AFTER, LOST, TIMED_OUT, TWICE]
HERE = [BEFORE, AFTER]

pytestmark = pytest.mark.long


@dataclass
class Case(crossing.Case):
    """A flow about gear."""

    tag: str = ""
    asset: str = ""
    reservation: str = ""

    @property
    def is_given_up(self) -> bool:
        """Whether somebody gives it up: to be taken back, or because a late step was refused."""
        return self.direction == "undo" or self.edge == OVERTAKEN


def cases(calls: list[str], steps: list[str], undone_here: list[str]) -> list[Case]:
    """All edges of a flow: of its calls, of its own steps, and of what is taken back."""
    found = [Case("task", "do", edge) for edge in CALLED]
    found += [Case(step, "do", edge) for step in calls for edge in ON_THE_WAY]
    found += [Case("task", "undo", edge) for edge in BACK]
    found += [Case(step, "do", edge) for step in steps for edge in HERE]
    return found + [Case(step, "undo", edge) for step in undone_here for edge in HERE]


@pytest.fixture(scope="module")
def flowing(system_of_a_copy) -> Iterator[Any]:
    """The system of the copy, whose flows of the catalog meet what is planned for them."""
    with meeting_edges(system_of_a_copy, "catalog"):
        yield system_of_a_copy


def test_r17_a_damaged_return_ends_at_every_edge(flowing, report):
    planned = cases([], ["in_repair", "back"], ["in_repair"])

    run(flowing, planned, damaged_return, "lending.damaged_return", "asset")

    tell(report, "R17 damaged return", planned, wrong_with_repairs(flowing, planned))


def test_r17_a_loan_request_ends_at_every_edge(flowing, report):
    planned = cases(["told"], ["promise", "borrower", "ready"], ["promise"])

    run(flowing, planned, loan_request, "lending.loan_request", "reservation")

    tell(report, "R17 loan request", planned, wrong_with_promises(flowing, planned))


def run(system, planned, begin, flow, subject):
    """Begin all flows while nobody works on them, plan their faults, and see them end."""
    with system.api("ana") as api:
        here = gear.place(api, is_prepared=True)
        for case, asset in zip(planned, gear.assets(api, here, len(planned)), strict=True):
            case.tag, case.asset = asset["tag"], asset["id"]
        with frozen(system, WORKER):
            for case in planned:
                begin(api, case)
            for case in planned:
                about = getattr(case, subject)
                sql = "SELECT id::text FROM sagas_saga WHERE flow = %s AND subject = %s"
                case.saga = value(system, "catalog", sql, [flow, about])
                crossing.plan(system, case)
    see_end(system, "catalog", planned, move_on)


def damaged_return(api, case):
    """Lend it, and take it back damaged."""
    me = api.get("/accounts/api/v1/people/me/").json()["id"]
    words = {"borrower": me, "due_at": hours(2), "lines": [{"asset": case.asset}]}
    loan = made(api.post(f"{CATALOG}/loans/", words))["id"]
    lines = [{"asset": case.asset, "condition_in": "damaged"}]
    assert api.post(f"{CATALOG}/loans/{loan}/return/", {"lines": lines}).status_code == 200


def loan_request(api, case):
    """Reserve it."""
    words = {"starts_at": hours(1), "ends_at": hours(2), "lines": [{"asset": case.asset}]}
    case.reservation = made(api.post(f"{CATALOG}/reservations/", words))["id"]


def move_on(api, case, waits_on, attempts):
    """Do what people do: finish the task that it waits for, or give the flow up."""
    if case.is_given_up and (waits_on or (case.edge == OVERTAKEN and attempts)):
        api.post(f"{CATALOG}/sagas/{case.saga}/abort/")
    elif waits_on:
        api.post(f"/tasks/api/v1/tasks/{waits_on.partition(':')[2]}/complete/")


def wrong_with_repairs(system, planned):
    """What does not fit together between the asset, its flow and its tasks."""
    place = {"done": "available", "compensated": "quarantined"}
    for case in planned:
        end = common(system, case, "repair")
        asset = "SELECT status FROM gear_asset WHERE id = %s"
        found = value(system, "catalog", asset, [case.asset])
        if found != place[end]:
            case.amiss.append(f"the asset is {found}")
    return amiss(planned)


def wrong_with_promises(system, planned):
    """What does not fit together between the reservation, what is kept for it, and who was told."""
    for case in planned:
        end = common(system, case, "preparation")
        sql = """
            SELECT status, ready_at IS NOT NULL,
                (SELECT count(*) FROM lending_hold WHERE asset_id = %s)
            FROM lending_reservation WHERE id = %s
        """
        [found] = rows(system, "catalog", sql, [case.asset, case.reservation])
        told_of = "SELECT count(*) FROM telling_notification WHERE about = %s AND kind = 'ready'"
        told = value(system, "tasks", told_of, [case.reservation])
        wanted = ("approved", True, 1) if end == "done" else ("rejected", False, 0)
        if (found, told) != (wanted, int(end == "done")):
            case.amiss.append(f"it is {found}, told {told} times")
    return amiss(planned)


def common(system, case, kind):
    """See that it met its fault, ended as it has to, and has one task at most; return its end."""
    end = ended(system, "catalog", case)
    sql = """
        SELECT status FROM work_task
        WHERE kind = %s AND (title LIKE '%%' || %s OR description = %s)
    """
    tasks = [each for (each,) in rows(system, "tasks", sql, [kind, case.tag, case.tag])]
    if len(tasks) > 1:
        case.amiss.append(f"{len(tasks)} tasks")
    if set(tasks) - {"done" if end == "done" else "cancelled"}:
        case.amiss.append(f"its task is {tasks}")
    return end


def hours(number):
    return (datetime.now(UTC) + timedelta(hours=number)).isoformat()
