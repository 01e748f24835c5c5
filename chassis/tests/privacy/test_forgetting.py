"""Forgetting somebody in a service: their words are planted wherever a service keeps texts."""

import json
import os
import zipfile
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection, transaction

from chassis.encryption import seal, unseal
from chassis.events import publish
from chassis.events.models import DeadLetter, OutboxEvent
from chassis.events.parts import Relay
from chassis.events.streams import redis
from chassis.idempotency.models import KeyedAnswer
from chassis.jobs.models import Job
from chassis.logins.models import Login
from chassis.privacy import streams, sweeping
from chassis.privacy.erasing import forget
from chassis.tests.privacy.conftest import CALLED, MAIL, NAME, SUBJECT
from chassis.tests.project.contacts.models import Contact
from chassis.tests.project.notes.events import NoteTold
from chassis.tests.project.notes.models import Line, Note

STREAM = "events:chassis"
TEXT = f"Ask {NAME} <{MAIL}>."
PLANTED = (NAME, MAIL, json.dumps(NAME)[1:-1])


@pytest.fixture(autouse=True)
def _own_redis(settings, worker_id):
    number = int(worker_id.removeprefix("gw")) if worker_id.startswith("gw") else 0
    settings.EVENTS_URL = f"{os.environ['KITROOM_TEST_REDIS_URL']}/{30 + number}"
    redis().flushdb()


def everything():
    """Return all rows of all tables as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        tables = [name for (name,) in cursor.fetchall()]
        rows = {}
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')  # noqa: S608
            rows[table] = "\n".join(row for (row,) in cursor.fetchall())
    return rows


def found_in(texts):
    return sorted(where for where, text in texts.items() if any(word in text for word in PLANTED))


@pytest.mark.django_db
def test_sealed_texts_are_read_some_at_a_time(erasure, settings, monkeypatch):
    settings.ENCRYPTED_TEXTS = [*settings.ENCRYPTED_TEXTS, "idempotency.KeyedAnswer.body"]
    monkeypatch.setattr(sweeping, "AT_ONCE", 1)
    words = {"caller": "x", "route": "/", "fingerprint": "", "status": 200}
    for key, text in (("a", TEXT), ("b", "Nobody."), ("c", TEXT)):
        KeyedAnswer.objects.create(key=key, body=seal(text), **words)

    told = sweeping.sweep(erasure)

    assert told["idempotency_keyedanswer"] == 2
    assert found_in(everything()) == []


@pytest.mark.django_db
def test_words_go_from_every_table_and_the_history_tells_of_no_change(erasure, settings):
    settings.ENCRYPTED_TEXTS = [*settings.ENCRYPTED_TEXTS, "idempotency.KeyedAnswer.body"]
    note = Note.objects.create(title=TEXT)
    note.title = f"{TEXT} Now."
    note.save()
    Line.objects.create(note=note, text=NAME)
    Contact.objects.create(name=NAME, said={NAME: [{"sealed": seal(TEXT)}, TEXT]})
    body = json.dumps({"text": TEXT})
    words = {"caller": "x", "route": "/", "key": NAME, "fingerprint": "", "status": 200}
    KeyedAnswer.objects.create(body=seal(body), **words)
    DeadLetter.objects.create(stream="s", entry_id="1", body=body, error=TEXT)
    Job.objects.create(name="x", owner="x", result={"by": TEXT}, parameters={"row": [TEXT]})
    events, version = Note.pgh_event_model.objects.count(), note.version
    assert len(found_in(everything())) > 6

    told = forget(erasure)

    note.refresh_from_db()
    assert found_in(everything()) == []
    assert (note.title, note.version) == (f"Ask {CALLED} <{CALLED}>. Now.", version)
    assert Note.pgh_event_model.objects.count() == events
    assert (told["notes_note"], told["notes_noteevent"], told["notes_line"]) == (1, 2, 1)
    assert told["jobs_job"] == 1  # rows, whatever stands in how many of their columns
    answer = KeyedAnswer.objects.get()
    assert CALLED in unseal(answer.body)
    assert NAME not in unseal(Contact.objects.get().said[CALLED][0]["sealed"])


@pytest.mark.django_db(transaction=True)
def test_the_stream_tells_it_anew_and_whoever_has_heard_it_drops_the_repeat(erasure):
    relay, ids = Relay(), []
    for text in (TEXT, "Nothing."):
        with transaction.atomic():
            publish(NoteTold(note_id=uuid4(), text=text, version=1))
    relay.turn()
    ids = set(OutboxEvent.objects.values_list("event_id", flat=True))
    assert redis().xlen(STREAM) == 2

    forget(erasure)
    for _ in range(3):  # it sees that Redis forgot, and sends what the outbox has
        relay.turn()

    entries = [json.loads(fields[b"event"]) for _, fields in redis().xrange(STREAM)]
    assert {event["id"] for event in entries} == {str(id) for id in ids}
    assert sorted(event["data"]["text"] for event in entries) == [
        f"Ask {CALLED} <{CALLED}>.",
        "Nothing.",
    ]
    assert forget(erasure) == {}


def test_who_forgets_at_the_same_time_waits_for_redis():
    with ThreadPoolExecutor(4) as pool:
        told = [pool.submit(streams.tell_anew) for _ in range(12)]

    assert [each.result() for each in told] == [None] * 12


@pytest.mark.django_db
def test_files_are_written_anew_or_deleted(erasure, settings):
    jobs = Path(settings.MEDIA_ROOT) / "jobs"
    jobs.mkdir(parents=True)
    for name, data in {
        "rows.csv": f"name\n{NAME}\nBen\n".encode(),
        "rows.latin": "Ben\xe9".encode("latin-1"),
        "sheet.bin": b"\0\1" + MAIL.encode(),
    }.items():
        (jobs / name).write_bytes(data)
    for name, text in {"own.zip": NAME, "other.zip": "Ben"}.items():
        with zipfile.ZipFile(jobs / name, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("rows.json", text)
    job = Job.objects.create(name="x", owner="x", result_file="jobs/own.zip")

    told = forget(erasure)

    job.refresh_from_db()
    assert {path.name for path in jobs.iterdir()} == {"rows.csv", "rows.latin", "other.zip"}
    assert (jobs / "rows.csv").read_text() == f"name\n{CALLED}\nBen\n"
    assert (jobs / "rows.latin").read_bytes() == "Ben\xe9".encode("latin-1")
    assert (told["files_changed"], told["files_deleted"], job.result_file.name) == (1, 2, "")


@pytest.mark.django_db
def test_who_signed_in_is_nobody_and_their_sessions_end(erasure):
    login = Login.objects.create(username="Zdeňka", name="Zdeňka", sub=SUBJECT, scopes=["x"])
    other = Login.objects.create(username="ben", name="Ben")
    for user in (login, other):
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session["_auth_user_id"] = str(user.pk)
        session.save()
    kind = ContentType.objects.get_for_model(Note)
    words = {"user": login, "content_type": kind, "action_flag": CHANGE, "change_message": "Zdeňka"}
    entry = LogEntry.objects.create(object_id=str(SUBJECT), object_repr="Zdeňka", **words)

    told = forget(erasure)

    login.refresh_from_db()
    entry.refresh_from_db()
    assert (login.username, login.name, login.scopes) == (str(SUBJECT), CALLED, [])
    assert (entry.object_repr, entry.change_message, entry.user) == (CALLED, "", login)
    assert (told["sessions"], Session.objects.count()) == (1, 1)
