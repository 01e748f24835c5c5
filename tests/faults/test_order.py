"""Shuffled, repeated and late events end in the same state as each event once and in order."""

import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.faults.databases import rows
from tests.faults.naive import Naive, naive
from tests.faults.streams import add, are_taken, cloud_event
from tests.running import until

CASES = 200
SUBJECTS = 3
MOST_CHANGES = 6

# Whatever comes last wins.
TAKES_ANY = Naive(
    file="chassis/projections/applying.py",
    old='NEWER = "stored.version < excluded.version"\n',
    new='NEWER = "true"\n',
    kinds=("background",),
    services=("tasks",),
)

pytestmark = pytest.mark.long

histories = some.lists(
    some.tuples(some.integers(1, MOST_CHANGES), some.booleans()), min_size=1, max_size=SUBJECTS
)


def events_of(changes, is_deleted):
    """The life of one asset: so many changes, then perhaps its end."""
    subject = str(uuid.uuid4())
    for version in range(1, changes + 1):
        yield cloud_event(
            *("catalog", "asset_changed.v1", subject, version),
            asset_id=subject,
            tag=f"{subject} {version}",
            title=str(version),
            product_id=subject,
        )
    if is_deleted:
        yield cloud_event("catalog", "asset_deleted.v1", subject, changes + 1, asset_id=subject)


def state_in_order(events):
    """What the last event of each subject says: title, or nothing if it is gone."""
    last = {}
    for event in sorted(events, key=lambda event: event["aggregateversion"]):
        last[event["subject"]] = (event["aggregateversion"], event["data"].get("title"))
    return last


def state_in(system, subjects):
    sql = (
        "SELECT id::text, version, CASE WHEN gone_at IS NULL THEN title END "
        "FROM work_asset WHERE id = ANY(%s::uuid[])"
    )
    return {
        row_id: (version, title)
        for row_id, version, title in rows(system, "tasks", sql, [subjects])
    }


def send(system, events):
    """Append them as they are, and wait until tasks have taken them."""
    add(system, "catalog", *events)
    ids = list({event["id"] for event in events})
    until(lambda: are_taken(system, "tasks", ids))


def differences(system, data):
    """Send a history in a bad order; return the rows that are not as they would be in order."""
    events = [event for life in data.draw(histories) for event in events_of(*life)]
    repeats = data.draw(some.lists(some.sampled_from(events), max_size=5))
    sent = data.draw(some.permutations([*events, *repeats]))
    cut = data.draw(some.integers(0, len(sent)))
    for part in (sent[:cut], sent[cut:]):
        send(system, part)
    wanted = state_in_order(events)
    found = state_in(system, list(wanted))
    return {key: (found.get(key), wanted[key]) for key in wanted if found.get(key) != wanted[key]}


def test_r19_any_order_ends_in_the_same_state(system, report):
    wrong, cases = [], 0

    @settings(
        max_examples=CASES, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(some.data())
    def try_one(data):
        nonlocal cases
        cases += 1
        wrong.extend(differences(system, data).values())

    try_one()

    report.row(
        "R19",
        tried=f"{cases} histories of assets (Hypothesis), shuffled, repeated, in two parts",
        measured=f"{len(wrong)} differences in {cases} cases",
        target=f"0 in {CASES} cases",
        holds=not wrong and cases >= CASES,
    )


def test_the_check_catches_a_late_event_that_wins(naive_system):
    first, last = events_of(2, is_deleted=False)
    with naive(naive_system, TAKES_ANY):
        send(naive_system, [last])
        send(naive_system, [first])

    assert state_in(naive_system, [first["subject"]]) != state_in_order([first, last])
