"""The id of the request at hand; logs, history, jobs, events and errors carry it."""

import ipaddress
import re
import secrets
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from types import MappingProxyType

_ACCEPTED = re.compile(r"[A-Za-z0-9-]{8,64}")
_NOTHING: Mapping[str, object] = MappingProxyType({})
_NO_ARRIVAL: Mapping[str, str | float] = MappingProxyType({})
# What every log line of the request says.
_fields: ContextVar[Mapping[str, object]] = ContextVar("fields", default=_NOTHING)
# How the request came in. Not among the fields of the log: its own line says it already.
_arrival: ContextVar[Mapping[str, str | float]] = ContextVar("arrival")
# Whose machine asks. Neither in logs nor in `origin`: events and jobs carry no addresses of people.
_candidates: ContextVar[tuple[str, ...]] = ContextVar("candidates", default=())


def accept_or_mint(candidate: str) -> str:
    """Return the caller's request id if it is harmless, else a new one."""
    return candidate if _ACCEPTED.fullmatch(candidate) else secrets.token_hex(16)


def begin(
    request_id: str,
    *,
    arrival: Mapping[str, str | float] = _NO_ARRIVAL,
    came_from: tuple[str, ...] = (),
    **fields: object,
) -> None:
    """Start a request or a job: forget what is known of the last one.

    `arrival` is how it came in (method, path, times as Unix seconds), for what it will cause. It
    came from the first of `came_from` that is an address.
    """
    _arrival.set(arrival)
    _candidates.set(came_from)
    _fields.set({"request_id": request_id, **fields})


def bind(**fields: object) -> None:
    """Add fields to every further log line of this request or job."""
    _fields.set({**_fields.get(), **fields})


def fields() -> Mapping[str, object]:
    """Return the fields of every log line of this request or job."""
    return _fields.get()


def request_id() -> str:
    """Return the id of the request at hand, or an empty string outside of one."""
    return str(_fields.get().get("request_id", ""))


def address() -> str:
    """Return the address that the request at hand came from, or an empty string."""
    return next(filter(None, map(_as_address, _candidates.get())), "")


def _as_address(text: str) -> str:
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return ""
    mapped = getattr(found, "ipv4_mapped", None)
    return str(mapped or found).partition("%")[0]


def _harmless(value: str | float) -> str:
    """Return text that a database keeps: a path may hold anything, of any length."""
    if isinstance(value, float):
        return f"{datetime.fromtimestamp(value, UTC).isoformat(timespec='microseconds')[:-6]}Z"
    return value.encode("ascii", "backslashreplace").decode().replace("\x00", "\\x00")[:1000]


def origin() -> dict[str, str]:
    """Return what is known of the cause of what happens now; events and jobs carry it on."""
    fields = _fields.get()
    known = {
        **{name: _harmless(value) for name, value in _arrival.get({}).items() if value},
        "request_id": fields.get("request_id"),
        "actor": fields.get("caller"),
        "caused_by": fields.get("event_id") or fields.get("job_id"),
    }
    return {name: str(value) for name, value in known.items() if value}
