"""Projections that drifted from their source: every difference is found, and put right."""

import json
import time
import uuid

import pytest

from tests.faults.databases import rows
from tests.faults.naive import Naive, naive
from tests.faults.report import counted

PLACES = {("tasks", "people"): "work_person", ("catalog", "people"): "gear_person"}
REPAIRED_WITHIN_SECONDS = 30

# Says that it repaired.
ONLY_SAYS_SO = Naive(
    file="chassis/projections/reconciling.py",
    old="report.repaired += put_right(model, some) if repair else 0",
    new="report.repaired += len(some) if repair else 0",
    kinds=(),
    services=(),
)

pytestmark = pytest.mark.long

MAKE_UP = """
    INSERT INTO {table} (id, version, applied_at, name, is_active)
    SELECT unnest(%s::uuid[]), 1, now(), 'made up', true
"""

# What can be wrong: rows that are missing, old, different at the same version, or made up.
PLANTS = (
    ("DELETE FROM {table} WHERE id = ANY(%s::uuid[])", 3),
    ("UPDATE {table} SET version = 0, name = 'old' WHERE id = ANY(%s::uuid[])", 2),
    ("UPDATE {table} SET name = 'different' WHERE id = ANY(%s::uuid[])", 2),
    ("UPDATE {table} SET version = version + 9, name = 'ahead' WHERE id = ANY(%s::uuid[])", 1),
    (MAKE_UP, 2),
)
PLANTED = sum(count for _, count in PLANTS)


def test_r21_drift_is_found_and_repaired(system, report):
    make_people(system, PLANTED)
    found = repaired = 0
    slowest = 0.0
    for (service, feed), table in PLACES.items():
        plant(system, service, table)
        began = time.monotonic()
        seen = reconcile(system, service, feed, "--repair")
        slowest = max(slowest, time.monotonic() - began)
        left = reconcile(system, service, feed)
        found += sum(seen["found"].values())
        repaired += PLANTED - sum(left["found"].values())

    planted = PLANTED * len(PLACES)
    report.row(
        "R21",
        tried=f"{PLANTED} rows deleted, changed or made up, in each of {len(PLACES)} services",
        measured=f"{counted(found, planted)} found, {counted(repaired, planted)} repaired; "
        f"{slowest:.1f} s at most",
        target=f"{PLANTED} of {PLANTED}, < {REPAIRED_WITHIN_SECONDS} s",
        holds=found == repaired == planted and slowest < REPAIRED_WITHIN_SECONDS,
    )


def test_the_check_catches_a_repair_that_is_none(naive_system):
    rows(naive_system, "tasks", MAKE_UP.format(table="work_person"), [[str(uuid.uuid4())]])
    with naive(naive_system, ONLY_SAYS_SO):
        assert reconcile(naive_system, "tasks", "people", "--repair")["repaired"]

    assert reconcile(naive_system, "tasks", "people", "--repair")["found"]


def make_people(system, count):
    with system.api("ana") as api:
        for _ in range(count):
            name = f"drift-{uuid.uuid4().hex}"
            assert api.post("/accounts/api/v1/people/", {"username": name}).status_code == 201
    for service, feed in PLACES:  # other tests make up events, and so rows that have no source
        reconcile(system, service, feed, "--repair")
        assert not reconcile(system, service, feed)["found"]


def plant(system, service, table):
    sql = f"SELECT id::text FROM {table} WHERE starts_with(name, 'drift-')"  # noqa: S608
    ids = [row[0] for row in rows(system, service, sql)]
    for statement, count in PLANTS:
        own = [ids.pop() for _ in range(count)]
        if statement is MAKE_UP:
            own = [str(uuid.uuid4()) for _ in own]
        rows(system, service, statement.format(table=table), [own])


def reconcile(system, service, feed, *words):
    said = system.manage(service, "reconcile", feed, "--json", *words, check=False)
    return json.loads(said.stdout[said.stdout.index("[\n") :])[0]  # after what it logs
