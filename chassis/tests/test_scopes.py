"""Scopes: one to read, one to write."""

from django.contrib.auth import get_user_model

from chassis.api.views import CallerViewSet
from chassis.testing.sessions import browser_of
from chassis.tests.conftest import NOTES, WRITE
from chassis.tests.project.notes.views import NoteViewSet


def test_without_a_token_nothing_opens(anonymous, refused):
    answer = anonymous.get(NOTES)

    refused(answer, 401, "unauthenticated")
    assert answer["WWW-Authenticate"] == 'Bearer realm="kitroom"'


def test_reading_needs_the_scope_to_read(as_caller, refused):
    body = refused(as_caller(scopes=["notes:write"]).get(NOTES), 403, "forbidden")

    assert body["detail"].startswith("This needs the scope notes:read. Ask for ")


def test_writing_needs_the_scope_to_write(as_caller, refused):
    body = refused(as_caller(scopes=["notes:read"]).post(NOTES, {"title": "a"}), 403, "forbidden")

    assert body["detail"].startswith("This needs the scope notes:write. Ask for ")


def test_who_may_not_write_is_not_told_what_is_wrong_with_the_body(as_caller, refused):
    refused(as_caller(scopes=["notes:read"]).post(NOTES, {}), 403, "forbidden")


def test_a_session_opens_the_api_with_what_the_last_sign_in_granted(staff):
    get_user_model().objects.update(scopes=["notes:read"])

    assert staff.get(NOTES).status_code == 200
    assert staff.post(NOTES, {"title": "a"}).status_code == 403


def test_a_session_writes_only_with_the_csrf_token(admin_user, refused):
    get_user_model().objects.update(scopes=["notes:read", "notes:write"])
    browser = browser_of(admin_user)
    browser.handler.enforce_csrf_checks = True

    body = refused(browser.post(NOTES, {"title": "a"}), 403, "forbidden")

    assert "CSRF" in body["detail"]


def test_who_is_not_active_any_more_is_nobody(staff, refused):
    get_user_model().objects.update(is_active=False)

    refused(staff.get(NOTES), 401, "unauthenticated")


def test_a_view_that_names_no_permission_is_open_to_nobody(as_caller, refused, monkeypatch):
    monkeypatch.setattr(NoteViewSet, "permission_classes", CallerViewSet.permission_classes)

    body = refused(as_caller(scopes=WRITE, roles=["admin"]).get(NOTES), 403, "forbidden")

    assert body["detail"] == "This address is open to nobody yet."


def test_the_root_lists_the_collections_for_all(anonymous):
    body = anonymous.get("/chassis/api/v1/").json()

    assert body["notes"] == f"http://testserver{NOTES}"
