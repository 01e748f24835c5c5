"""The SQL."""

# orjson does not know asyncpg's own class of UUIDs; PostgreSQL writes them faster than Python.
COLUMNS = (
    "id::text, title, completed, description, status, priority, assignee::text, due_at, "
    "asset_id::text, created_by, created_at, updated_at, version"
)
OWN = "(created_by = $1::text OR assignee = $1::text::uuid)"
NEWEST_FIRST = "ORDER BY created_at DESC, id DESC LIMIT 51"
FIRST_PAGE = f"SELECT {COLUMNS} FROM work_task WHERE {OWN} {NEWEST_FIRST}"
NEXT_PAGE = (
    f"SELECT {COLUMNS} FROM work_task WHERE {OWN} AND (created_at, id) < ($2, $3) {NEWEST_FIRST}"
)
ONE = f"SELECT {COLUMNS} FROM work_task WHERE {OWN} AND id = $2"
INSERT = f"""
    INSERT INTO work_task (
        id, created_at, updated_at, version, title, description, status, priority, assignee,
        due_at, asset_id, created_by
    )
    VALUES ($2, now(), now(), 1, $3, $4, $5, $6, $7, $8, $9, $1)
    RETURNING {COLUMNS}
"""


def update(names: list[str]) -> str:
    """The statement that changes these columns."""
    changes = "".join(f", {name} = ${number}" for number, name in enumerate(names, start=3))
    return f"""
        UPDATE work_task SET version = version + 1, updated_at = now(){changes}
        WHERE {OWN} AND id = $2 RETURNING {COLUMNS}
    """
