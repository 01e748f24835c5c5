"""`Idempotency-Key`: one effect and one answer for each key of a caller on a route."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import ProtectedError
from django.utils import timezone

from chassis.idempotency import once
from chassis.idempotency.fingerprint import fingerprint
from chassis.idempotency.forgetting import forget_old
from chassis.idempotency.models import KeyedAnswer
from chassis.postgres.statements import AtCommit
from chassis.tests.conftest import NOTES, WRITE
from chassis.tests.project.notes.models import Note
from chassis.tests.project.notes.views import NoteViewSet

KEY = {"Idempotency-Key": "once-and-only"}
COUNT = f"{NOTES}count/"
RING = f"{NOTES}ring/"


def test_a_repeat_gets_the_first_answer_and_does_nothing(ana):
    first = ana.post(NOTES, {"title": "Tidy", "due_at": "2026-05-01T12:00:00Z"}, headers=KEY)

    again = ana.post(NOTES, {"due_at": "2026-05-01T12:00:00Z", "title": "Tidy"}, headers=KEY)

    assert (again.status_code, again.content) == (201, first.content)
    assert (again["Location"], again["ETag"]) == (first["Location"], first["ETag"])
    assert Note.objects.count() == 1


def test_the_commit_tells_the_answer_and_what_is_stored_is_that(ana, transactional_db, monkeypatch):
    told, tell = [], AtCommit.told
    monkeypatch.setattr(once, "_seals", lambda: False)
    monkeypatch.setattr(AtCommit, "told", lambda it: told.append(tell(it)) or told[-1])

    answers = [ana.post(NOTES, {"title": "Tidy %s"}, headers=KEY) for _ in range(2)]

    assert [answer.json() for answer in answers] == [json.loads(told[0][0])] * 2
    assert [answer["ETag"] for answer in answers] == [told[0][1]] * 2 == ['"1"'] * 2
    assert answers[0]["Location"] == answers[1]["Location"]
    assert answers[0].content == ana.get(answers[0]["Location"]).content


@pytest.mark.parametrize("is_sealed", [True, False])
def test_what_the_commit_refuses_was_never_answered(ana, transactional_db, monkeypatch, is_sealed):
    later = once.later
    monkeypatch.setattr(once, "_seals", lambda: is_sealed)
    monkeypatch.setattr(once, "later", lambda *said: later(*said) or later("SELECT 1 / 0"))

    answer = ana.post(NOTES, {"title": "Tidy"}, headers=KEY)

    assert answer.status_code == 400
    assert not Note.objects.exists()
    assert not KeyedAnswer.objects.exists()


def test_an_accepted_job_is_not_enqueued_twice(ana):
    first, again = (ana.post(COUNT, {}, headers=KEY) for _ in range(2))

    assert first.status_code == again.status_code == 202
    assert first.json()["id"] == again.json()["id"]


def test_another_body_under_the_same_key_is_refused(ana, refused):
    ana.post(NOTES, {"title": "Tidy"}, headers=KEY)

    answer = ana.post(NOTES, {"title": "Paint"}, headers=KEY)

    refused(answer, 422, "idempotency_key_reused")
    assert Note.objects.count() == 1


def test_another_query_under_the_same_key_is_refused(ana, refused):
    ana.post(COUNT, {}, headers=KEY)

    refused(ana.post(f"{COUNT}?format=json", {}, headers=KEY), 422, "idempotency_key_reused")


def test_the_key_of_one_caller_is_nothing_to_another(ana, as_caller):
    ben = as_caller(id="018f5f5e-0000-7000-8000-00000000000b", scopes=WRITE)
    ana.post(NOTES, {"title": "Tidy"}, headers=KEY)

    answer = ben.post(NOTES, {"title": "Paint"}, headers=KEY)

    assert answer.json()["title"] == "Paint"


def test_the_key_of_one_route_is_nothing_to_another(ana):
    ana.post(NOTES, {"title": "Tidy"}, headers=KEY)

    assert ana.post(COUNT, {}, headers=KEY).status_code == 202


@pytest.mark.parametrize("body", [{}, {"title": "Taken"}])
def test_a_refused_request_stores_nothing_and_may_be_tried_again(ana, body):
    taken = ana.post(NOTES, {"title": "Taken"})
    assert ana.post(NOTES, body, headers=KEY).status_code in {400, 409}

    ana.delete(taken["Location"])

    assert not KeyedAnswer.objects.exists()
    assert ana.post(NOTES, {"title": "Taken"}, headers=KEY).status_code == 201


def test_the_effect_and_the_answer_are_stored_together_or_not_at_all(ana, monkeypatch):
    def broken(*args):
        raise RuntimeError("the answer cannot be stored")

    monkeypatch.setattr(once, "_store", broken)
    ana.raise_request_exception = False

    assert ana.post(NOTES, {"title": "Tidy"}, headers=KEY).status_code == 500

    assert not Note.objects.exists()


def test_strangers_may_use_keys_too(anonymous):
    first, again = (anonymous.post(RING, {"please": True}, headers=KEY) for _ in range(2))

    assert first.status_code == 202
    assert again.json() == first.json()


def test_an_answer_that_refuses_is_not_stored(anonymous):
    first, again = (anonymous.post(RING, {}, headers=KEY) for _ in range(2))

    assert first.status_code == again.status_code == 400
    assert again.json() != first.json()


@pytest.mark.parametrize("key", ["k" * 256, "tab\tbed", "\x7f"])
def test_a_key_is_at_most_255_printable_characters(ana, refused, key):
    body = refused(
        ana.post(NOTES, {"title": "Tidy"}, headers={"Idempotency-Key": key}), 400, "invalid"
    )

    assert body["errors"][0]["attr"] == "Idempotency-Key"


def test_an_answer_is_kept_for_a_day(ana):
    ana.post(NOTES, {"title": "Tidy"}, headers=KEY)
    now = timezone.now()

    assert forget_old(now + timedelta(hours=23)) == 0
    assert forget_old(now + timedelta(hours=25)) == 1


def test_uploads_count_by_their_content():
    def upload(content):
        return [{"file": SimpleUploadedFile("gear.jsonl", content), "kinds": ["a", 1, None]}]

    assert fingerprint(upload(b"one")) == fingerprint(upload(b"one"))
    assert fingerprint(upload(b"one")) != fingerprint(upload(b"two"))


def test_an_upload_can_be_read_after_it_was_counted():
    file = SimpleUploadedFile("gear.jsonl", b"one")

    fingerprint([{"file": file}])

    assert file.read() == b"one"


def test_the_same_form_has_the_same_mark_whatever_its_boundary(ana):
    first = ana.post(NOTES, {"title": "Tidy"}, format="multipart", headers=KEY)
    again = ana.post(
        NOTES, "title=Tidy", content_type="application/x-www-form-urlencoded", headers=KEY
    )

    assert first.status_code == 201, first.content
    assert again.json() == first.json()


def test_a_secret_is_shown_once_and_never_stored(ana, refused):
    first = ana.post(f"{NOTES}seal/", {}, headers=KEY)

    again = ana.post(f"{NOTES}seal/", {}, headers=KEY)

    assert first.json()["secret"] == "planted-secret"
    assert refused(again, 409, "secret_was_shown")["id"] == str(first.json()["id"])
    for stored in KeyedAnswer.objects.values():
        assert "planted-secret" not in str(stored)
    refused(ana.post(f"{NOTES}seal/", {"x": 1}, headers=KEY), 422, "idempotency_key_reused")


def test_a_stored_answer_says_where_it_came_from():
    assert str(KeyedAnswer(route=NOTES, key="k")) == f"{NOTES} k"


def test_a_refusal_of_django_is_none_of_the_key(ana, monkeypatch):
    def refuse(**_):
        raise ProtectedError("Something points to it.", set())

    monkeypatch.setattr(NoteViewSet, "create_verb", staticmethod(refuse))

    assert ana.post(NOTES, {"title": "Tidy"}, headers=KEY).status_code == 409
