"""However events come, shuffled, repeated and in any batches, the state is that of their order."""

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chassis.projections import applying
from chassis.tests.project.copies.handlers import OriginalGone, OriginalSeen
from chassis.tests.project.copies.models import Copy
from chassis.tests.projections.conftest import about
from chassis.tests.projections.test_handling import door

CASES = 200
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
CHANGED, LOST = "chassis.original_changed.v1", "chassis.original_lost.v1"

lives = st.lists(
    st.tuples(st.integers(min_value=1, max_value=6), st.booleans()), min_size=1, max_size=4
)


def history(lives):
    """Return all events in their order: some changes of each row, and perhaps its end."""
    return [
        event
        for number, (changes, ends) in enumerate(lives, 1)
        for event in _life(UUID(int=number), changes, ends=ends)
    ]


def _life(id, changes, *, ends):
    for version in range(1, changes + 1):
        words = {"original_id": id, "title": f"v{version}", "rank": version, "due_at": None}
        yield CHANGED, OriginalSeen(**words, version=version)
    if ends:
        yield LOST, OriginalGone(original_id=id, version=changes + 1)


def state_after(batches):
    """Apply batches as the consumer does, each type's events together; return all rows."""
    with transaction.atomic():
        for batch in batches:
            for type_ in {type_ for type_, _ in batch}:
                door(type_).do([(e, _about(e)) for t, e in batch if t == type_])
        rows = list(Copy.objects.order_by("id").values("id", "version", "title", "rank", "gone_at"))
        transaction.set_rollback(True)
    return rows


def state_in_order(lives):
    """Return the rows that the last event of each leaves."""
    return [
        _row(UUID(int=number), changes, ends=ends)
        for number, (changes, ends) in enumerate(lives, 1)
    ]


def _row(id, changes, *, ends):
    version = changes + ends
    at = NOON + timedelta(seconds=version)
    if ends:
        return {"id": id, "version": version, "title": "", "rank": 0, "gone_at": at}
    return {"id": id, "version": version, "title": f"v{version}", "rank": version, "gone_at": None}


def _about(event):
    return about(version=event.version, at=NOON + timedelta(seconds=event.version))


@pytest.mark.django_db
def test_events_in_their_order_end_in_what_the_last_ones_say():
    lives = [(3, True), (1, False), (1, True), (6, False)]

    assert state_after([[event] for event in history(lives)]) == state_in_order(lives)


@pytest.mark.django_db
def test_without_versions_the_last_to_come_would_win(monkeypatch):
    monkeypatch.setattr(applying, "NEWER", "TRUE")
    events = history([(3, True)])

    ordered, reverse = (state_after([[each] for each in e]) for e in (events, events[::-1]))

    assert ordered != reverse


@pytest.mark.django_db
def test_shuffles_and_repeats_end_in_the_state_of_the_order(capsys):
    counts = {"cases": 0, "events": 0, "differences": 0}

    @settings(
        max_examples=CASES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(lives, st.lists(st.integers(min_value=0), max_size=10), st.integers(1, 8), st.randoms())
    def every_case(lives, repeats, size, dice: random.Random):
        events = history(lives)
        mixed = events + [events[number % len(events)] for number in repeats]
        dice.shuffle(mixed)
        batches = [mixed[start : start + size] for start in range(0, len(mixed), size)]

        ordered, shuffled = state_in_order(lives), state_after(batches)

        counts["cases"] += 1
        counts["events"] += len(mixed)
        counts["differences"] += shuffled != ordered
        assert shuffled == ordered

    every_case()

    with capsys.disabled():
        print(f"\nR19: {counts['cases']} cases, {counts['events']} events: ", end="")
        print(f"{counts['differences']} differences from the state in order")
    assert counts["cases"] >= CASES
    assert counts["differences"] == 0
