"""The wire form of an event: CloudEvents 1.0 in JSON, with extensions for version and origin."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Any, Literal, TypeVar
from uuid import UUID

import msgspec
from msgspec import Meta

from chassis.defaults import WIRE_DATETIME
from chassis.events.envelope import Envelope

Shape = TypeVar("Shape")
Text = Annotated[str, Meta(max_length=2048, pattern=r"^[^\x00]*$")]  # PostgreSQL keeps no NUL
Name = Annotated[str, Meta(min_length=1, max_length=100, pattern=r"^[^\x00]+$")]

# Malformed, nested too deeply, or of a time that is none in UTC.
UNREADABLE = (msgspec.MsgspecError, UnicodeError, RecursionError, OverflowError)

# CloudEvents wants names of extensions without underscores.
ORIGIN = {
    "request_id": "requestid",
    "actor": "actor",
    "method": "method",
    "path": "path",
    "gateway_at": "gatewayat",
    "received_at": "receivedat",
    "caused_by": "causedby",
}


class CloudEvent(msgspec.Struct, kw_only=True, omit_defaults=True):
    """An event as it travels."""

    specversion: Literal["1.0"]
    id: UUID
    source: Name
    type: Name
    subject: Name
    time: Annotated[datetime, Meta(tz=True)]
    datacontenttype: Literal["application/json"]
    aggregateversion: Annotated[int, Meta(ge=0, le=2_147_483_647)]
    sequence: Annotated[str, Meta(pattern=r"^[0-9]{1,18}$")]
    requestid: Annotated[str, Meta(max_length=64, pattern=r"^[^\x00]*$")] = ""
    actor: Text = ""
    method: Text = ""
    path: Text = ""
    gatewayat: Text = ""
    receivedat: Text = ""
    causedby: Text = ""
    data: msgspec.Raw


_decoder = msgspec.json.Decoder(CloudEvent)
_encoder = msgspec.json.Encoder()


class NotAnEvent(ValueError):
    """These bytes, or this data, are not what was expected."""


def encode(about: Envelope, data: str) -> bytes:
    """Return the wire form of an event whose data is JSON text already."""
    return _encoder.encode(
        {
            "specversion": "1.0",
            "id": str(about.id),
            "source": f"/{about.source}",
            "type": about.type,
            "subject": about.subject,
            "time": about.at.astimezone(UTC).strftime(WIRE_DATETIME),
            "datacontenttype": "application/json",
            "aggregateversion": about.version,
            "sequence": f"{about.position:018}",
            **{ORIGIN[name]: text for name, text in about.origin.items() if name in ORIGIN},
            "data": msgspec.Raw(data.encode()),
        }
    )


def decode(body: bytes) -> tuple[Envelope, bytes]:
    """Return what an event carries, and its data as JSON; or raise NotAnEvent."""
    try:
        event = _decoder.decode(body)
        return _envelope(event), bytes(event.data)
    except UNREADABLE as error:
        raise NotAnEvent(str(error)) from error


def _envelope(event: CloudEvent) -> Envelope:
    origin = {name: getattr(event, extension) for name, extension in ORIGIN.items()}
    return Envelope(
        id=event.id,
        source=event.source.removeprefix("/"),
        type=event.type,
        subject=event.subject,
        version=event.aggregateversion,
        position=int(event.sequence),
        at=event.time.astimezone(UTC),  # a year that Python cannot read back is no time
        origin={name: text for name, text in origin.items() if text},
    )


def shaped(data: bytes, shape: type[Shape]) -> Shape:
    """Return data as a dataclass of the fields that are read; others are passed over."""
    try:
        whole: Any = shape  # a class is hashable, which the checker does not know
        event: Shape = _decoder_of(whole).decode(data)
    except UNREADABLE as error:
        raise NotAnEvent(str(error)) from error
    return event


def converted(data: Mapping[str, Any], shape: type[Shape]) -> Shape:
    """Return JSON that was decoded already as a dataclass, as strictly as `shaped`."""
    try:
        return msgspec.convert(data, shape)
    except msgspec.MsgspecError as error:
        raise NotAnEvent(str(error)) from error


@cache
def _decoder_of(shape: Any) -> Any:
    return msgspec.json.Decoder(shape)
