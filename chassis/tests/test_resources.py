"""Create, read, change and delete through an ordinary viewset."""

from chassis.tests.conftest import NOTES


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


def test_the_history_tells_who_changed_what_in_which_request(ana):
    made = ana.post(NOTES, {"title": "Tidy"})
    ana.patch(made["Location"], {"rank": 7}, headers={"X-Request-ID": "the-second-request"})

    newest, oldest = ana.get(f"{made['Location']}history/").json()

    assert (newest["action"], newest["changes"]) == ("update", {"rank": [0, 7]})
    assert newest["actor"] == ana.caller_id
    assert newest["request_id"] == "the-second-request"
    assert oldest["action"] == "insert"


def test_a_row_changed_behind_the_api_has_a_new_version_and_a_history(ana):
    from chassis.tests.project.notes.models import Note

    made = ana.post(NOTES, {"title": "Tidy"})
    Note.objects.filter(id=made.json()["id"]).update(rank=5)

    assert ana.get(made["Location"])["ETag"] == '"2"'
    assert len(ana.get(f"{made['Location']}history/").json()) == 2


def test_the_browsable_api_shows_a_form(staff):
    from django.contrib.auth import get_user_model

    get_user_model().objects.update(scopes=["notes:read", "notes:write"])

    page = staff.get(NOTES, headers={"Accept": "text/html"})

    assert page.status_code == 200
    assert b"Notes to remember." in page.content
    assert b'name="title"' in page.content
