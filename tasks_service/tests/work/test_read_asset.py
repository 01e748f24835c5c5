"""GET /tasks/api/v1/tasks/{id}/asset/: what a task is about, also while the catalog is away."""

import json
from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from chassis.clients import breaker
from chassis.clients.circuit import circuit_of
from tasks_service.tests.conftest import TASKS
from tasks_service.work.models import Asset

CAMERA = UUID("018f5f5e-0000-7000-8000-0000000000c1")
SHOWN = {
    "id": str(CAMERA),
    "tag": "CAM-1",
    "title": "Canon EOS R5",
    "serial": "S-1",
    "status": "on_loan",
    "location": "Studio",
}
DEAD = {"raw": b""}


@pytest.fixture
def catalog(neighbour):
    """The catalog, which shows a camera."""
    neighbour.always(body=json.dumps(SHOWN).encode())
    return neighbour


@pytest.fixture
def place(make_task):
    """Where the asset of a task about the camera is read."""
    return f"{TASKS}{make_task(asset_id=CAMERA).pk}/asset/"


def test_it_is_as_the_catalog_shows_it_now(ben, catalog, place):
    answer = ben.get(place)

    body = answer.json()
    assert answer.status_code == 200
    assert {name: body[name] for name in SHOWN} == SHOWN
    assert body["is_stale"] is False
    assert body["as_of"]
    (heard,) = catalog.heard
    assert heard.path == f"/catalog/internal/assets/{CAMERA}/"
    assert heard.headers["Authorization"] == "Bearer token-1"
    assert heard.headers["X-Request-ID"] == answer["X-Request-ID"]
    assert catalog.tokens_asked[0].body.endswith(b"scope=catalog%3Ainternal")


@pytest.mark.parametrize(
    "illness", [DEAD, {"status": 503}, {"stalls": True}], ids=["cut", "503", "frozen"]
)
def test_while_the_catalog_is_away_it_is_as_last_heard(ben, catalog, place, know, illness):
    know.asset(id=CAMERA, tag="CAM-1", title="Canon EOS R5")
    know.until(Asset, at := timezone.now() - timedelta(minutes=5))
    catalog.always(**illness)

    answer = ben.get(place)

    assert answer.status_code == 200
    assert answer.json() == {
        "id": str(CAMERA),
        "tag": "CAM-1",
        "title": "Canon EOS R5",
        "serial": None,
        "status": None,
        "location": None,
        "as_of": at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "is_stale": True,
    }


def test_while_the_catalog_is_left_alone_nobody_waits(ben, catalog, place, know, monkeypatch):
    monkeypatch.setattr(breaker, "FIRST_PAUSE_SECONDS", 60)
    know.asset(id=CAMERA, tag="CAM-1", title="Canon EOS R5")
    catalog.always(**DEAD)
    for _ in range(3):
        ben.get(place)
    asked = len(catalog.heard)

    answers = [ben.get(place).json() for _ in range(10)]

    assert all(answer["is_stale"] for answer in answers)
    assert len(catalog.heard) == asked


def test_so_many_calls_that_no_place_is_left_get_what_was_last_heard(ben, catalog, place, know):
    know.asset(id=CAMERA, tag="CAM-1", title="Canon EOS R5")
    places = circuit_of("catalog").place
    with places(), places():
        assert ben.get(place).json()["is_stale"] is True

    assert ben.get(place).json()["is_stale"] is False


def test_without_a_word_of_it_the_answer_is_503(ben, catalog, place, refused):
    catalog.always(**DEAD)

    answer = ben.get(place)

    refused(answer, 503, "upstream_away")
    assert answer["Retry-After"] == "2"


def test_an_asset_that_the_catalog_does_not_have_is_not_found(ben, catalog, place, refused):
    catalog.always(status=404)

    body = refused(ben.get(place), 404, "not_found")

    assert "not in the catalog any more" in body["detail"]


def test_what_the_catalog_refuses_is_no_fault_of_the_caller(ben, catalog, place, refused):
    catalog.always(status=403)

    refused(ben.get(place), 502, "upstream_refused")


def test_a_task_about_nothing_has_no_asset(ben, catalog, make_task, refused):
    body = refused(ben.get(f"{TASKS}{make_task().pk}/asset/"), 404, "not_found")

    assert body["detail"] == "This task is about no asset."
    assert not catalog.heard


def test_who_does_not_see_the_task_does_not_see_its_asset(cleo, catalog, place, refused):
    refused(cleo.get(place), 404, "not_found")
    assert not catalog.heard


def test_who_sees_the_task_needs_no_scope_of_the_catalog(as_caller, catalog, make_task):
    member = as_caller(scopes=["tasks:read"], roles=["member"])
    task = make_task(asset_id=CAMERA, assignee=member.caller_id)

    assert member.get(f"{TASKS}{task.pk}/asset/").status_code == 200


def test_nobody_sees_nothing(anonymous, catalog, place, refused):
    refused(anonymous.get(place), 401, "unauthenticated")
