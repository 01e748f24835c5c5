"""Programs take a shorter way to the API; what they get is the same."""

import json

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import RequestFactory

from chassis.api import gate
from chassis.api.routers import Collections
from chassis.tests.conftest import NOTES

BEARER = {"Authorization": "Bearer abc"}
PROGRAM = {"path": NOTES, "headers": BEARER}


@pytest.fixture
def way(monkeypatch):
    """Return a function that tells which way a request takes."""
    monkeypatch.setattr(gate, "short_way", lambda names: lambda request: HttpResponse("short"))
    behind = gate.Gate(lambda request: HttpResponse("whole"))
    return lambda **request: behind(RequestFactory().get(**request)).content.decode()


@pytest.mark.parametrize(
    "path", [NOTES, f"{NOTES}1/", NOTES.rstrip("/"), f"{NOTES}?limit=1", "/chassis/internal/x/"]
)
def test_who_shows_a_token_to_the_api_takes_the_short_way(way, path):
    assert way(path=path, headers=BEARER) == "short"


@pytest.mark.parametrize("accept", ["*/*", "application/json", "application/json, text/plain, */*"])
def test_whatever_a_program_accepts_it_takes_the_short_way(way, accept):
    assert way(path=NOTES, headers={"Authorization": "bearer abc", "Accept": accept}) == "short"


DOUBTS = {
    "no token": {"headers": {}},
    "another scheme": {"headers": {"Authorization": "Basic YTpi"}},
    "any cookie": {"headers": {**BEARER, "Cookie": "a=b"}},
    "a browser": {"headers": {**BEARER, "Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}},
    "any text": {"headers": {**BEARER, "Accept": "TEXT/*"}},
    "a form of its choice": {"path": f"{NOTES}?format=api"},
    "a page": {"path": "/chassis/admin/"},
    "the schema": {"path": "/chassis/api/schema/"},
    "another service": {"path": "/provider/api/v1/notes/"},
    "a probe": {"path": "/health/ready"},
}


@pytest.mark.parametrize("doubt", DOUBTS.values(), ids=DOUBTS)
def test_any_doubt_takes_the_whole_way(way, doubt):
    assert way(**{**PROGRAM, **doubt}) == "whole"


def _fail(**words):
    raise RuntimeError


ASKED = {
    "a list": ("get", NOTES, None, {}),
    "one that is not there": ("get", f"{NOTES}018f5f5e-0000-7000-8000-00000000000a/", None, {}),
    "an address that nobody knows": ("get", "/chassis/api/v1/nothing/", None, {}),
    "without the slash": ("get", NOTES.rstrip("/"), None, {}),
    "what is not offered": ("put", NOTES, {}, {}),
    "a bad body": ("post", NOTES, {"title": ""}, {}),
    "a form that is not spoken": ("get", NOTES, None, {"Accept": "image/png"}),
    "a bad token": ("get", NOTES, None, BEARER),
    "a crash": ("post", NOTES, {"title": "a"}, {}),
    "options": ("options", NOTES, None, {}),
}
OF_ITS_OWN = {"X-Request-ID"}


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_both_ways_lead_to_the_same_answer(ana, monkeypatch, asked):
    method, path, body, headers = asked
    ana.raise_request_exception = False
    monkeypatch.setattr(
        "chassis.tests.project.notes.views.NoteViewSet.create_verb", staticmethod(_fail)
    )

    short, whole = (
        getattr(ana, method)(path, body, headers={**headers, **cookie})
        for cookie in ({}, {"Cookie": "a=b"})
    )

    assert short.status_code == whole.status_code
    assert _headers(short) == _headers(whole)
    assert _body(short) == _body(whole)


def _headers(answer):
    return {name: text for name, text in answer.headers.items() if name not in OF_ITS_OWN}


def _body(answer):
    body = json.loads(answer.content)
    return {name: value for name, value in body.items() if name != "request_id"}


def test_an_answer_of_the_short_way_has_every_header_that_protects(ana):
    headers = ana.get(NOTES).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Vary"] == "Accept"


def test_who_gets_a_page_after_all_can_read_it(ana):
    page = ana.get(f"{NOTES}?%66ormat=api")

    assert page.status_code == 200
    assert page["Content-Type"].startswith("text/html")
    assert "nonce" not in page["Content-Security-Policy"]


def test_an_address_is_found_once(ana, monkeypatch):
    gate._known.cache_clear()
    asked = []
    find = Collections.resolve
    monkeypatch.setattr(
        Collections, "resolve", lambda self, path: asked.append(path) or find(self, path)
    )
    one, two = (ana.post(NOTES, {"title": title}).json()["id"] for title in "ab")

    for id in (one, two, one, two):
        assert ana.get(f"{NOTES}{id}/").json()["id"] == id

    assert asked == ["notes/", f"notes/{one}/", f"notes/{two}/"]


def test_what_nobody_would_call_an_address_is_not_remembered(ana, refused):
    before = gate._known.cache_info().currsize

    refused(ana.get(f"{NOTES}{'x' * 300}/"), 404, "not_found")

    assert gate._known.cache_info().currsize == before


def test_an_address_that_nobody_knows_stays_unknown(ana, refused):
    for _ in range(2):
        refused(ana.get("/chassis/api/v1/nothing/"), 404, "not_found")


def test_a_middleware_whose_hooks_nobody_would_call_is_refused():
    with pytest.raises(ImproperlyConfigured, match="process_view"):
        gate.short_way(["django.middleware.csrf.CsrfViewMiddleware"])
