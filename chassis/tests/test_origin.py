"""What is known of the cause of what happens now."""

from django.http import HttpResponse
from django.test import RequestFactory

from chassis.observability import context
from chassis.observability.requests import RequestMiddleware


def origin_of(**request):
    found = {}

    def answer(request):
        context.bind(caller="ana")
        found.update(context.origin())
        return HttpResponse()

    RequestMiddleware(answer)(RequestFactory().get(**request))
    return found


def test_a_request_is_the_origin_of_what_it_causes():
    origin = origin_of(
        path="/chassis/api/v1/notes/",
        headers={"X-Request-ID": "a-request-1", "X-Request-Start": "1795231234.567"},
    )

    received_at = origin.pop("received_at")
    assert origin == {
        "request_id": "a-request-1",
        "actor": "ana",
        "method": "GET",
        "path": "/chassis/api/v1/notes/",
        "gateway_at": "2026-11-21T03:20:34.567000Z",
    }
    assert received_at > "2026"


def test_a_gateway_that_says_nonsense_is_not_repeated():
    assert "gateway_at" not in origin_of(path="/", headers={"X-Request-Start": "yesterday"})


def test_a_path_may_hold_anything():
    assert origin_of(path="/a\x00é/" + "x" * 5000)["path"] == ("/a\\x00\\xe9/" + "x" * 5000)[:1000]


def test_what_an_event_causes_says_so():
    context.begin("a-request-1", event_id="an-event")

    assert context.origin() == {"request_id": "a-request-1", "caused_by": "an-event"}
    context.begin("")
    assert context.origin() == {}
