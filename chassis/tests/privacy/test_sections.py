"""What is known of somebody: said of every model, and read in pages by services alone."""

from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.core.checks import run_checks
from django.db.models import CharField, UUIDField

from chassis.jobs.models import Job
from chassis.privacy import feeds, registry
from chassis.tests.privacy.conftest import SUBJECT
from chassis.tests.project.notes.models import Heard, Note

SECTIONS = "/chassis/internal/privacy/sections/"


@pytest.fixture
def service(as_caller):
    """Another service."""
    return as_caller(id="shelf", client_id="shelf", roles=(), scopes=["chassis:internal"])


@pytest.fixture
def heard(db):
    """Three rows about somebody, one about another."""
    words = {"version": 1, "text": "They came."}
    return [
        Heard.objects.create(event_id=uuid4(), subject=subject, **words)
        for subject in [str(SUBJECT)] * 3 + ["another"]
    ][:3]


def test_a_row_that_may_be_about_somebody_and_of_which_nothing_is_said_is_refused(monkeypatch):
    monkeypatch.delitem(registry._exempt, (Heard, "event_id"))
    monkeypatch.delitem(registry._sections, "heard")

    found = [each.msg for each in run_checks(tags=["privacy"])]

    assert [text.partition(" ")[0] for text in found] == [
        "notes.Heard.event_id",
        "notes.Heard.subject",
    ]


@pytest.mark.parametrize("name", ["done_by", "owner", "person"])
def test_words_for_who_did_it_and_ids_without_a_table_may_say_whom_it_is_about(
    name, django_user_model
):
    link = LogEntry._meta.get_field("user")

    for field in (CharField(name=name), UUIDField(name="anything"), link):
        assert registry._may_name(field, django_user_model)
    assert not registry._may_name(CharField(name="title"), django_user_model)


def test_services_read_what_is_known_in_pages(service, heard, monkeypatch):
    monkeypatch.setattr(feeds, "AT_ONCE", 2)
    asked = {"subject": str(SUBJECT)}

    first = service.get(f"{SECTIONS}heard/", asked).json()
    rest = service.get(f"{SECTIONS}heard/", {**asked, "cursor": first["next"]}).json()

    assert {"name": "heard", "says": "What was heard of them."} in service.get(SECTIONS).json()
    assert [row["id"] for row in first["results"] + rest["results"]] == [row.pk for row in heard]
    assert (rest["next"], first["results"][0]["text"]) == (None, "They came.")


def test_secrets_are_shown_to_nobody(service, db):
    Job.objects.create(name="x", owner=str(SUBJECT), result_file="jobs/x")

    (row,) = service.get(f"{SECTIONS}jobs/", {"subject": str(SUBJECT)}).json()["results"]

    assert "result_file" not in row


def test_nobody_else_reads_it_and_what_is_odd_is_refused(service, as_caller, refused, db):
    person = as_caller(roles=["admin"], scopes=["notes:read"])

    refused(person.get(SECTIONS), 403, "forbidden")
    refused(service.get(f"{SECTIONS}odd/", {"subject": str(SUBJECT)}), 404, "not_found")
    refused(service.get(f"{SECTIONS}heard/"), 400, "invalid")
    refused(service.get(f"{SECTIONS}heard/", {"subject": "x", "odd": 1}), 400, "invalid")
    odd = {"subject": str(SUBJECT), "cursor": "odd"}
    refused(service.get(f"{SECTIONS}heard/", odd), 400, "bad_cursor")


def test_what_rows_were_before_is_a_section_too(db):
    section = registry.Section(name="notes", model=Note, by=["id"], says="Notes.")
    note = Note.objects.create(title="Dust")

    assert list(section.of(note.pk)) == [note]
    assert [event.title for event in section.history().of(note.pk)] == ["Dust"]
