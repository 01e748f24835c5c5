"""Holds a history against the end state: what clients were told must be what is there, once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tests.faults.databases import rows
from tests.faults.history import History, Operation, Outcome
from tests.running import System

# Where rows are, what names one, and the field that clients change.
PLACES = {
    "tasks": ("work_task", "title", "description"),
    "accounts": ("people_user", "username", "name"),
    "catalog": ("gear_asset", "tag", "notes"),
}


@dataclass(frozen=True)
class Found:
    """A row as it is in the end."""

    id: str
    name: str
    text: str
    version: int


@dataclass(frozen=True)
class Verdict:
    """What is wrong, in sentences; each list is empty after a good run."""

    lost: Sequence[str]
    twice: Sequence[str]
    denied: Sequence[str]  # it happened, and the client was told that it did not

    def __bool__(self) -> bool:
        return not (self.lost or self.twice or self.denied)


def check(system: System, history: History) -> Verdict:
    """Compare everything that clients were told with everything that is there."""
    verdicts = [
        compare(history.of(service), _found(system, service, history)) for service in PLACES
    ]
    return Verdict(
        lost=[sentence for each in verdicts for sentence in each.lost],
        twice=[sentence for each in verdicts for sentence in each.twice],
        denied=[sentence for each in verdicts for sentence in each.denied],
    )


def compare(operations: Iterable[Operation], found: Iterable[Found]) -> Verdict:
    """The same for one service, from what was found there."""
    there = _by_name(found)
    lost, twice, denied = [], [], []
    for name, own in _by_row(operations).items():
        rows_of_it, made = there.get(name, []), own[0]
        if len(rows_of_it) > 1:
            twice.append(f"{name} is there {len(rows_of_it)} times")
        if rows_of_it and made.outcome is Outcome.FAILED:
            denied.append(f"{name} was refused, and it is there")
        if not any(row.id == made.id for row in rows_of_it):
            lost += [f"{each.kind} of {name}" for each in own if each.is_acknowledged]
        elif made.is_acknowledged:
            _compare_changes(own, next(row for row in rows_of_it if row.id == made.id), lost, twice)
    return Verdict(lost, twice, denied)


def _compare_changes(
    own: Sequence[Operation], row: Found, lost: list[str], twice: list[str]
) -> None:
    """Each change counts the version up by one, so the version tells how many there were."""
    changes = own[1:]
    done = sum(each.is_acknowledged for each in changes)
    perhaps = sum(each.outcome is Outcome.UNKNOWN for each in changes)
    happened = row.version - own[0].version
    if happened < done:
        lost.append(f"{done - happened} changes of {row.name}")
    if happened > done + perhaps:
        twice.append(f"{row.name} was changed {happened} times instead of {done}")
    if done and not perhaps and row.text != changes[-1].text:
        lost.append(f"the last change of {row.name}: it says {row.text!r}")


def _by_row(operations: Iterable[Operation]) -> Mapping[str, list[Operation]]:
    """The operations on each row, in their order; the first is what made it."""
    grouped = defaultdict(list)
    for each in operations:
        grouped[each.name].append(each)
    return grouped


def _by_name(found: Iterable[Found]) -> Mapping[str, list[Found]]:
    grouped = defaultdict(list)
    for each in found:
        grouped[each.name].append(each)
    return grouped


def _found(system: System, service: str, history: History) -> list[Found]:
    table, name, text = PLACES[service]
    names = list({each.name for each in history.of(service)})
    sql = f"SELECT id::text, {name}, {text}, version FROM {table} WHERE {name} = ANY(%s)"  # noqa: S608
    return [Found(*row) for row in rows(system, service, sql, [names])]
