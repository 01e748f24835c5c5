"""The rows that everybody serves: so many tasks, a hundred for each owner."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bench import databases

OWNS = 100
READERS = range(50)  # the numbers of the owners who read under load
WRITERS = range(50, 100)  # and of those who write
PEERS = "tasks_peers"  # the same rows in a database of their own, without our triggers
PRIORITIES = ("none", "low", "normal", "high", "urgent")
FIELDS = (
    "id", "title", "completed", "description", "status", "priority", "assignee", "due_at",
    "asset_id", "created_by", "created_at", "updated_at", "version",
)  # fmt: skip
DESK_NUMBER = -1

# Four of five an owner made; the fifth was made at the desk, and assigned to them.
FILL = """
    INSERT INTO work_task (
        id, created_at, updated_at, version, title, description, status, priority, assignee,
        due_at, asset_id, created_by, kind, labels, finished_at
    )
    SELECT
        (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7'
            || substr(hash, 1, 3) || '8' || substr(hash, 4, 15))::uuid,
        at, at, 1,
        'Look after the ' || (ARRAY['camera', 'tripod', 'light', 'mixer', 'cable'])[1 + n %% 5]
            || ' number ' || lpad(n::text, 7, '0'),
        'It came back on a Monday, and somebody wrote down that it is not as it was before.',
        CASE WHEN n %% 4 = 0 THEN 'done' WHEN n %% 100 = 1 AND n < 6000 THEN 'on_hold'
            WHEN n %% 4 = 1 THEN 'in_progress' ELSE 'open' END,
        n %% 5,
        CASE WHEN nth %% 5 < 3 THEN md5('person ' || owner)::uuid END,
        CASE WHEN n %% 2 = 0 THEN at + interval '7 days' END,
        CASE WHEN n %% 3 = 0 THEN md5('asset ' || n %% 500)::uuid END,
        md5('person ' || CASE WHEN nth %% 5 = 0 THEN %(desk)s ELSE owner END)::uuid,
        CASE WHEN n %% 100 = 3 THEN 'repair' ELSE 'task' END,
        CASE WHEN n %% 200 = 7 THEN ARRAY['lens'] ELSE '{}' END::varchar[],
        CASE WHEN n %% 4 = 0 THEN at + interval '1 day' END
    FROM (
        SELECT n, n %% %(owners)s AS owner, n / %(owners)s AS nth, md5(n::text) AS hash,
            timestamptz '2026-01-01 00:00:00Z'
                + make_interval(secs => n * 10 + 0.500001 + (n %% 400000) / 1000000.0) AS at
        FROM generate_series(0, %(rows)s - 1) AS n
    ) AS numbered
"""
LABELS = """
    INSERT INTO work_tasklabel (task_id, label, created_at)
    SELECT task.id, label, task.created_at FROM work_task AS task, unnest(task.labels) AS label
"""
PEOPLE = """
    INSERT INTO work_person (id, version, applied_at, name, is_active)
    SELECT md5('person ' || n)::uuid, 1, now(), 'Person ' || n, true
    FROM generate_series(%(desk)s, %(owners)s - 1) AS n
"""
TRIGGERS = """
    SELECT tgname FROM pg_trigger WHERE tgrelid = 'work_task'::regclass AND NOT tgisinternal
"""
WRITTEN = """
    SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0
"""
FIRST = """
    SELECT * FROM work_task WHERE created_by = %(person)s OR assignee = %(person)s::uuid
    ORDER BY created_at DESC, id DESC LIMIT %(limit)s
"""


def person(number: int) -> str:
    """The id of an owner; of the desk with DESK_NUMBER."""
    digest = hashlib.md5(f"person {number}".encode(), usedforsecurity=False)
    return str(uuid.UUID(digest.hexdigest()))


def fill(count: int) -> None:
    """Write the rows into the service's database, as if they had always been there."""
    values = {"rows": count, "owners": count // OWNS, "desk": DESK_NUMBER}
    with databases.asking("tasks") as cursor:
        cursor.execute("SET session_replication_role = replica")  # no history of what never was
        cursor.execute("TRUNCATE work_task, work_taskevent, work_person CASCADE")
        cursor.execute(FILL, values)
        cursor.execute(LABELS)
        cursor.execute(PEOPLE, values)
        leave_as_it_is(cursor)


def leave_as_it_is(cursor: Any) -> None:
    """Clean up a database, whose own cleaning comes between measurements and never into one."""
    _clean_up(cursor)
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    off = (f'ALTER TABLE "{name}" SET (autovacuum_enabled = off);' for (name,) in cursor.fetchall())
    cursor.execute(f"DO $$ BEGIN {' '.join(off)} END $$")


def copy_for_peers() -> None:
    """Give peers a copy of the whole database, whose tasks do nothing by themselves."""
    databases.copy("tasks", PEERS)
    with databases.asking(PEERS) as cursor:
        cursor.execute(TRIGGERS)
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}" ON work_task')


def settle(database: str) -> None:
    """Clean up behind whoever wrote, so that the next one pays for nothing of it."""
    with databases.asking(database) as cursor:
        _clean_up(cursor)
        cursor.execute("CHECKPOINT")


def _clean_up(cursor: Any) -> None:
    """Do as PostgreSQL would, which never cleans a table where nothing was written.

    One that it did would be known as empty, and be read from end to end when it no longer is.
    """
    cursor.execute(WRITTEN)
    if names := [f'"{name}"' for (name,) in cursor.fetchall()]:
        cursor.execute(f"VACUUM ANALYZE {', '.join(names)}")


def of(owner: str, *, database: str, limit: int = 50) -> Sequence[Mapping[str, Any]]:
    """An owner's newest rows as PostgreSQL has them, in the form that the wire has."""
    with databases.asking(database) as cursor:
        cursor.execute(FIRST, {"person": owner, "limit": limit})
        names = [column.name for column in cursor.description]
        return [_wire(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def _wire(row: Mapping[str, Any]) -> dict[str, Any]:
    words = {**row, "priority": PRIORITIES[row["priority"]]}
    return {name: _plain(words[name]) for name in FIELDS}


def _plain(value: Any) -> Any:
    return f"{value:%Y-%m-%dT%H:%M:%S.%fZ}" if isinstance(value, datetime) else value
