"""Errors: whatever goes wrong, the answer is one `application/problem+json` body."""

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.http import Http404
from django.test import Client
from rest_framework import exceptions

from chassis.errors import Conflict, Forbidden, Invalid, NotFound
from chassis.errors.clashes import clashes
from chassis.errors.problems import problem
from chassis.tests.conftest import NOTES
from chassis.tests.project.notes.models import Note
from chassis.tests.project.notes.views import NoteViewSet


class TooHeavy(Conflict):
    """It is too heavy to carry."""

    code = "too_heavy"


@pytest.fixture
def failing(ana, monkeypatch):
    """Return a function that makes a verb raise an error, and gives the answer to the request."""

    def fail(error):
        def raise_it(**words):
            raise error

        monkeypatch.setattr(NoteViewSet, "create_verb", staticmethod(raise_it))
        ana.raise_request_exception = False
        return ana.post(NOTES, {"title": "Tidy"})

    return fail


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (TooHeavy(), 409, "too_heavy"),
        (Invalid("No."), 400, "invalid"),
        (NotFound(), 404, "not_found"),
        (Forbidden(), 403, "forbidden"),
        (Http404(), 404, "not_found"),
        (PermissionDenied(), 403, "forbidden"),
        (exceptions.PermissionDenied("Not you.", code="not_you"), 403, "not_you"),
        (exceptions.ParseError(), 400, "bad_request"),
        (exceptions.Throttled(2.5), 429, "rate_limited"),
        (exceptions.APIException(), 500, "internal_error"),
        (exceptions.ValidationError("No."), 400, "invalid"),
        (DataError("out of range"), 400, "invalid"),
        (UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"), 400, "invalid"),
        (IntegrityError("violates constraint\nDETAIL: a secret"), 409, "conflict"),
        (OperationalError("gone\nfor good"), 503, "service_unavailable"),
        (OperationalError(), 503, "service_unavailable"),
        (InterfaceError("connection already closed"), 503, "service_unavailable"),
        (RuntimeError("a secret"), 500, "internal_error"),
    ],
)
def test_every_error_is_a_problem(failing, refused, error, status, code):
    body = refused(failing(error), status, code)

    assert body["type"] == f"/problems/{code}"
    assert body["instance"] == NOTES
    assert "secret" not in str(body)


def test_a_named_error_explains_itself_and_names_its_field(failing, refused):
    body = refused(failing(TooHeavy(attr="rank")), 409, "too_heavy")

    assert body["detail"] == "It is too heavy to carry."
    assert body["errors"] == [
        {"attr": "rank", "code": "too_heavy", "detail": "It is too heavy to carry."}
    ]


def test_a_busy_answer_says_when_to_come_back(failing):
    assert failing(exceptions.Throttled(2.5))["Retry-After"] == "3"
    assert failing(OperationalError("away"))["Retry-After"] == "2"


def test_a_body_that_is_too_large_is_told_so_and_logged_as_no_fault_of_ours(
    ana, refused, settings, logged
):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    ana.raise_request_exception = False

    refused(ana.post(NOTES, {"title": "Tidy" * 100}), 413, "payload_too_large")

    assert [(line["event"], line["level"]) for line in logged()] == [
        ("body_too_large", "warning"),
        ("request_answered", "info"),
    ]


def test_a_status_without_a_code_of_its_own_has_a_body_too():
    assert problem(418)["code"] == "error"


def test_all_refused_fields_are_told_at_once(ana, refused):
    body = refused(ana.post(NOTES, {"rank": "x", "due_at": "soon"}), 400, "invalid")

    assert {(row["attr"], row["code"]) for row in body["errors"]} == {
        ("title", "required"),
        ("rank", "invalid"),
        ("due_at", "invalid"),
    }


def test_a_broken_constraint_becomes_the_error_that_bears_its_name(db):
    Note.objects.create(title="Tidy")

    with pytest.raises(TooHeavy), clashes(one_note_per_title=TooHeavy()):
        Note.objects.create(title="Tidy")

    assert Note.objects.count() == 1


def test_a_constraint_that_nobody_named_stays_an_integrity_error(db):
    Note.objects.create(title="Tidy")

    with pytest.raises(IntegrityError), clashes(another=TooHeavy()):
        Note.objects.create(title="Tidy")


def test_an_address_that_does_not_exist_is_a_problem(anonymous, refused):
    body = refused(
        anonymous.get("/nowhere", headers={"X-Request-ID": "a-lost-one"}), 404, "not_found"
    )

    assert (body["instance"], body["request_id"]) == ("/nowhere", "a-lost-one")


def test_a_host_that_is_not_ours_is_a_problem(ana, refused):
    refused(ana.get("/chassis/api/v1/", headers={"Host": "evil.example"}), 400, "bad_request")


def test_a_form_without_its_csrf_token_is_a_problem(db, refused):
    browser = Client(enforce_csrf_checks=True)

    body = refused(browser.post("/chassis/admin/login/", {"username": "x"}), 403, "csrf_failed")

    assert "Reload the page" in body["detail"]


def test_a_page_that_breaks_is_a_problem(staff, refused, monkeypatch):
    monkeypatch.setattr(settings, "ROOT_URLCONF", "chassis.tests.project.broken_pages")
    staff.raise_request_exception = False

    refused(staff.get("/breaks/"), 500, "internal_error")
    refused(staff.get("/forbids/"), 403, "forbidden")
    away = staff.get("/database-away/")
    refused(away, 503, "service_unavailable")
    assert away["Retry-After"] == "2"


@pytest.mark.parametrize("path", [NOTES, f"{NOTES}nothing/", f"{NOTES}?limit=0"])
def test_a_browser_gets_errors_as_a_page(anonymous, ana, path):
    for client in (anonymous, ana):
        page = client.get(path, headers={"Accept": "text/html"})

        assert page["Content-Type"].startswith("text/html")
        assert page.status_code in {200, 400, 401, 404}
        assert b"<html" in page.content


BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("accept", "path", "is_a_page"),
    [
        (BROWSER, "/chassis/nowhere/", True),
        ({"Accept": "*/*"}, "/chassis/nowhere/", False),
        ({}, "/chassis/nowhere/", False),
        ({"Accept": "application/json, text/html;q=0.5"}, "/chassis/nowhere/", False),
        (BROWSER, "/chassis/api/v1/nowhere/", False),
    ],
)
def test_a_person_gets_a_page_and_a_program_a_body(anonymous, accept, path, is_a_page):
    answer = anonymous.get(path, headers=accept)

    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/html" if is_a_page else "application/problem")
    assert "Accept" in answer["Vary"]
    assert answer["X-Request-ID"] in answer.content.decode()


def test_a_form_without_its_token_gets_a_page_that_says_what_to_do():
    browser = Client(enforce_csrf_checks=True)

    page = browser.post("/chassis/sign-out/", headers=BROWSER)

    assert page.status_code == 403
    assert "Reload the page and send it again." in page.content.decode()
