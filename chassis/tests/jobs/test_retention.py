"""Retention: jobs that are over for long are forgotten, with their files."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from chassis import jobs
from chassis.idempotency.models import KeyedAnswer
from chassis.jobs.models import OVER, Job, Slot, Status
from chassis.tests.jobs.conftest import ANA, done, planted

OLD = timezone.now() - timedelta(days=91)


def forgotten():
    return done(jobs.enqueue("jobs.forget_old", by=ANA)).result


@pytest.mark.parametrize("status", OVER)
def test_a_job_that_is_over_for_long_is_forgotten_with_its_files(db, settings, status):
    job = planted(status=status, finished_at=OLD, fence=2)
    job.result_file.save("report.csv", ContentFile(b"a,b"))
    job.result_file.storage.save(f"jobs/{job.id}/1/report.csv", ContentFile(b"of a killed try"))

    assert forgotten() == {"jobs": 1, "slots": 0}

    assert not Job.objects.filter(id=job.id).exists()
    assert list((settings.MEDIA_ROOT / "jobs").iterdir()) == []


def test_a_job_without_files_is_forgotten_as_well(db):
    planted(status=Status.DEAD, finished_at=OLD)

    assert forgotten() == {"jobs": 1, "slots": 0}


def test_young_jobs_and_those_that_are_not_over_stay(db):
    planted(status=Status.SUCCEEDED, finished_at=timezone.now())
    planted(status=Status.RUNNING, created_at=OLD, lease_until=timezone.now() + timedelta(hours=1))

    assert forgotten() == {"jobs": 0, "slots": 0}


def test_of_old_slots_the_newest_of_each_schedule_stays(db):
    for name, days in (("a", 1), ("a", 2), ("b", 3)):
        Slot.objects.create(schedule=name, slot=OLD - timedelta(days=days))

    assert forgotten() == {"jobs": 0, "slots": 1}

    kept = Slot.objects.order_by("schedule").values_list("schedule", "slot")
    assert list(kept) == [("a", OLD - timedelta(days=1)), ("b", OLD - timedelta(days=3))]


def test_answers_to_keyed_requests_are_forgotten_after_a_day(db, ana):
    ana.post("/chassis/api/v1/notes/", {"title": "Tea"}, headers={"Idempotency-Key": "tea"})
    KeyedAnswer.objects.update(created_at=OLD)

    assert done(jobs.enqueue("idempotency.forget_old_keys", by=ANA)).result == {"keys": 1}
