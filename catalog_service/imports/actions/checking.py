"""Check the staged rows, all of them in a few statements; what is wrong goes to `issues`."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from catalog_service.gear.models import Condition
from catalog_service.imports.actions import states
from catalog_service.imports.actions.dates import Notes
from catalog_service.imports.actions.kinds import FIELDS
from catalog_service.imports.actions.product_lines import WEIGHT_UNITS
from catalog_service.imports.models import DateStyle, Format, Import, Kind

MONTHS = r"^\d{1,4}( *(months?|mo\.?))?$"
_STYLES = {
    DateStyle.YMD: "2023-01-31",
    DateStyle.MDY: "1/31/2023 (month first) or 2023-01-31",
    DateStyle.DMY: "31.1.2023 (day first) or 2023-01-31",
}


@dataclass(frozen=True)
class Check:
    """Rows for which a condition holds are refused."""

    field: str
    condition: str
    code: str
    detail: str


def check(row: Import, notes: Notes) -> None:
    """Write down everything that is wrong with the staged rows."""
    words: dict[str, Any] = {
        "style": notes.date_style,
        "decimal": notes.decimal,
        "conditions": list(Condition.values),
        "months": MONTHS,
        "units": list(WEIGHT_UNITS),
    }
    if row.kind == Kind.ASSETS:
        states.find()
    columns = [c for c in row.found["columns"] if c["field"]]
    headers = {c["field"]: c["column"] for c in columns}
    checks = list(_checks(row, notes))
    with connection.cursor() as cursor:
        for each in _failing(checks, words):
            cursor.execute(
                (_INSERT + _UNSAID * (each.code == "required")).format(each.field, each.condition),
                {
                    **words,
                    "column": headers.get(each.field, each.field),
                    "columns": [c["column"] for c in columns if c["field"] == each.field],
                    "code": each.code,
                    "detail": each.detail,
                },
            )
        cursor.execute("CREATE INDEX ON issues (line)")
        if row.kind == Kind.ASSETS:
            cursor.execute(_TWICE, {"column": headers.get("tag", "tag")})


def _failing(checks: list[Check], words: dict[str, Any]) -> list[Check]:
    """Return the checks that fail somewhere: one look at the rows answers for all of them."""
    if not checks:
        return []
    questions = ", ".join(f"bool_or({each.condition})" for each in checks)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {questions} FROM staged", words)  # noqa: S608  (our own words)
        return [each for each, fails in zip(checks, cursor.fetchone(), strict=True) if fails]


_INSERT = """
    INSERT INTO issues (line, "column", code, detail, value)
    SELECT line, %(column)s, %(code)s, %(detail)s, left({0}, 200) FROM staged WHERE ({1})
"""
# A cell that could not be read is empty here, and was told of under its own key. In JSON lines a
# field may have several.
_UNSAID = """
    AND NOT EXISTS (
        SELECT FROM issues WHERE issues.line = staged.line AND "column" = ANY (%(columns)s)
    )
"""


def _checks(row: Import, notes: Notes) -> Iterator[Check]:
    # Lines of products in JSON were checked as they were read: a number there is a number.
    if row.kind != Kind.PRODUCTS or row.found["format"] == Format.CSV:
        for field in FIELDS[Kind(row.kind)]:
            yield Check(
                field.name, f"length({field.name}) > {field.longest}", "too_long",
                f"This is longer than {field.longest} letters.",
            )  # fmt: skip
        if row.kind == Kind.LOCATIONS:
            yield Check("name", "name IS NULL", "required", "This is needed.")
        else:
            yield from _assets(notes) if row.kind == Kind.ASSETS else _products()


def _products() -> Iterator[Check]:
    for name in ("manufacturer", "model"):
        yield Check(name, f"{name} IS NULL", "required", "This is needed.")
    for name in ("u_height", "weight"):
        yield Check(
            name, f"NOT coalesce(imports_amount({name}, %(decimal)s) BETWEEN 0 AND 1000000, "
            f"{name} IS NULL)", "not_a_number", "This is no number from 0 to 1000000.",
        )  # fmt: skip
    yield Check(
        "lifetime_months", "lower(lifetime_months) !~ %(months)s "
        "OR lifetime_months ~ '^0+(\\D|$)'", "not_a_number",
        "This is no number of months from 1 to 9999.",
    )  # fmt: skip
    yield Check(
        "weight_unit", "lower(weight_unit) <> ALL (%(units)s)", "invalid_choice",
        f"Choose from: {', '.join(WEIGHT_UNITS)}.",
    )  # fmt: skip


def _assets(notes: Notes) -> Iterator[Check]:
    yield Check("tag", "tag IS NULL", "required", "This is needed.")
    for name, other in (("manufacturer", "model"), ("model", "manufacturer")):
        yield Check(
            name, f"{name} IS NULL AND ({other} IS NOT NULL OR NOT EXISTS ("
            "SELECT FROM gear_asset AS known WHERE lower(known.tag) = lower(staged.tag)))",
            "required", "A new asset needs the manufacturer and the model of its product.",
        )  # fmt: skip
    for field, wrong, code, detail in states.WRONG:
        yield Check(field, states.is_wrong(wrong), code, detail)
    yield Check(
        "condition", "lower(condition) <> ALL (%(conditions)s)", "invalid_choice",
        f"Choose from: {', '.join(Condition.values)}.",
    )  # fmt: skip
    for field in (field.name for field in FIELDS[Kind.ASSETS] if field.is_date):
        yield Check(
            field, f"{field} IS NOT NULL AND imports_day({field}, %(style)s) IS NULL",
            "not_a_date",
            f"There is no such day. Write dates as {_STYLES[DateStyle(notes.date_style)]}.",
        )  # fmt: skip
    yield Check(
        "purchase_cost", "NOT coalesce(imports_amount(purchase_cost, %(decimal)s) "
        "BETWEEN 0 AND 9999999999, purchase_cost IS NULL)", "not_a_number",
        "This is no amount of money from 0 to 9999999999. "
        f"The mark before the decimals is {notes.decimal!r} here.",
    )  # fmt: skip
    yield Check(
        "warranty_months", "lower(warranty_months) !~ %(months)s", "not_a_number",
        "This is no number of months from 0 to 9999.",
    )  # fmt: skip


# Two things cannot share a tag, and nobody but the sender knows which of the rows is right.
_TWICE = """
    INSERT INTO issues (line, "column", code, detail, value)
    SELECT line, %(column)s, 'twice', 'Line ' || other || ' has this tag too.', left(tag, 200)
    FROM (
        SELECT line, tag, coalesce(
            lead(line) OVER same_tag, lag(line) OVER same_tag
        ) AS other
        FROM staged
        WHERE tag IS NOT NULL
        WINDOW same_tag AS (PARTITION BY lower(tag) ORDER BY line)
    ) AS tags
    WHERE other IS NOT NULL
"""
