"""Until when somebody waits: heard, honoured and handed on."""

import time
from types import SimpleNamespace

import pytest
from django.http import JsonResponse
from django.test import RequestFactory

from chassis.clients import DeadlineExceeded, UpstreamAway, incoming, transport
from chassis.clients.incoming import IncomingMiddleware
from chassis.clients.transport import ExchangeFailed, exchange, new_pool
from chassis.testing.neighbours import Says
from chassis.tests.conftest import NOTES

PATH = "/internal/things/"
ROUNDED = 0.01  # deadlines go along in whole milliseconds
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def in_ms(seconds):
    return str(int((time.time() + seconds) * 1000))


def during(headers, do):
    """Do something while a request with these headers is answered, and return its result."""
    done = []

    def view(request):
        done.append(do())
        return JsonResponse({})

    IncomingMiddleware(view)(RequestFactory(headers=headers).get("/"))
    return done[0] if done else None


def test_a_request_that_nobody_waits_for_is_not_begun(as_caller, refused):
    client = as_caller(scopes=("notes:read", "notes:write"))

    late = client.post(NOTES, {"title": "Late"}, headers={"X-Request-Deadline": in_ms(-1)})

    refused(late, 504, "deadline_exceeded")
    assert client.get(NOTES).json()["results"] == []


def test_a_request_in_time_is_answered(as_caller):
    client = as_caller(scopes=("notes:read",))

    assert client.get(NOTES, headers={"X-Request-Deadline": in_ms(5)}).status_code == 200


@pytest.mark.parametrize("text", ["", "soon", "-5", "1e99", "9" * 16, "١٢٣", "12.5"])
def test_what_is_no_time_is_no_deadline(text):
    assert during({"X-Request-Deadline": text.encode().decode("latin-1")}, lambda: 1) == 1
    assert during({"X-Request-Deadline": text.encode().decode("latin-1")}, seconds_left) is None


def seconds_left():
    return incoming.seconds_left()


def test_the_deadline_ends_with_its_request():
    left = during({"X-Request-Deadline": in_ms(60)}, seconds_left)

    assert 50 < left <= 60
    assert seconds_left() is None


@pytest.mark.parametrize("sent", ["", "00-0af7-b7ad-01", TRACE.upper(), f"{TRACE}\x01"])
def test_what_is_no_trace_is_not_handed_on(sent):
    assert during({"traceparent": sent}, incoming.trace) == ""


def test_a_trace_is_kept_for_its_request():
    assert during({"traceparent": TRACE}, incoming.trace) == TRACE
    assert incoming.trace() == ""


def test_a_call_ends_when_its_caller_stops_waiting(shelf, neighbour):
    neighbour.always(stalls=True)
    began = time.monotonic()

    def call():
        with pytest.raises(UpstreamAway):
            shelf.get(PATH, deadline=60, timeout=60)

    during({"X-Request-Deadline": in_ms(0.3)}, call)

    assert time.monotonic() - began < 15


def test_the_other_service_hears_until_when_its_answer_is_of_use(shelf, neighbour):
    began = time.time()
    during({"X-Request-Deadline": in_ms(30)}, lambda: shelf.get(PATH, deadline=60))
    shelf.get(PATH, deadline=90)
    ended = time.time()

    bounded, own = (int(heard.headers["X-Request-Deadline"]) / 1000 for heard in neighbour.heard)
    assert began + 30 - ROUNDED <= bounded <= ended + 30
    assert began + 90 - ROUNDED <= own <= ended + 90


def test_no_call_begins_after_the_deadline(shelf, neighbour):
    def call():
        time.sleep(0.06)
        with pytest.raises(DeadlineExceeded):
            shelf.get(PATH)

    during({"X-Request-Deadline": in_ms(0.05)}, call)

    assert not neighbour.heard
    assert not neighbour.tokens_asked


@pytest.mark.usefixtures("saved_retries")
def test_no_repeat_begins_after_the_deadline(shelf, neighbour):
    neighbour.says = lambda heard: (time.sleep(0.3), Says(status=503))[1]

    with pytest.raises(UpstreamAway):
        shelf.get(PATH, deadline=0.31)

    assert len(neighbour.heard) == 1


def test_a_call_whose_time_went_by_before_it_was_sent_asks_nothing(neighbour):
    with pytest.raises(ExchangeFailed) as failed:
        exchange(
            new_pool(1),
            "GET",
            neighbour.url,
            headers={},
            body=None,
            seconds=1,
            ends_at=time.monotonic(),
        )

    assert not failed.value.is_fair
    assert not neighbour.heard


class Slow:
    """A pool, its connection and its answer: four pieces, each of which takes half a second."""

    def __init__(self, clock):
        self.clock, self.pieces, self.given = clock, [b"a"] * 4, []
        self.connection = self.sock = self

    def request(self, *args, timeout, **words):
        self.timeout = timeout
        return self

    def settimeout(self, seconds):
        self.given.append(seconds)

    def read1(self, size):
        self.clock.now += 0.5
        return self.pieces.pop()

    def close(self):
        pass

    release_conn = close


def test_no_wait_for_a_piece_of_the_answer_goes_past_the_deadline(clock, monkeypatch):
    monkeypatch.setattr(transport, "time", SimpleNamespace(monotonic=lambda: clock.now))
    slow = Slow(clock)

    with pytest.raises(ExchangeFailed, match="too slowly"):
        exchange(slow, "GET", PATH, headers={}, body=None, seconds=5, ends_at=clock.now + 1.25)

    assert (slow.timeout.total, slow.given) == (1.25, [1.25, 0.75, 0.25])
