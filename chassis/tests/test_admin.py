"""The admin: forms write through the verbs, history shows every change."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from chassis.errors import Conflict
from chassis.errors.problems import CLASH
from chassis.history.entries import entries
from chassis.jobs.models import Job
from chassis.testing.sessions import browser_of
from chassis.tests.project.notes import actions
from chassis.tests.project.notes.admin import NoteAdmin
from chassis.tests.project.notes.models import Note

LIST = "/chassis/admin/notes/note/"
FORM = {
    "title": "Tidy",
    "rank": "1",
    "due_at_0": "",
    "due_at_1": "",
    "is_open": "on",
    "weight": "0",
}


class NotToday(Conflict):
    """Not today."""


@pytest.fixture
def note(db):
    return Note.objects.create(title="Tidy")


@pytest.fixture
def forbid(monkeypatch):
    """Return a function that lets a verb of the notes' admin refuse."""

    def forbid(verb, error):
        def refuse(**words):
            raise error

        monkeypatch.setattr(NoteAdmin, verb, staticmethod(refuse))

    return forbid


def told(answer):
    return [str(message) for message in answer.context["messages"]]


def test_a_note_is_written_through_the_verb_with_its_history(staff, admin_user):
    answer = staff.post(f"{LIST}add/", FORM, headers={"X-Request-ID": "from-the-admin"})

    assert answer.status_code == 302, answer.context["errors"]
    (entry,) = entries(Note.objects.get())
    assert (entry["actor"], entry["request_id"]) == (str(admin_user.sub), "from-the-admin")


def test_a_verb_gets_the_row_as_it_is_stored_and_what_was_changed(staff, note, monkeypatch):
    seen = {}

    def change(*, note, by, **words):
        seen.update(words, title_before=note.title)
        return actions.change_note(note=note, by=by, **words)

    monkeypatch.setattr(NoteAdmin, "change_verb", staticmethod(change))
    staff.post(f"{LIST}{note.id}/change/", {**FORM, "title": "Paint"})

    assert seen == {"title": "Paint", "rank": 1, "title_before": "Tidy"}
    assert Note.objects.get().title == "Paint"


def test_a_form_that_says_nothing_new_is_no_change(staff, note):
    form = {**FORM, "rank": "0"}

    assert staff.post(f"{LIST}{note.pk}/change/", form).status_code == 302

    note.refresh_from_db()
    assert note.version == 1
    staff.post(f"{LIST}{note.pk}/change/", {**form, "rank": "7"})
    note.refresh_from_db()
    assert (note.version, note.rank) == (2, 7)


def test_a_note_is_deleted_through_the_verb(staff, note, admin_user):
    staff.post(f"{LIST}{note.id}/delete/", {"post": "yes"})

    assert not Note.objects.exists()
    assert entries(note)[0]["actor"] == str(admin_user.sub)


def act_on_all(staff, action):
    chosen = [str(id) for id in Note.objects.values_list("id", flat=True)]
    form = {"action": action, "_selected_action": chosen, "post": "yes"}
    return staff.post(LIST, form, follow=True)


def test_several_are_deleted_at_once(staff, note):
    Note.objects.create(title="Paint")

    act_on_all(staff, "delete_selected")

    assert not Note.objects.exists()


def test_of_several_all_are_deleted_or_none(staff, note, monkeypatch):
    Note.objects.create(title="Paint")

    def delete(*, note, by):
        if note.title == "Tidy":
            raise NotToday
        note.delete()

    monkeypatch.setattr(NoteAdmin, "delete_verb", staticmethod(delete))
    answer = act_on_all(staff, "delete_selected")

    assert told(answer) == ["Not today."]
    assert Note.objects.count() == 2


@pytest.mark.parametrize(
    ("error", "words"),
    [(NotToday(), "Not today."), (NotToday(attr="rank"), "Not today."), (IntegrityError(), CLASH)],
)
@pytest.mark.parametrize(("verb", "path"), [("create", "add/"), ("change", "{id}/change/")])
def test_a_rule_that_is_broken_is_told_in_the_form_which_keeps_what_was_typed(
    staff, note, forbid, verb, path, error, words
):
    forbid(f"{verb}_verb", error)

    answer = staff.post(LIST + path.format(id=note.id), {**FORM, "title": "Paint"})

    assert answer.status_code == 200
    form = answer.context["adminform"].form
    assert form.errors == {getattr(error, "attr", None) or "__all__": [words]}
    assert b'value="Paint"' in answer.content
    assert [row.title for row in Note.objects.all()] == ["Tidy"]


@pytest.mark.parametrize(
    ("error", "words"), [(NotToday(), "Not today."), (IntegrityError(), CLASH)]
)
def test_a_deletion_that_is_refused_is_a_message(staff, note, forbid, error, words):
    forbid("delete_verb", error)

    answer = staff.post(f"{LIST}{note.id}/delete/", {"post": "yes"}, follow=True)

    assert (answer.status_code, told(answer)) == (200, [words])
    assert Note.objects.count() == 1


def test_a_list_action_writes_through_the_verb_with_the_rows_locked(staff, note, admin_user):
    Note.objects.create(title="Paint")

    with CaptureQueriesContext(connection) as queries:
        answer = act_on_all(staff, "close")

    assert told(answer) == ["2 changed."]
    assert not Note.objects.filter(is_open=True).exists()
    assert entries(note)[0]["actor"] == str(admin_user.sub)
    (locking,) = [row["sql"] for row in queries if "NO KEY UPDATE" in row["sql"]]
    assert 'ORDER BY "notes_note"."id" ASC' in locking


def test_a_list_action_changes_all_or_none(staff, note, monkeypatch):
    Note.objects.create(title="Paint")

    def change(*, note, by, **words):
        if note.title == "Paint":
            raise NotToday
        change_note(note=note, by=by, **words)

    change_note = actions.change_note
    monkeypatch.setattr(actions, "change_note", change)

    assert told(act_on_all(staff, "close")) == ["Paint: Not today. None of the 2 was changed."]
    assert Note.objects.filter(is_open=True).count() == 2


def test_whatever_an_admin_page_writes_has_its_actor(staff, note, admin_user, monkeypatch):
    def save(self, request, obj, form, change):
        obj.save()

    monkeypatch.setattr(NoteAdmin, "save_model", save)

    staff.post(f"{LIST}{note.id}/change/", {**FORM, "title": "Paint"})

    assert entries(note)[0]["actor"] == str(admin_user.sub)


def test_what_the_database_counts_cannot_be_typed(staff, note):
    page = staff.get(f"{LIST}{note.id}/change/").content.decode()

    assert 'name="version"' not in page
    assert str(note.id) in page


def test_the_history_page_tells_every_change(staff, note):
    Note.objects.update(rank=41)

    page = staff.get(f"{LIST}{note.id}/history/").content.decode()

    assert "<b>rank</b>: 0 → 41" in page
    assert "insert" in page


@pytest.mark.parametrize("id", ["nothing", "018f5f5e-0000-7000-8000-0000000000ff"])
def test_the_history_of_what_is_not_there_is_a_404(staff, refused, id):
    refused(staff.get(f"{LIST}{id}/history/"), 404, "not_found")


def test_who_may_not_see_notes_may_not_see_their_history(note, refused):
    clerk = get_user_model().objects.create_user("clerk", is_staff=True)
    browser = browser_of(clerk)

    refused(browser.get(f"{LIST}{note.id}/history/"), 403, "forbidden")
    clerk.user_permissions.add(Permission.objects.get(codename="view_note"))
    assert browser.get(f"{LIST}{note.id}/history/").status_code == 200


@pytest.mark.parametrize("path", ["", "add/", "{id}/change/", "{id}/history/", "{id}/delete/"])
def test_a_page_costs_at_most_12_queries(staff, note, path):
    for i in range(30):
        Note.objects.create(title=f"Note {i}")

    with CaptureQueriesContext(connection) as queries:
        page = staff.get(LIST + path.format(id=note.id))

    assert page.status_code == 200
    assert len(queries) <= 12


def test_the_front_page_links_to_the_docs_and_the_portal(staff):
    page = staff.get("/chassis/admin/").content.decode()

    assert 'href="/chassis/api/docs/"' in page
    assert '<a href="/">Portal</a>' in page


def test_jobs_can_be_looked_at_and_not_touched(staff, refused):
    job = Job.objects.create(name="notes.count", owner="ana")

    assert staff.get("/chassis/admin/jobs/job/?q=notes").status_code == 200
    assert staff.get(f"/chassis/admin/jobs/job/{job.id}/change/").status_code == 200
    refused(staff.get("/chassis/admin/jobs/job/add/"), 403, "forbidden")
    refused(staff.post(f"/chassis/admin/jobs/job/{job.id}/delete/"), 403, "forbidden")


def test_logins_can_be_looked_at_and_not_touched(staff, admin_user, refused):
    page = f"/chassis/admin/logins/login/{admin_user.id}/"

    assert staff.get("/chassis/admin/logins/login/?q=admin").status_code == 200
    assert staff.get(f"{page}change/").status_code == 200
    refused(staff.post(f"{page}change/", {"is_staff": "on"}), 403, "forbidden")


def test_times_are_read_and_typed_in_the_zone_of_the_desk(staff, note, settings):
    settings.DESK_TIME_ZONE = ZoneInfo("Europe/Berlin")
    typed = {**FORM, "due_at_0": "2026-07-01", "due_at_1": "14:00"}

    staff.post(f"{LIST}{note.id}/change/", typed)

    note.refresh_from_db()
    assert note.due_at == datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert "July 1, 2026, 2 p.m." in staff.get(LIST).content.decode()
    assert 'value="14:00:00"' in staff.get(f"{LIST}{note.id}/change/").content.decode()
