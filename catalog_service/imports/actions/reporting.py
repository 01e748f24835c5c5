"""Tell what came of a file: a CSV of every issue, and a summary."""

from typing import Any

from django.db import connection

from catalog_service.imports.actions.staging import scalar
from catalog_service.imports.models import Import
from chassis.jobs import Progress
from chassis.tables.writing import harmless_in_sql

MOST_ERRORS = 100
COUNTS = ("created", "updated", "unchanged", "failed", "lent")

_REPORT = f"""
    COPY (
        SELECT line, {harmless_in_sql('"column"')} AS "column", code,
               {harmless_in_sql("detail")} AS detail, {harmless_in_sql("value")} AS value
        FROM issues ORDER BY line, number
    ) TO STDOUT WITH (FORMAT csv, HEADER)
"""  # noqa: S608  (our own words)


def write_report(progress: Progress) -> None:
    """Write every issue into the job's result file."""
    with progress.file("report.csv") as file, connection.cursor() as cursor:
        cursor.copy_expert(_REPORT, file)


def summary(row: Import) -> dict[str, Any]:
    """Return what the job shows: counts, and the first of the errors."""
    row.refresh_from_db()
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT line, "column", code, detail, value FROM issues ORDER BY line, number LIMIT %s',
            [MOST_ERRORS],
        )
        errors = [
            dict(zip(("line", "attr", "code", "detail", "value"), issue, strict=True))
            for issue in cursor.fetchall()
        ]
    return {
        "dry_run": row.dry_run,
        **{name: getattr(row, name) for name in COUNTS},
        "errors": errors,
        "errors_left_out": scalar("SELECT count(*) FROM issues") - len(errors),
        "notices": row.found.get("notices", []),
    }
