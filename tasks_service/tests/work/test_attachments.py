"""`/attachments/`: files of tasks."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.timezone import now

from chassis import jobs
from chassis.ids import uuid7
from chassis.jobs.running import run_next
from chassis.logins.subjects import DEMO_SUBS
from chassis.tests.files import drawing
from tasks_service.tests.conftest import API, TASKS
from tasks_service.work.models import Attachment

ATTACHMENTS = f"{API}attachments/"


@pytest.fixture
def own(make_task):
    """A task of Cleo's."""
    return str(make_task(created_by=DEMO_SUBS["cleo"]).id)


@pytest.fixture
def send():
    """Send a photo."""

    def send(who, task, **words):
        file = ContentFile(drawing.photo(), "lens.jpg")
        body = {"task": task, "file": file, **words}
        return who.post(ATTACHMENTS, body, format="multipart")

    return send


def test_who_sees_a_task_sends_a_photo_and_looks_at_it(own, send, cleo, ben):
    made = send(cleo, own).json()

    rows = ben.get(ATTACHMENTS, {"task": own}).json()["results"]

    assert [row["id"] for row in rows] == [made["id"]]
    assert made["created_by"] == DEMO_SUBS["cleo"]
    assert ben.get(made["file_url"])["Content-Type"] == "image/jpeg"
    assert ben.get(made["thumbnail_url"])["Content-Type"] == "image/webp"


def test_who_does_not_see_a_task_sees_no_file_and_sends_none(make_task, send, cleo, ben, refused):
    others = str(make_task().id)
    made = send(ben, others).json()

    assert cleo.get(ATTACHMENTS).json()["results"] == []
    for url in ("", "file/", "thumbnail/"):
        refused(cleo.get(f"{ATTACHMENTS}{made['id']}/{url}"), 404, "not_found")
    for task in (others, str(uuid7())):
        refused(send(cleo, task), 400, "task_unknown")


def test_who_sent_it_deletes_it_and_the_desk(own, send, cleo, ben, refused):
    first, second, third = (send(who, own).json() for who in (cleo, cleo, ben))

    assert cleo.delete(f"{ATTACHMENTS}{first['id']}/").status_code == 204
    assert ben.delete(f"{ATTACHMENTS}{second['id']}/").status_code == 204
    refused(cleo.delete(f"{ATTACHMENTS}{third['id']}/"), 403, "only_its_sender_deletes")


@pytest.mark.parametrize("content", [b"<svg/>", drawing.huge_png(), b"PK\x03\x04" + bytes(9)])
def test_what_is_not_taken_leaves_nothing(own, send, cleo, content):
    answer = send(cleo, own, file=ContentFile(content, "x.png"))

    assert answer.status_code == 400
    assert not Attachment.objects.exists()
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.*"))


def test_the_files_go_with_their_task(own, send, ben, by_ben):
    send(ben, own)
    ben.delete(f"{TASKS}{own}/")
    assert not Attachment.objects.exists()
    then = (now() - timedelta(hours=2)).timestamp()
    for path in Path(settings.MEDIA_ROOT).rglob("*.*"):
        os.utime(path, (then, then))

    job = jobs.enqueue("work.sweep_attachments", by=by_ben)
    run_next()

    job.refresh_from_db()
    assert job.result == {"files": 2}


def test_the_admin_shows_adds_and_deletes_them(own, send, ben, staff, admin_user):
    admin_user.roles = ["admin"]
    admin_user.save()
    made = send(ben, own).json()

    page = staff.get(f"/tasks/admin/work/task/{own}/change/").content.decode()
    assert made["thumbnail_url"] in page
    admin = "/tasks/admin/work/attachment/"
    words = {"file": ContentFile(b"Hello", "x.txt"), "task": own}
    assert staff.post(f"{admin}add/", words).status_code == 302
    assert made["thumbnail_url"] in staff.get(admin).content.decode()
    staff.post(f"{admin}{made['id']}/delete/", {"post": "yes"})
    assert [row.name for row in Attachment.objects.all()] == ["x.txt"]
