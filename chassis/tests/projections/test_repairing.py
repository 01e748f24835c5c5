"""A repair and a consumer that write the same rows at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import transaction

from chassis.projections.applying import apply
from chassis.projections.comparing import Difference, Kind
from chassis.projections.repairing import put_right
from chassis.testing.threads import at_once, somebody_waits_for_a_lock
from chassis.tests.project.copies.models import Copy

pytestmark = pytest.mark.django_db(transaction=True)


def copy(number, version, **fields):
    return Copy(id=UUID(int=number), version=version, **fields)


def differing(kind, number):
    """Return a difference of a row that is stored as version 1."""
    there = None if kind is Kind.EXTRA else copy(number, 1 if kind is Kind.DIFFERENT else 2)
    return Difference(kind, UUID(int=number), copy(number, 1), there)


@pytest.mark.parametrize(
    "kinds",
    [
        (Kind.STALE, Kind.STALE),
        (Kind.DIFFERENT, Kind.DIFFERENT),
        (Kind.EXTRA, Kind.EXTRA),
        (Kind.EXTRA, Kind.STALE),
        (Kind.STALE, Kind.DIFFERENT),
    ],
    ids=lambda kinds: " then ".join(kinds),
)
def test_they_never_wait_for_each_other(kinds, wait_for):
    """A consumer writes rows in the order of their events: here the second before the first."""
    apply([copy(1, 1), copy(2, 1)])
    differences = [differing(kind, number) for number, kind in enumerate(kinds, 1)]

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            apply([copy(2, 9, title="by an event")])
            repair = pool.submit(at_once, lambda: put_right(Copy, differences))
            wait_for(somebody_waits_for_a_lock)
            apply([copy(1, 9, gone_at=datetime.now(UTC))])

        assert repair.result(10) == [0]
    rows = Copy.objects.order_by("id").values_list("version", "title")
    assert list(rows) == [(9, ""), (9, "by an event")]
