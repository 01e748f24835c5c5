"""Rows of a projection only ever go forwards."""

from uuid import UUID

import pytest
from django.db import DataError, connection, transaction

from chassis.projections.applying import apply
from chassis.tests.project.copies.models import Copy
from chassis.tests.projections.conftest import about, known

ONE, TWO = UUID(int=1), UUID(int=2)

pytestmark = pytest.mark.django_db


def copy(id=ONE, version=1, title="", **fields):
    """Return a row, as a handler makes it."""
    return Copy(id=id, version=version, title=title or f"v{version}", **fields)


def test_what_is_new_is_added():
    assert apply([copy(ONE), copy(TWO)]) == 2
    assert known() == {ONE: "v1", TWO: "v1"}


def test_what_is_too_long_is_refused_rather_than_cut():
    with pytest.raises(DataError), transaction.atomic():
        apply([copy(title="x" * 5_000)])

    assert known() == {}


def test_what_is_newer_replaces_what_is_stored():
    apply([copy(version=1, rank=5)])

    assert apply([copy(version=3)]) == 1
    assert (known(), Copy.objects.get().rank) == ({ONE: "v3"}, 0)


@pytest.mark.parametrize("version", [1, 2])
def test_what_is_not_newer_changes_nothing(version):
    apply([copy(version=2)])
    before = Copy.objects.get().applied_at

    assert apply([copy(version=version, title="late")]) == 0
    assert (known(), Copy.objects.get().applied_at) == ({ONE: "v2"}, before)


def test_of_one_row_in_a_batch_the_newest_counts():
    assert apply([copy(version=2), copy(version=3), copy(version=1), copy(version=3)]) == 1
    assert known() == {ONE: "v3"}


def test_a_late_event_does_not_bring_back_what_is_gone():
    apply([copy(version=1)])
    apply([Copy(id=ONE, version=3, gone_at=about().at)])

    apply([copy(version=2)])

    assert known() == {}
    assert Copy.objects.get().title == ""


def test_what_is_gone_before_it_was_known_stays_gone():
    apply([Copy(id=ONE, version=2, gone_at=about().at)])

    apply([copy(version=1)])

    assert known() == {}


def test_many_rows_cost_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert apply(copy(UUID(int=n)) for n in range(500)) == 500


def test_nothing_costs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert apply([]) == 0


def test_the_moment_of_applying_is_the_databases():
    apply([copy()])

    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp() - applied_at FROM copies_copy")
        (age,) = cursor.fetchone()
    assert 0 <= age.total_seconds() < 5
