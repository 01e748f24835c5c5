"""Somebody leaves or is forgotten, and at each edge of that something fails: it ends well.

As `test_flows.py` does it to the flows of the catalog, here it is done to those of accounts.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.faults import crossing, gear
from tests.faults.crossing import ASKING, amiss, ended, made, meeting_edges, see_end, tell
from tests.faults.databases import rows, value
from tests.faults.edges import AFTER, BEFORE, LOST, ON_THE_WAY, OVERTAKEN, REFUSED, TIMED_OUT, TWICE
from tests.faults.faults import frozen
from tests.faults.naive import Naive, naive
from tests.running import until

PEOPLE = "/accounts/api/v1/people/"
TASKS = "/tasks/api/v1/"
WORKER = "accounts-worker-1"
NAME = "Quíxova"
# Each try has a key of its own: what is asked again is done again.
NO_KEYS = Naive(
    file=ASKING,
    old='"step": key.step}\n',
    new='"step": f"{key.step}.{__import__(\'time\').time_ns()}"}\n',
    kinds=("worker",),
    services=("accounts",),
)
CALLED = (*ON_THE_WAY, REFUSED, OVERTAKEN)
BACK = (BEFORE, AFTER, LOST, TIMED_OUT, TWICE)
HERE = (BEFORE, AFTER)
LEAVE = (
    ("do", CALLED, ("tasks", "schedules", "has", "returns")),
    ("undo", BACK, ("tasks", "schedules", "returns")),
    ("do", HERE, ("allowed", "access")),
    ("do", ON_THE_WAY, ("reservations", "left")),
)
ERASE = (
    ("do", CALLED, ("nothing",)),
    ("do", ON_THE_WAY, ("forget_tasks", "tasks", "forget_catalog", "catalog")),
    ("do", HERE, ("nobody", "forget_accounts", "accounts", "receipt")),
)

pytestmark = pytest.mark.long


@dataclass
class Case(crossing.Case):
    """Somebody, and what is theirs."""

    person: str = ""
    task: str = ""
    schedule: str = ""
    reservation: str = ""
    tag: str = ""


def cases(edges: Any) -> list[Case]:
    """All edges of a flow."""
    return [
        Case(step, way, edge) for way, faults, steps in edges for step in steps for edge in faults
    ]


@pytest.fixture(scope="module")
def flowing(system_of_a_copy) -> Iterator[Any]:
    """The system of the copy, whose flows of people meet what is planned for them."""
    with meeting_edges(system_of_a_copy, "accounts"):
        yield system_of_a_copy


def test_r17_somebody_leaves_at_every_edge(flowing, report):
    planned = cases(LEAVE)

    run(flowing, planned, "leave")

    tell(report, "R17 people leave", planned, wrong_with_leaving(flowing, planned))


def test_r17_somebody_is_forgotten_at_every_edge(flowing, report):
    planned = cases(ERASE)

    run(flowing, planned, "erase")

    tell(report, "R17 erase a person", planned, wrong_with_erasing(flowing, planned))


def test_the_check_catches_a_flow_whose_questions_have_no_keys(flowing):
    planned = [Case("returns", "do", TIMED_OUT)]

    with naive(flowing, NO_KEYS):
        run(flowing, planned, "leave")

    [wrong] = wrong_with_leaving(flowing, planned)
    assert "2 tasks to get it back" in wrong


def run(system, planned, verb):
    """Begin all flows while nobody works on them, plan their faults, and see them end."""
    with system.api("ana") as api:
        for case in planned:
            come(api, case)
        wait_until_known(system, planned)
        if verb == "leave":
            work_and_borrow(api, planned)
        with frozen(system, WORKER):
            for case in planned:
                if verb == "erase":
                    assert api.post(f"{PEOPLE}{case.person}/deactivate/").status_code == 200
                answer = api.post(f"{PEOPLE}{case.person}/{verb}/", {})
                assert answer.status_code == 202, answer.text
                case.saga = answer.json()["id"]
                also = {"access": REFUSED} if case.direction == "undo" else {}
                crossing.plan(system, case, **also)
    see_end(system, "accounts", planned, give_up)


def come(api, case):
    """Add somebody, who has a task."""
    name = f"edge-{time.monotonic_ns()}"
    words = {"username": name, "name": f"{name} {NAME}", "role": "member"}
    case.person = made(api.post(PEOPLE, words))["id"]
    task = {"title": f"Ask {name} {NAME}", "assignee": case.person}
    case.task = made(api.post(f"{TASKS}tasks/", task))["id"]


def wait_until_known(system, planned):
    """Wait until every service has heard of them."""
    ids = [case.person for case in planned]
    for service, table in (("tasks", "work_person"), ("catalog", "gear_person")):
        sql = f"SELECT count(*) FROM {table} WHERE id = ANY(%s::uuid[])"  # noqa: S608
        until(lambda s=service, q=sql: value(system, s, q, [ids]) == len(ids), 60)


def work_and_borrow(api, planned):
    """Have something come round for each of them, lend them one thing, and promise another."""
    assets = iter(gear.assets(api, gear.place(api, is_prepared=False), 2 * len(planned)))
    for case in planned:
        week = {"rule": "FREQ=WEEKLY", "starts_at": hours(99), "time_zone": "UTC"}
        words = {"title": "Come round", "assignee": case.person, **week}
        case.schedule = made(api.post(f"{TASKS}schedules/", words))["id"]
        out, promised = next(assets), next(assets)
        case.tag = out["tag"]
        words = {"borrower": case.person, "due_at": hours(2), "lines": [{"asset": out["id"]}]}
        made(api.post(f"{gear.CATALOG}/loans/", words))
        when = {"starts_at": hours(1), "ends_at": hours(2)}
        words = {"borrower": case.person, **when, "lines": [{"asset": promised["id"]}]}
        reservation = made(api.post(f"{gear.CATALOG}/reservations/", words))
        case.reservation = reservation["id"]


def give_up(api, case, waits_on, attempts):
    """Do what people do where a late step was refused."""
    if case.edge == OVERTAKEN and attempts:
        api.post(f"/accounts/api/v1/sagas/{case.saga}/abort/")


def wrong_with_leaving(system, planned):
    """What does not fit together between the person, what was theirs, and what is to be done."""
    for case in planned:
        is_gone = ended(system, "accounts", case) == "done"
        whose = None if is_gone else case.person
        for what, service, sql, id, wanted in (
            ("they are active", "accounts", ACTIVE, case.person, not is_gone),
            ("their task is of", "tasks", OF_TASK, case.task, whose),
            ("their schedule is of", "tasks", OF_SCHEDULE, case.schedule, whose),
            ("their reservation is", "catalog", RESERVED, case.reservation, PROMISED[is_gone]),
        ):
            found = value(system, service, sql, [id])
            if found != wanted:
                case.amiss.append(f"{what} {found}")
        notes = value(system, "tasks", NOTES, [case.task])
        if notes not in ((1,) if is_gone else (0, 2)):  # handed over; and given back, if it was
            case.amiss.append(f"{notes} notes on their task")
        back = [status for (status,) in rows(system, "tasks", GET_BACK, [f"Get back {case.tag}"])]
        if back != ["open"] if is_gone else back not in ([], ["cancelled"]):
            case.amiss.append(f"{len(back)} tasks to get it back: {back}")
    return amiss(planned)


ACTIVE = "SELECT is_active FROM people_user WHERE id = %s"
OF_TASK = "SELECT assignee::text FROM work_task WHERE id = %s"
OF_SCHEDULE = "SELECT assignee::text FROM planning_schedule WHERE id = %s"
RESERVED = "SELECT status FROM lending_reservation WHERE id = %s"
NOTES = "SELECT count(*) FROM work_comment WHERE task_id = %s"
GET_BACK = "SELECT status FROM work_task WHERE title = %s"
PROMISED = {True: "cancelled", False: "approved"}


def wrong_with_erasing(system, planned):
    """Where somebody who is forgotten is still named, or one who is not has lost their name."""
    for case in planned:
        is_gone = ended(system, "accounts", case) == "done"
        names = lambda case=case: [  # noqa: E731
            value(system, "accounts", "SELECT name FROM people_user WHERE id = %s", [case.person]),
            value(system, "tasks", "SELECT name FROM work_person WHERE id = %s", [case.person]),
            value(system, "catalog", "SELECT name FROM gear_person WHERE id = %s", [case.person]),
            value(system, "tasks", "SELECT title FROM work_task WHERE id = %s", [case.task]),
        ]
        wanted, gone = ("Erased person", NAME) if is_gone else (NAME, "Erased person")
        if any(wanted not in name or gone in name for name in names()):
            case.amiss.append(f"it says {names()}")
        receipt = "SELECT done_at IS NOT NULL AND words = '' FROM people_erasure WHERE person = %s"
        if rows(system, "accounts", receipt, [case.person]) != ([(True,)] if is_gone else []):
            case.amiss.append("its receipt is not as it should be")
    return amiss(planned)


def hours(number):
    return (datetime.now(UTC) + timedelta(hours=number)).isoformat()
