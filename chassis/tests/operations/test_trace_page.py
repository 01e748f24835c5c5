"""The page with one request's way through all services, and what it asks them for."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chassis.admin.links import to_trace
from chassis.clients import Answer, UpstreamAway
from chassis.events.models import OutboxEvent
from chassis.operations.trace import neighbours

PAGE = "/chassis/admin/trace/"
PART = "/chassis/internal/traces/{}/"
ID = "trace-me-0001"
NOON = "2026-11-21T12:00:00.000000Z"


def step(text, at=NOON, **words):
    usual = {"kind": "inbox", "waited_ms": None, "took_ms": None, "is_trouble": False}
    return {**usual, "at": at, "text": text, "details": {}, **words}


@pytest.fixture
def others(monkeypatch):
    """Return a function that says what other services answer: steps, an error, or nonsense."""

    def say(**answers):
        class Upstream:
            def __init__(self, name):
                self.name = name

            def get(self, path, **words):
                assert path == f"/internal/traces/{ID}/"
                answer = answers[self.name]
                if isinstance(answer, Exception):
                    raise answer
                return answer

        monkeypatch.setattr(neighbours, "Upstream", Upstream)
        monkeypatch.setenv("KITROOM_SERVICES", " ".join(["chassis", *answers]))

    return say


def part(service, *steps):
    return Answer(200, {}, json.dumps({"service": service, "steps": steps}).encode())


def publish(number=1):
    for _ in range(number):
        OutboxEvent.objects.create(
            type="chassis.note_changed.v1",
            subject="7",
            version=1,
            data={},
            at=NOON,
            origin={"request_id": ID},
        )


def page(staff, request_id=ID):
    answer = staff.get(PAGE, {"request_id": request_id})
    assert answer.status_code == 200
    return answer


def test_the_parts_of_all_services_come_in_one_order_of_time(staff, others):
    publish()
    others(
        rooms=part("rooms", step("applied it", at="2026-11-21T12:00:00.250000Z", took_ms=2.5)),
        keys=part("keys", step("came in", at="2026-11-21T11:59:59.990000Z", kind="gateway")),
    )

    answer = page(staff)

    way = answer.context["way"]
    assert [(moment.service, moment.after_ms) for moment in way.moments] == [
        ("gateway", 0.0),
        ("chassis", 10.0),
        ("rooms", 260.0),
    ]
    assert way.took_ms == 260.0
    assert "2.5 ms" in answer.content.decode()


@pytest.mark.parametrize("answer", [UpstreamAway("rooms"), Answer(200, {}, b"<html>")])
def test_a_service_that_does_not_answer_is_named_and_the_rest_is_shown(staff, others, answer):
    publish()
    others(rooms=answer)

    text = page(staff).content.decode()

    assert "rooms did not answer" in text
    assert "published chassis.note_changed.v1" in text


def test_nothing_from_an_event_is_taken_for_html(staff, others):
    bad = "<script>alert(1)</script>"
    others(rooms=part("rooms", step(bad, details={bad: bad})))

    assert bad not in page(staff).content.decode()


def test_trouble_stands_out(staff, others):
    others(rooms=part("rooms", step("it broke", is_trouble=True)))

    assert '<tr class="red">' in page(staff).content.decode()


def test_a_request_that_left_no_trace_is_explained(staff, others):
    others(rooms=part("rooms"))

    assert f"manage.py trace {ID}" in page(staff).content.decode()


@pytest.mark.parametrize("request_id", ["../../admin/", "short", "a b c d e f g"])
def test_what_cannot_be_an_id_is_asked_of_nobody(staff, others, request_id):
    others(rooms=AssertionError("was asked"))

    assert "That is no request id." in page(staff, request_id).content.decode()


def test_the_empty_page_says_where_ids_come_from(staff):
    text = staff.get(PAGE).content.decode()

    assert "X-Request-ID" in text
    assert "That is no request id." not in text


def test_the_page_costs_the_same_however_much_happened(staff, others):
    others(rooms=part("rooms"))

    def cost():
        with CaptureQueriesContext(connection) as queries:
            page(staff)
        return len(queries)

    publish()
    before = cost()
    publish(10)

    assert cost() == before


def test_a_service_gets_this_services_part(as_caller):
    publish()
    service = as_caller(id="rooms", client_id="rooms", scopes=["chassis:internal"])

    told = service.get(PART.format(ID)).json()

    assert (told["service"], told["request_id"]) == ("chassis", ID)
    assert [step["text"] for step in told["steps"]] == [
        "published chassis.note_changed.v1, and it waits for the relay"
    ]


def test_a_person_does_not_get_it_nor_is_it_in_the_schema(ana, refused):
    refused(ana.get(PART.format(ID)), 403, "forbidden")
    assert "internal" not in ana.get(reverse("schema")).content.decode()


def test_what_cannot_be_an_id_is_not_found(as_caller, refused):
    service = as_caller(id="rooms", client_id="rooms", scopes=["chassis:internal"])

    refused(service.get(PART.format("short")), 404, "not_found")


def test_rows_link_to_the_way_of_their_request():
    assert to_trace("<7>") == f'<a href="{PAGE}?request_id=&lt;7&gt;">&lt;7&gt;</a>'
    assert to_trace("") == "-"
