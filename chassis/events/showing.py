"""Events as lines: for people, for programs, and for whoever merges those of several services."""

import json
from datetime import UTC

from chassis.defaults import WIRE_DATETIME
from chassis.events.wire import NotAnEvent, decode


def whole(body: bytes) -> str:
    """Return an entry as one line of JSON."""
    try:
        return json.dumps(json.loads(body))
    except ValueError:
        return json.dumps({"garbage": body.decode("utf-8", "backslashreplace")})


def line(body: bytes, *, place: str = "") -> str:
    """Return what an event tells, whose it is and why; of garbage, where it is."""
    try:
        about, data = decode(body)
    except NotAnEvent as error:
        return f"{place}  no event: {error}"
    at = about.at.astimezone(UTC).strftime("%H:%M:%S.%f")[:-3]
    whose = about.request_id or "-"
    return f"{at}  {about.type}  {about.subject}  v{about.version}  {whose}  {data.decode()}"


def mergeable(body: bytes, text: str) -> str:
    """Return a line as JSON, with what it is known by and ordered by; of garbage, nothing."""
    try:
        about, _ = decode(body)
    except NotAnEvent:
        return json.dumps({"id": "", "at": "", "line": text})
    at = about.at.astimezone(UTC).strftime(WIRE_DATETIME)
    return json.dumps({"id": str(about.id), "at": at, "line": text})
