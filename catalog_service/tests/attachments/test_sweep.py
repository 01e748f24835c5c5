"""Files that no row knows go; those that may still get their row stay."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from catalog_service.attachments.actions import attach
from catalog_service.attachments.models import Attachment
from catalog_service.gear.actions import delete_asset
from catalog_service.tests.attachments.test_attachments import kept
from chassis import jobs
from chassis.jobs.running import run_next
from chassis.jobs.schedules import schedules
from chassis.tests.files import drawing


@pytest.fixture
def photo(make_asset, by_ben):
    """A photo of an asset."""
    return lambda: attach(by=by_ben, file=drawing.sent(drawing.photo()), asset=make_asset())


def sweep(by, *, minutes):
    """Let the job come so long after the files; return how many it deleted."""
    then = (timezone.now() - timedelta(minutes=minutes)).timestamp()
    for path in Path(settings.MEDIA_ROOT).rglob("*.*"):
        os.utime(path, (then, then))
    job = jobs.enqueue("attachments.sweep", by=by)
    run_next()
    job.refresh_from_db()
    return job.result["files"]


def test_the_files_of_a_row_that_was_rolled_back_go(photo, by_ben):
    with transaction.atomic():
        photo()
        transaction.set_rollback(True)
    assert len(kept()) == 2

    assert sweep(by_ben, minutes=30) == 0
    assert sweep(by_ben, minutes=61) == 2
    assert kept() == []


def test_the_files_of_a_row_stay(photo, by_ben):
    photo()

    assert sweep(by_ben, minutes=10_000) == 0
    assert len(kept()) == 2


def test_the_files_go_with_what_they_hang_on(photo, by_ben):
    row = photo()
    delete_asset(asset=row.asset, by=by_ben)

    assert not Attachment.objects.exists()
    assert sweep(by_ben, minutes=61) == 2


def test_where_the_row_cannot_be_written_nothing_stays(photo, by_ben, monkeypatch):
    def save(row):
        raise KeyboardInterrupt

    monkeypatch.setattr(Attachment, "save", save)

    with pytest.raises(KeyboardInterrupt):
        photo()

    assert kept() == []


def test_where_nothing_was_ever_sent_nothing_is_swept(by_ben, db):
    assert sweep(by_ben, minutes=61) == 0


def test_it_is_done_each_hour():
    assert schedules["attachments.sweep"].every == timedelta(hours=1)
