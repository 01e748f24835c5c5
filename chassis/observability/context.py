"""The id of the request at hand; logs, history, jobs and errors carry it."""

import re
import uuid

import structlog

_ACCEPTED = re.compile(r"[A-Za-z0-9-]{8,64}")


def accept_or_mint(candidate: str) -> str:
    """Return the caller's request id if it is harmless, else a new one."""
    return candidate if _ACCEPTED.fullmatch(candidate) else uuid.uuid4().hex


def begin(request_id: str, **fields: object) -> None:
    """Start a request or a job: forget the fields of the last one."""
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=request_id, **fields)


def bind(**fields: object) -> None:
    """Add fields to every further log line of this request or job."""
    structlog.contextvars.bind_contextvars(**fields)


def request_id() -> str:
    """Return the id of the request at hand, or an empty string outside of one."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))
