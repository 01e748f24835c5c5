"""Retention: an import is kept as long as its job; then it goes, and its file with it."""

import os
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import connection, transaction
from django.utils import timezone

from catalog_service.imports.models import Import
from catalog_service.tests.imports.conftest import IMPORTS, line
from chassis import jobs
from chassis.jobs.models import OVER, Job, Status
from chassis.jobs.running import run_next
from chassis.jobs.schedules import schedules

NOW = timezone.now()
LATER = NOW + timedelta(days=91)


def files():
    """Return the names of the files that are kept."""
    folder = settings.MEDIA_ROOT / "imports"
    return sorted(file.name for file in folder.iterdir()) if folder.exists() else []


def age(*, days=0, minutes=0):
    """Let the files be older."""
    then = (NOW - timedelta(days=days, minutes=minutes)).timestamp()
    for name in files():
        os.utime(settings.MEDIA_ROOT / "imports" / name, (then, then))


def over_for(row, days, status=Status.SUCCEEDED):
    """Let an import's job be over since some days."""
    Job.objects.filter(id=row.job_id).update(
        status=status, finished_at=NOW - timedelta(days=days), run_after=LATER
    )
    age(days=days)


def forget(by_ben):
    """Let the night come: both jobs, in their order; return what the second came to."""
    jobs.enqueue("jobs.forget_old", by=by_ben)
    run_next()
    job = jobs.enqueue("imports.forget_old", by=by_ben)
    run_next()
    job.refresh_from_db()
    return job.result


@pytest.mark.parametrize("status", OVER)
def test_what_is_over_for_90_days_goes_with_its_file(start, by_ben, status):
    over_for(start(line()), 91, status)

    assert forget(by_ben) == {"imports": 1, "files": 1}
    assert not Import.objects.exists()
    assert files() == []


def test_what_is_over_for_89_days_stays_with_its_file(start, by_ben):
    row = start(line())
    over_for(row, 89)

    assert forget(by_ben) == {"imports": 0, "files": 0}
    assert files() == [f"{row.id}.jsonl"]


@pytest.mark.parametrize("status", [Status.QUEUED, Status.RUNNING])
def test_what_waits_or_runs_stays_however_old_it_is(start, by_ben, status):
    row = start(line())
    Import.objects.update(created_at=NOW - timedelta(days=400))
    Job.objects.update(
        status=status, created_at=NOW - timedelta(days=400), run_after=LATER, lease_until=LATER
    )
    age(days=400)

    assert forget(by_ben) == {"imports": 0, "files": 0}
    assert files() == [f"{row.id}.jsonl"]


def test_the_report_goes_with_the_import(ben, by_ben, start):
    row = start(line(model=""))
    run_next()
    report = ben.get(f"{IMPORTS}{row.id}/").json()["report_url"]
    assert ben.get(report).status_code == 200
    over_for(row, 91)

    forget(by_ben)

    assert ben.get(report).status_code == 404
    assert ben.get(f"{IMPORTS}{row.id}/").status_code == 404


def test_the_file_of_an_upload_that_was_rolled_back_goes(start, by_ben):
    with transaction.atomic():
        start(line())
        transaction.set_rollback(True)
    age(minutes=61)

    assert forget(by_ben) == {"imports": 0, "files": 1}


def test_the_file_of_an_upload_that_is_not_committed_yet_stays(start, by_ben):
    with transaction.atomic():
        start(line())
        transaction.set_rollback(True)
    age(minutes=30)

    assert forget(by_ben) == {"imports": 0, "files": 0}
    assert len(files()) == 1


@pytest.mark.django_db(transaction=True)
def test_a_file_is_deleted_once_its_row_is_gone_for_good(start, by_ben, monkeypatch):
    """Else a transaction that fails leaves an import whose file is gone."""
    over_for(start(line()), 91)
    seen = []

    def delete(storage, name):
        if name.startswith("imports/"):
            seen.append((Import.objects.count(), connection.in_atomic_block))

    monkeypatch.setattr(FileSystemStorage, "delete", delete)

    forget(by_ben)

    assert seen == [(0, False)]


def test_where_nothing_was_ever_sent_nothing_is_forgotten(db, by_ben):
    assert forget(by_ben) == {"imports": 0, "files": 0}


def test_it_is_done_each_night_after_jobs_were_forgotten():
    mine, earlier = schedules["imports.forget_old"], schedules["jobs.forget_old"]

    assert mine.every == earlier.every == timedelta(days=1)
    assert mine.offset > earlier.offset
