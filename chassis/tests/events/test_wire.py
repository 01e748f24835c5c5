"""The wire form: CloudEvents, and strict about it."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import pytest

from chassis.events import Envelope
from chassis.events.wire import NotAnEvent, converted, decode, encode, shaped

ABOUT = Envelope(
    id=UUID("018f5f5e-0000-7000-8000-00000000000a"),
    source="chassis",
    type="chassis.note_told.v1",
    subject="n1",
    version=3,
    position=42,
    at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    origin={"request_id": "a-request", "actor": "ana", "gateway_at": "then"},
)
WIRE = {
    "specversion": "1.0",
    "id": "018f5f5e-0000-7000-8000-00000000000a",
    "source": "/chassis",
    "type": "chassis.note_told.v1",
    "subject": "n1",
    "time": "2026-01-02T03:04:05.000000Z",
    "datacontenttype": "application/json",
    "aggregateversion": 3,
    "sequence": "000000000000000042",
    "requestid": "a-request",
    "actor": "ana",
    "gatewayat": "then",
    "data": {"text": "hi"},
}


@dataclass(frozen=True)
class Seen:
    text: str
    due: datetime | None = None


def test_it_is_a_cloud_event():
    assert json.loads(encode(ABOUT, '{"text": "hi"}')) == WIRE


def test_what_was_sent_is_what_is_received():
    about, data = decode(encode(ABOUT, '{"text":"hi"}'))

    assert about == ABOUT
    assert (about.request_id, about.actor) == ("a-request", "ana")
    assert shaped(data, Seen) == Seen("hi")


def test_fields_that_nobody_reads_are_passed_over():
    about, data = decode(
        json.dumps({**WIRE, "colour": "red", "data": {"text": "a", "b": 1}}).encode()
    )

    assert about == ABOUT
    assert shaped(data, Seen) == Seen("a")


@pytest.mark.parametrize(
    "broken",
    [
        {"specversion": "2.0"},
        {"id": "seven"},
        {"type": ""},
        {"subject": "a\x00b"},
        {"subject": "x" * 101},
        {"time": "yesterday"},
        {"time": "2026-01-02T03:04:05"},
        {"time": "9999-12-31T23:59:59-14:00"},
        {"time": "0001-01-01T00:00:00+14:00"},
        {"aggregateversion": -1},
        {"aggregateversion": "3"},
        {"sequence": "9" * 19},
        {"sequence": "-1"},
        {"requestid": "x" * 65},
        {"actor": None},
    ],
)
def test_what_is_not_an_event_is_refused(broken):
    with pytest.raises(NotAnEvent):
        decode(json.dumps({**WIRE, **broken}).encode())


@pytest.mark.parametrize("bytes", [b"", b"{}", b"[]", b"\xff\xfe", b"{" * 10_000, b"null", b"\x00"])
def test_garbage_is_refused(bytes):
    with pytest.raises(NotAnEvent):
        decode(bytes)


DEEP = "[" * 50_000 + "]" * 50_000


def test_what_is_nested_too_deeply_is_refused():
    with pytest.raises(NotAnEvent):
        decode(f'{{"colour": {DEEP}}}'.encode())
    with pytest.raises(NotAnEvent):
        shaped(f'{{"colour": {DEEP}, "text": "a"}}'.encode(), Seen)


@pytest.mark.parametrize("data", ['{"text": 1}', "{}", "[]", '{"text": "a", "due": "soon"}'])
def test_data_is_read_strictly(data):
    with pytest.raises(NotAnEvent):
        shaped(data.encode(), Seen)
    with pytest.raises(NotAnEvent):
        converted(json.loads(data), Seen)


def test_data_of_elsewhere_is_read_the_same_way():
    assert converted({"text": "a", "due": None}, Seen) == Seen("a")
