"""`expire_reservations`, `expire_drafts`, and the jobs that do it."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from catalog_service.lending import actions
from catalog_service.lending.actions import expiring
from catalog_service.lending.models import Hold, Reservation
from catalog_service.tests.lending.conftest import CLEO, hour, spans
from chassis import jobs
from chassis.jobs.running import run_next
from chassis.jobs.schedules import schedules
from chassis.testing.outbox import told


@pytest.mark.parametrize("status", ["requested", "approved"])
def test_what_was_over_before_anybody_came_is_free_again(reserve, asset, status):
    reservation = reserve(asset, start=1, end=2)
    Reservation.objects.update(status=status)
    told()

    assert actions.expire_reservations(at=hour(1.9)) == 0
    assert actions.expire_reservations(at=hour(2)) == 1

    reservation.refresh_from_db()
    assert (reservation.status, reservation.version, spans()) == ("expired", 3, [])
    assert [(version, data["status"]) for _, version, data in told()] == [(3, "expired")]
    assert actions.expire_reservations(at=hour(2)) == 0


def test_what_is_decided_stays(reserve, lend, asset, other, by_ben):
    actions.cancel_reservation(reservation=reserve(asset), by=by_ben)
    words = {"reservation": reserve(other), "by": by_ben, "at": hour(1)}
    actions.collect_reservation(**words)

    assert actions.expire_reservations(at=hour(9)) == 0
    assert spans() == [("LT-2", 1, 2)]


def test_the_job_ends_all_of_them(asset, by_ben, monkeypatch):
    monkeypatch.setattr(expiring, "AT_ONCE", 2)
    begun = now() - timedelta(days=3)
    for number in range(5):
        times = {
            "starts_at": begun + timedelta(hours=number),
            "ends_at": begun + timedelta(hours=number + 1),
        }
        words = {"by": by_ben, "at": begun, "borrower": CLEO, "lines": [asset]}
        actions.request_reservation(**words, **times)

    job = jobs.enqueue("lending.expire_reservations", by=by_ben)
    run_next()

    job.refresh_from_db()
    assert job.result == {"expired": 5}
    assert not Hold.objects.exists()
    assert schedules["lending.expire_reservations"].every == timedelta(minutes=15)


def test_a_draft_that_nobody_touches_expires_and_tells_so(reserve, asset, by_cleo):
    left, kept = reserve(asset, is_draft=True), reserve(asset, is_draft=True)
    told()

    assert actions.expire_drafts(since=left.updated_at - timedelta(days=1)) == 0
    actions.change_reservation(reservation=kept, by=by_cleo, at=hour(0), note="Still wanted.")
    since = left.updated_at
    assert actions.expire_drafts(since=since) == 1

    rows = {row.pk: row.status for row in Reservation.objects.all()}
    assert rows == {left.pk: "expired", kept.pk: "draft"}
    assert ("expired", str(left.pk)) in [(d["status"], d["reservation_id"]) for *_, d in told()]


def test_the_job_ends_all_that_are_old_enough(reserve, asset, by_ben, monkeypatch, settings):
    monkeypatch.setattr(expiring, "AT_ONCE", 2)
    drafts = [reserve(asset, is_draft=True) for _ in range(3)]

    results = []
    for days in (30, 0):
        settings.DRAFTS_KEPT_DAYS = days
        job = jobs.enqueue("lending.expire_drafts", by=by_ben)
        run_next()
        job.refresh_from_db()
        results.append(job.result)

    assert results == [{"expired": 0}, {"expired": len(drafts)}]
    assert schedules["lending.expire_drafts"].every == timedelta(hours=1)
