"""Flows on a real system, each with one fault at one of its edges: begin them, see how they end."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.faults import edges
from tests.faults.databases import rows
from tests.faults.edges import OVERTAKEN, REFUSED
from tests.faults.faults import wait_until_well
from tests.faults.naive import Naive, naive
from tests.faults.report import Report, counted
from tests.running import Api, System

END_SECONDS = 300
SERVICES = ("accounts", "tasks", "catalog")
OVER = ("done", "compensated")
ASKING = "chassis/sagas/asking.py"


@dataclass
class Case:
    """One flow with one fault at one edge, and what is known of it."""

    step: str
    direction: str
    edge: str
    saga: str = ""
    amiss: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.direction} {self.step}, {self.edge}"

    @property
    def end(self) -> str:
        """How it has to end."""
        goes_back = self.direction == "undo" or self.edge in (REFUSED, OVERTAKEN)
        return "compensated" if goes_back else "done"


def at_edges(service: str) -> list[Naive]:
    """Let a service's worker meet what is planned, where it stands between two writes."""
    return [
        Naive(
            file=ASKING,
            old=f"def {name}(question: Question) -> Answer:\n",
            new=f"def {name}(question: Question) -> Answer:\n"
            f"    from tests.faults.edges import at_edge\n\n"
            f"    return at_edge(question, _{name})\n\n\n"
            f"def _{name}(question: Question) -> Answer:\n",
            kinds=("worker",),
            services=(service,),
        )
        for name in ("elsewhere", "here")
    ]


@contextmanager
def meeting_edges(system: System, service: str) -> Iterator[System]:
    """Run the system of the copy with flows of a service that meet what is planned for them."""
    edges.planned_in(system.root).mkdir(exist_ok=True)
    wait_until_well(system)
    with ExitStack() as stack:
        for variant in at_edges(service):
            stack.enter_context(naive(system, variant))
        yield system


def plan(system: System, case: Case, **also: str) -> None:
    """Plan the fault of a flow, and what else it meets: an edge by the name of its step."""
    edges.plan(system.root, case.saga, case.edge, case.step, case.direction)
    for step, edge in also.items():
        edges.plan(system.root, case.saga, edge, step, "do")


def see_end(
    system: System,
    service: str,
    cases: Sequence[Case],
    move_on: Callable[[Api, Case, str, int], None],
) -> None:
    """Wait until all flows are over; `move_on` does meanwhile what people do, once a second."""
    deadline = time.monotonic() + END_SECONDS
    while open_ones := _open(system, service, cases):
        assert time.monotonic() < deadline, [f"{case}: {said}" for case, *said in open_ones]
        with system.api("ana") as api:
            for case, status, waits_on, attempts in open_ones:
                if status == "running":
                    move_on(api, case, waits_on, attempts)
        time.sleep(1)


def ended(system: System, service: str, case: Case) -> str:
    """See that a flow met its fault, ended as it has to and left nothing; return how it ended."""
    [(end,)] = rows(system, service, "SELECT status FROM sagas_saga WHERE id = %s", [case.saga])
    if end != case.end:
        case.amiss.append(f"it ended {end}, not {case.end}")
    if edges.is_planned(system.root, case.saga):
        case.amiss.append("its fault was never met")
    if left := _left(system, service, case, end):
        case.amiss.append(f"{left} was done, and nobody knows of it")
    return str(end)


def amiss(cases: Sequence[Case]) -> list[str]:
    """Return what is wrong with which flow."""
    return [f"{case}: {'; '.join(case.amiss)}" for case in cases if case.amiss]


def tell(report: Report, name: str, cases: Sequence[Case], wrong: Sequence[str]) -> None:
    """Write the row of a flow down."""
    well = counted(len(cases) - len(wrong), len(cases))
    report.row(
        name,
        tried=f"{len(cases)} edges: killed, lost, timed out, twice, refused, overtaken",
        measured=f"{well} edges ended done or compensated {wrong or ''}".strip(),
        target="100 %",
        holds=not wrong and len(cases) > 10,
    )


def made(answer: Any) -> Any:
    """Return what a request made."""
    assert answer.status_code == 201, answer.text
    return answer.json()


def _left(system: System, service: str, case: Case, end: str) -> list[str]:
    """Return what the services did for a flow, and it does not know; all, if it was taken back."""
    sql = "SELECT key, round FROM sagas_sagastep WHERE saga_id = %s AND status = 'done'"
    known = {
        key if number == 1 else f"{key}.{number}"
        for key, number in rows(system, service, sql, [case.saga])
        if end == "done"
    }
    done = "SELECT step FROM sagas_receipt WHERE saga = %s AND outcome = 'done'"
    found = (step for at in SERVICES for (step,) in rows(system, at, done, [case.saga]))
    return sorted(step for step in found if step not in known)


def _open(system: System, service: str, cases: Sequence[Case]) -> list[tuple[Any, ...]]:
    """Return the flows that are not over, with how they are."""
    by_id = {case.saga: case for case in cases}
    sql = """
        SELECT id::text, status, waits_on, attempts, error::text FROM sagas_saga
        WHERE id = ANY(%s::uuid[]) AND NOT status = ANY(%s)
    """
    found = rows(system, service, sql, [list(by_id), list(OVER)])
    stuck = [row for row in found if row[1] == "needs_attention"]
    assert not stuck, [f"{by_id[row[0]]}: {row}" for row in stuck]
    return [(by_id[id], status, waits_on, tried) for id, status, waits_on, tried, _ in found]
