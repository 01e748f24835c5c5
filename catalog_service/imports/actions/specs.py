"""Check what rows say of the specs of products by the schemas of their categories.

A cell of a table is a text; the schema says what it is. Only rows that say something of specs or of
a category are looked at, as a change of a product is.
"""

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection

from catalog_service.gear.models import Category, broken_by, is_small_object
from catalog_service.imports.actions.dates import Notes
from catalog_service.imports.actions.forms import LONGEST_VALUE
from catalog_service.imports.actions.kinds import CUSTOM
from catalog_service.imports.actions.staging import copy_issues, copy_line, scalar
from catalog_service.imports.models import Import, Kind

AT_ONCE = 1_000
FIXED = ("part_number", "u_height", "weight", "weight_unit")
_TRUTHS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}

Schemas = Sequence[Mapping[str, Any]]
Issue = tuple[int, str, str, str, str | None]


class Said(NamedTuple):
    """What a row says of specs, and what there was before."""

    line: int
    specs: str | None
    custom: str | None
    fixed: dict[str, Any]
    before: dict[str, Any]
    category: UUID | None


def check_specs(row: Import, notes: Notes) -> None:
    """Write down what of the specs is not as it should be, and what the others are."""
    if row.kind != Kind.PRODUCTS:
        return
    schemas = _schemas()
    has_own = scalar("SELECT EXISTS (SELECT FROM staged WHERE coalesce(specs, custom) IS NOT NULL)")
    if not (schemas or has_own):
        return
    headers = {c["field"]: c["column"] for c in row.found["columns"] if c["field"]}
    words = {"schemas": list(schemas), "decimal": notes.decimal}
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE told_specs (line integer PRIMARY KEY, specs text)")
    for page in _pages(words):
        issues, told = [], []
        for said in page:
            found = Found(said, schemas.get(said.category, ()), notes.decimal, headers)
            issues += found.issues
            if found.own:
                told.append(copy_line([str(said.line), json.dumps(found.own)]))
        copy_issues(issues)
        with connection.cursor() as cursor:
            cursor.copy_expert("COPY told_specs FROM STDIN", io.StringIO("".join(told)))
    with connection.cursor() as cursor:
        cursor.execute(_KEEP)


class Found:
    """What a row's specs are, and what is wrong with them."""

    def __init__(
        self, said: Said, schemas: Schemas, decimal: str, headers: Mapping[str, str]
    ) -> None:
        self.said, self.headers = said, headers
        self.issues: list[Issue] = []
        fields = {name: each for one in schemas for name, each in one.get("properties", {}).items()}
        texts = json.loads(said.custom) if said.custom else {}
        read = {name: _read(text, fields.get(name, {}), decimal) for name, text in texts.items()}
        self.own = {**self._object(), **read}
        specs = {**said.before, **self.own, **said.fixed}
        try:
            is_small_object(specs)
        except ValidationError as error:
            self._issue("specs", "invalid", error.messages[0], said.specs or said.custom)
            return
        for broken in broken_by(specs, schemas):
            value = texts.get(broken.field, specs.get(broken.field))
            self._issue(broken.field, "specs_broken", broken.detail, value)

    def _object(self) -> dict[str, Any]:
        """Return the object that a cell or a line holds."""
        try:
            read = json.loads(self.said.specs or "{}")
        except (ValueError, RecursionError):
            read = None
        if isinstance(read, dict):
            return read
        self._issue("specs", "not_an_object", "This is no JSON object.", self.said.specs)
        return {}

    def _issue(self, field: str, code: str, detail: str, value: Any) -> None:
        column = self.headers.get(f"{CUSTOM}{field}") or self.headers.get(field)
        where = column or (field if field in ("specs", *FIXED) else f"specs.{field}")
        text = None if value is None else str(value)[:LONGEST_VALUE]
        self.issues.append((self.said.line, where, code, detail, text))


def _schemas() -> dict[UUID | None, Schemas]:
    """Return the schemas that count for the products of each category that has any."""
    known = {row.pk: row for row in Category.objects.only("pk", "ancestors", "schema")}
    chains = {
        pk: [known[each].schema for each in (*row.ancestors, pk) if each in known]
        for pk, row in known.items()
    }
    return {pk: chain for pk, chain in chains.items() if any(chain)}


def _pages(words: Mapping[str, Any]) -> Iterator[list[Said]]:
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_SAID, {**words, "last": last, "most": AT_ONCE})
            page = [_said(*each) for each in cursor.fetchall()]
        if not page:
            return
        yield page
        last = page[-1].line


def _said(
    line: int, specs: str, custom: str, fixed: str, before: str, category: UUID | None
) -> Said:
    return Said(line, specs, custom, json.loads(fixed), json.loads(before), category)


def _read(text: str, field: Mapping[str, Any], decimal: str) -> Any:
    """Return what a cell means, as far as it is what the schema wants; else its text."""
    kind, plain = field.get("type"), text.replace(decimal, ".") if decimal != "." else text
    if kind == "integer" and re.fullmatch(r"[+-]?\d{1,18}", text):
        return int(text)
    if kind == "number" and re.fullmatch(r"[+-]?\d{1,15}(\.\d{1,15})?", plain):
        return float(plain) if "." in plain else int(plain)
    if kind == "boolean":
        return _TRUTHS.get(text.lower(), text)
    return text


_SAID = """
    SELECT staged.line, staged.specs, staged.custom,
           jsonb_strip_nulls(jsonb_build_object(
               'part_number', part_number, 'u_height', imports_amount(u_height, %(decimal)s),
               'weight', imports_amount(weight, %(decimal)s), 'weight_unit', lower(weight_unit)
           ))::text,
           coalesce(known.specs, '{}')::text, coalesce(category.id, known.category_id)
    FROM staged
    LEFT JOIN gear_manufacturer AS maker ON lower(maker.name) = lower(staged.manufacturer)
    LEFT JOIN LATERAL (  -- for each row by itself: joined, all that its maker makes is read again
        SELECT specs, category_id FROM gear_product
        WHERE manufacturer_id = maker.id AND lower(model) = lower(staged.model) AND model <> ''
        LIMIT 1
    ) AS known ON true
    LEFT JOIN gear_category AS category ON lower(category.name) = lower(staged.category)
    WHERE staged.line > %(last)s AND (
        coalesce(staged.specs, staged.custom) IS NOT NULL
        OR coalesce(part_number, u_height, weight, weight_unit, staged.category) IS NOT NULL
           AND coalesce(category.id, known.category_id) = ANY (%(schemas)s::uuid[])
    )
    ORDER BY staged.line LIMIT %(most)s
"""

_KEEP = """
    UPDATE staged SET specs = told.specs FROM told_specs AS told WHERE told.line = staged.line;
    DROP TABLE told_specs
"""
