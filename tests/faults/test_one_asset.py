"""R5: ten thousand attempts at one asset, over HTTP."""

import random
import uuid
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from tests.faults.databases import rows_as_superuser, value
from tests.faults.history import percentile
from tests.faults.naive import Naive, naive
from tests.faults.report import counted
from tests.faults.wanting import posted

ATTEMPTS, CONNECTIONS, SLOTS = 10_000, 64, 40
P99_MILLISECONDS = 500
RESERVATIONS = "/catalog/api/v1/reservations/"
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
OVERLAPS = """
    SELECT count(*) FROM lending_hold AS one JOIN lending_hold AS other USING (asset_id)
    WHERE one.id < other.id AND one.asset_id = %s
      AND one.starts_at < other.ends_at AND other.starts_at < one.ends_at
"""

LOCKS_NOTHING = Naive(
    file="catalog_service/lending/actions/holds.py",
    old="        selectors.lock_if_free(lines, starts_at, ends_at, own=own)\n",
    new="",
    kinds=("web",),
    services=("catalog",),
)

pytestmark = pytest.mark.long


def test_r5_one_reservation_for_each_free_slot(system, report):
    asset, deadlocks = an_asset(system), value(system, "catalog", DEADLOCKS)

    answers = wanted(system, asset, ATTEMPTS)

    statuses = Counter(answer.status for answer in answers)
    twice = value(system, "catalog", OVERLAPS, [asset])
    deadlocks = value(system, "catalog", DEADLOCKS) - deadlocks
    seconds = [answer.seconds for answer in answers]
    p50, p99 = (percentile(seconds, share) * 1000 for share in (0.5, 0.99))
    others = ATTEMPTS - statuses[201] - statuses[409]
    report.row(
        "R5",
        tried=f"{ATTEMPTS:,} attempts at {SLOTS} hours of an asset, {CONNECTIONS} connections",
        measured=f"{counted(statuses[201], SLOTS)} booked, {twice} twice, {others} neither 201 nor "
        f"409, {deadlocks} deadlocks; p50 {p50:.0f} ms, p99 {p99:.0f} ms",
        target=f"0, 0, 0; < {P99_MILLISECONDS} ms",
        holds=statuses[201] == SLOTS
        and (twice, others, deadlocks) == (0, 0, 0)
        and {answer.body["code"] for answer in answers if answer.status == 409} == {"taken"}
        and p99 < P99_MILLISECONDS,
    )


def test_the_check_catches_promises_without_lock_and_constraint(naive_system):
    asset = an_asset(naive_system)
    without = "ALTER TABLE lending_hold DROP CONSTRAINT no_asset_is_promised_twice"
    rows_as_superuser(naive_system, "catalog", without)

    with naive(naive_system, LOCKS_NOTHING):
        wanted(naive_system, asset, ATTEMPTS // 10, minutes=range(10, 61))

    assert value(naive_system, "catalog", OVERLAPS, [asset]) > 0


def an_asset(system):
    """Make one that nobody has ever wanted; return its id."""
    with system.api("ben") as api:
        product = api.get("/catalog/api/v1/products/?limit=1").json()["results"][0]["id"]
        tag = f"R5-{uuid.uuid4().hex[:8]}"
        made = api.post("/catalog/api/v1/assets/", {"tag": tag, "product": product})
        assert made.status_code == 201, made.text
        return made.json()["id"]


def wanted(system, asset, attempts, minutes=(60,)):
    """Let everybody want an asset for some hour, or minutes of it; return the answers.

    Who wants just the same waits for each other, and so do no harm without a lock of the asset.
    """
    chance = random.Random(5)
    first = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=30)
    hours = [first + timedelta(hours=number) for number in range(SLOTS)]
    bodies = [
        {
            "lines": [{"asset": asset}],
            "starts_at": hour.isoformat(),
            "ends_at": (hour + timedelta(minutes=chance.choice(minutes))).isoformat(),
        }
        for hour in chance.choices(hours, k=attempts)
    ]
    token = system.token("ben")
    return posted(system, RESERVATIONS, token, bodies, connections=CONNECTIONS)
