"""Follows every event of a history: published, sent, applied once by each service that reads it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.faults.databases import rows, value
from tests.faults.history import History
from tests.running import System, until

# Who keeps what of whom, and where.
PROJECTIONS = {
    ("accounts", "tasks"): "work_person",
    ("accounts", "catalog"): "gear_person",
    ("catalog", "tasks"): "work_asset",
    ("tasks", "catalog"): "gear_task",
}
ARRIVE_WITHIN_SECONDS = 30

# A projection takes an update only if it is newer, so a second one would leave no trace: this does.
WITNESS = """
    CREATE TABLE IF NOT EXISTS faults_witness (place text, id uuid, version int);
    CREATE OR REPLACE FUNCTION faults_witness() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO faults_witness VALUES (TG_TABLE_NAME, NEW.id, NEW.version);
        RETURN NEW;
    END $$;
    CREATE OR REPLACE TRIGGER faults_witness BEFORE INSERT ON {table}
        FOR EACH ROW EXECUTE FUNCTION faults_witness();
"""

LETTERS = """
    SELECT count(*) FROM events_deadletter
    WHERE status IN ('retrying', 'parked') AND created_at >= to_timestamp(%s)
"""


@dataclass
class Arrivals:
    """What became of events; all lists are empty after a good run."""

    expected: int = 0  # an event counts once for each service that reads it
    unpublished: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)
    letters: int = 0

    @property
    def are_complete(self) -> bool:
        """Whether everything arrived; what arrives twice may still do so later."""
        return not (self.unpublished or self.lost or self.outdated or self.letters)

    def __bool__(self) -> bool:
        return self.are_complete and not self.twice


def watch(system: System) -> None:
    """From now on count how often each version is written to a projection."""
    for (_, consumer), table in PROJECTIONS.items():
        rows(system, consumer, WITNESS.format(table=table))


def arrivals(system: System, history: History, seconds: float = ARRIVE_WITHIN_SECONDS) -> Arrivals:
    """Wait until every event of a history has arrived (or time is up), and tell what did not."""
    found = Arrivals()

    def look() -> bool:
        nonlocal found
        found = _look(system, history)
        return found.are_complete

    try:
        until(look, seconds)
    except AssertionError:
        return found
    return found


def is_fresh(system: System, since: float) -> bool:
    """Tell whether all that any service had committed at a time is applied wherever it is read."""
    sql = "SELECT stream, fresh_at >= to_timestamp(%s) FROM events_consumerposition"
    found = {
        (stream.removeprefix("events:"), consumer): is_fresh
        for consumer in ("tasks", "catalog")
        for stream, is_fresh in rows(system, consumer, sql, [since])
    }
    return found.keys() >= PROJECTIONS.keys() and all(found.values())


def _look(system: System, history: History) -> Arrivals:
    found = Arrivals()
    for (producer, consumer), table in PROJECTIONS.items():
        versions = {each.id: each.version for each in history.of(producer) if each.version}
        events = _published(system, producer, list(versions))
        published = {(subject, version) for _, subject, version in events}
        found.expected += len(events)
        found.unpublished += [
            f"{producer} {each.name} v{each.version}"
            for each in history.of(producer)
            if each.is_acknowledged and (each.id, each.version) not in published
        ]
        applied = _applied(system, consumer, [event_id for event_id, _, _ in events])
        found.lost += [f"{consumer} {each}" for each in events if each[0] not in applied]
        found.outdated += _outdated(system, consumer, table, versions)
        found.twice += _twice(system, consumer, table, list(versions))
    for service in ("tasks", "catalog"):
        found.letters += value(system, service, LETTERS, [history.began])
    return found


def _published(
    system: System, producer: str, subjects: Sequence[str]
) -> list[tuple[str, str, int]]:
    sql = "SELECT event_id::text, subject, version FROM events_outboxevent WHERE subject = ANY(%s)"
    return rows(system, producer, sql, [list(subjects)])


def _applied(system: System, consumer: str, event_ids: Sequence[str]) -> set[str]:
    sql = (
        "SELECT event_id::text FROM events_inboxentry "
        "WHERE event_id = ANY(%s::uuid[]) AND applied_at IS NOT NULL"
    )
    return {row[0] for row in rows(system, consumer, sql, [list(event_ids)])}


def _outdated(system: System, consumer: str, table: str, versions: dict[str, int]) -> Iterator[str]:
    """Rows that do not show the last version that the source was told to have."""
    sql = f"SELECT id::text, version FROM {table} WHERE id = ANY(%s::uuid[])"  # noqa: S608
    here = dict(rows(system, consumer, sql, [list(versions)]))
    for row_id, version in versions.items():
        if here.get(row_id, 0) < version:
            yield f"{consumer} {table} {row_id}: {here.get(row_id)} instead of {version}"


def _twice(system: System, consumer: str, table: str, ids: Sequence[str]) -> list[str]:
    sql = """
        SELECT id::text, version, count(*) FROM faults_witness
        WHERE place = %s AND id = ANY(%s::uuid[]) GROUP BY 1, 2 HAVING count(*) > 1
    """
    return [f"{consumer} {table} {row}" for row in rows(system, consumer, sql, [table, list(ids)])]
