"""Create, read, change and delete through an ordinary viewset."""

import pytest
from django.contrib.auth import get_user_model

from chassis.ids import uuid7
from chassis.postgres.statements import aside
from chassis.tests.conftest import NOTES
from chassis.tests.project.notes import actions
from chassis.tests.project.notes.models import Note
from chassis.tests.project.notes.views import NoteViewSet


def test_a_new_resource_is_answered_with_its_place_and_etag(ana):
    response = ana.post(NOTES, {"title": "Tidy the bench"})

    assert response.status_code == 201, response.content
    assert response["Location"] == f"{NOTES}{response.json()['id']}/"
    assert response["ETag"] == '"1"'
    assert response.json()["created_at"].endswith("Z")


def test_put_leaves_what_is_left_out_as_it_is(ana):
    made = ana.post(NOTES, {"title": "Tidy", "rank": 3})

    response = ana.put(made["Location"], {"is_open": False})

    assert response.status_code == 200
    assert (response.json()["title"], response.json()["rank"]) == ("Tidy", 3)
    assert response.json()["is_open"] is False
    assert response["ETag"] == '"2"'


def test_a_deleted_resource_is_gone(ana, refused):
    made = ana.post(NOTES, {"title": "Tidy"})

    assert ana.delete(made["Location"]).status_code == 204

    refused(ana.get(made["Location"]), 404, "not_found")


def test_both_forms_of_an_address_are_served_for_every_method(ana):
    made = ana.post(NOTES.rstrip("/"), {"title": "Tidy"})
    place = made["Location"].rstrip("/")

    assert made.status_code == 201
    assert ana.get(place).status_code == 200
    assert ana.patch(place, {"rank": 1}).status_code == 200
    assert ana.delete(place).status_code == 204


def test_options_of_a_row_tell_what_may_be_sent(ana):
    id = ana.post(NOTES, {"title": "Tidy"}).json()["id"]

    answer = ana.options(f"{NOTES}{id}/")

    assert answer.status_code == 200, answer.content
    assert answer.json()["actions"]["PUT"]["title"]["required"]


def test_the_browsable_api_shows_a_form(staff):
    get_user_model().objects.update(scopes=["notes:read", "notes:write"])

    page = staff.get(NOTES, headers={"Accept": "text/html"})

    assert page.status_code == 200
    assert b"Notes to remember." in page.content
    assert b'name="title"' in page.content


def test_the_form_of_a_page_has_what_was_just_written(ana):
    id = ana.post(NOTES, {"title": "Tidy"}).json()["id"]

    page = ana.put(f"{NOTES}{id}/", {"title": "Paint"}, headers={"Accept": "text/html"})

    assert '<input name="title" type="text" value="Paint">' in page.content.decode()


def test_the_browsable_api_shows_the_page_of_one_row(staff):
    get_user_model().objects.update(scopes=["notes:read", "notes:write"])
    place = staff.post(NOTES, {"title": "Tidy"})["Location"]

    page = staff.get(place, headers={"Accept": "text/html"})

    assert page.status_code == 200
    assert b"DELETE" in page.content


def test_the_browsable_api_leads_to_the_next_page(staff):
    get_user_model().objects.update(scopes=["notes:read", "notes:write"])
    for title in "ab":
        staff.post(NOTES, {"title": title})

    page = staff.get(f"{NOTES}?limit=1", headers={"Accept": "text/html"})

    assert b"cursor=" in page.content


def test_what_is_written_is_told_in_the_shape_that_is_asked_for(ana):
    made = ana.post(f"{NOTES}?fields=id,title", {"title": "Tidy"})
    id = made.json()["id"]

    assert made.json() == {"id": id, "title": "Tidy"}
    assert (made["Location"], made["ETag"]) == (f"{NOTES}{id}/", '"1"')
    changed = ana.patch(f"{NOTES}{id}/?fields=title", {"title": "Paint"})
    assert (changed.json(), changed["ETag"]) == ({"title": "Paint"}, '"2"')
    indented = {"Accept": "application/json; indent=2"}
    changed = ana.put(f"{NOTES}{id}/?fields=title", {"title": "Mend"}, headers=indented)
    assert changed.json() == {"title": "Mend"}


def test_what_cannot_be_told_so_is_not_written(ana, refused):
    for address in (f"{NOTES}?fields=title,nothing", f"{NOTES}?limit=3"):
        refused(ana.post(address, {"title": "Tidy"}), 400, "invalid")

    assert not Note.objects.exists()


def test_who_answers_otherwise_chooses_no_fields(as_caller, refused):
    operator = as_caller(scopes=["notes:write"])

    refused(operator.post(f"{NOTES}seal/?fields=id", {}), 400, "invalid")


@pytest.mark.parametrize("counts_too", [True, False])
def test_a_change_is_told_with_the_version_that_it_made(
    ana, transactional_db, monkeypatch, counts_too
):
    calls, count = [], "UPDATE notes_note SET rank = 7 WHERE id = %s::uuid"
    aside(count, [str(uuid7())])  # for the first time, which PostgreSQL is prepared for

    def change(*, note, by, **words):
        calls.append(note.version)
        if counts_too:  # what nobody here is told of
            aside(count, [str(note.pk)])
        return actions.change_note(note=note, by=by, **words)

    monkeypatch.setattr(NoteViewSet, "change_verb", staticmethod(change))
    made = ana.post(NOTES, {"title": "Tidy"})

    answer = ana.patch(made["Location"], {"title": "Paint"})

    assert answer.status_code == 200, answer.content
    assert answer["ETag"] == ('"3"' if counts_too else '"2"')
    assert answer.content == ana.get(made["Location"]).content
    assert calls == [1] * (2 if counts_too else 1)
