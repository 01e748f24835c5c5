"""Find out how a file writes its dates, numbers and letters, from all of its rows."""

from dataclasses import dataclass

from django.db import connection

from catalog_service.imports.actions.kinds import FIELDS
from catalog_service.imports.models import DateStyle, Kind


@dataclass(frozen=True)
class Notes:
    """How dates and numbers are read, and what the sender should know of that."""

    date_style: str
    decimal: str
    notices: list[dict[str, str]]


def read_notes(kind: str, *, is_table: bool, date_style: str, decimal: str) -> Notes:
    """Return how the staged rows write dates and numbers; what was told wins."""
    notices: list[dict[str, str]] = []
    if not date_style:
        date_style = _date_style([f.name for f in FIELDS[Kind(kind)] if f.is_date], notices)
    if not decimal:
        numbers = [f.name for f in FIELDS[Kind(kind)] if f.is_number]
        decimal = _decimal(numbers, notices if is_table else [])  # JSON has one mark
    return Notes(date_style, decimal, notices + _garbled(kind))


def _date_style(fields: list[str], notices: list[dict[str, str]]) -> str:
    """Return the style that can read the most; say so where two can read as much."""
    if not fields:
        return DateStyle.YMD
    with connection.cursor() as cursor:
        cursor.execute(f"""
            SELECT count(imports_day(said, 'ymd')), count(imports_day(said, 'mdy')),
                   count(imports_day(said, 'dmy')), count(*) FILTER (WHERE said ~ '^\\d+[.]'),
                   min(said) FILTER (WHERE imports_day(said, 'mdy') <> imports_day(said, 'dmy'))
            FROM ({_said(fields)}) AS dates
        """)  # noqa: S608  (our own words)
        ymd, mdy, dmy, dots, doubtful = cursor.fetchone()
    if max(mdy, dmy) == ymd:
        return DateStyle.YMD
    if mdy != dmy:
        return DateStyle.MDY if mdy > dmy else DateStyle.DMY
    style, other = (DateStyle.DMY, DateStyle.MDY) if dots else (DateStyle.MDY, DateStyle.DMY)
    if doubtful:
        notices.append({
            "code": "ambiguous_dates",
            "detail": f"Dates such as {doubtful} can mean two days, and no other date tells which. "
            f"They were read as {style}; if that is wrong, tell date_style={other}.",
        })  # fmt: skip
    return style


def _decimal(fields: list[str], notices: list[dict[str, str]]) -> str:
    """Return which mark stands before the decimals: a comma if more numbers look so.

    Say so where none looks so and a mark is before three digits: it can be either.
    """
    if not fields:
        return "."
    with connection.cursor() as cursor:
        cursor.execute(f"""
            SELECT count(*) FILTER (WHERE bare LIKE '%,_' OR bare LIKE '%,__' OR bare LIKE '%.%,%'),
                   count(*) FILTER (WHERE bare LIKE '%._' OR bare LIKE '%.__' OR bare LIKE '%,%.%'),
                   min(bare) FILTER (WHERE bare ~ '^\\D*[1-9]\\d{{0,2}}[.,]\\d{{3}}$')
            FROM (
                SELECT rtrim(said, ' €$£¥ABCDEFGHIJKLMNOPQRSTUVWXYZ') FROM ({_said(fields)}) AS said
            ) AS numbers (bare)
        """)  # noqa: S608  (our own words)
        commas, dots, doubtful = cursor.fetchone()
    if commas == dots and doubtful:
        notices.append({
            "code": "ambiguous_decimal",
            "detail": f"Numbers such as {doubtful} can be a thousand times as much, and no other "
            "number tells. The mark before the decimals was read as a dot; if that is wrong, tell "
            "decimal=,.",
        })  # fmt: skip
    return "," if commas > dots else "."


def _garbled(kind: str) -> list[dict[str, str]]:
    """Tell of letters that were saved in one encoding and read in another before they came here."""
    texts = [f.name for f in FIELDS[Kind(kind)] if not (f.is_date or f.is_number)]
    letters = ", ".join(f"({name})" for name in texts)
    with connection.cursor() as cursor:
        cursor.execute(f"""
            SELECT line, said FROM staged, LATERAL (VALUES {letters}) AS letters (said)
            WHERE said LIKE '%Ã%' AND said ~ 'Ã[^[:alpha:] ]' ORDER BY line LIMIT 1
        """)  # noqa: S608  (our own words)
        found = cursor.fetchone()
    if not found:
        return []
    detail = (
        f"Some letters look as if they had been saved twice, in two encodings, such as "
        f"{found[1][:100]!r} on line {found[0]}. They stay as they are: mend them in the file."
    )
    return [{"code": "garbled_letters", "detail": detail}]


def _said(fields: list[str]) -> str:
    """Return the query of the different values of some columns."""
    query = "SELECT DISTINCT {0} AS said FROM staged WHERE {0} IS NOT NULL"
    return " UNION ".join(query.format(name) for name in fields)
