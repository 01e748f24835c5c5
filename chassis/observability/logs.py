"""Logs for machines: one JSON object a line on standard output, with the request id.

Our own lines are made here in one go. What others log by Python's `logging` gets the same form.
"""

import json
import logging
import sys
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, cast

import msgspec
import structlog
from structlog.typing import EventDict, Processor

from chassis import env
from chassis.observability import context

NAME = "chassis"


class Lines(logging.StreamHandler[Any]):
    """Writes each line whole, whichever thread it comes from and whoever logs it."""

    def write(self, line: str) -> None:
        """Write a line of ours, behind the lock that `logging` renews in a forked process."""
        self.acquire()
        try:
            self.stream.write(f"{line}\n")
            self.flush()
        finally:
            self.release()

    debug = info = warning = error = critical = write  # what structlog calls


LINES = Lines(sys.stdout)

EXPLAINED = {"exc_info", "stack_info"}
PLAIN = {str, int, float, bool, type(None)}
_encode = json.JSONEncoder(default=repr, separators=(",", ":")).encode


def configure(service: str) -> dict[str, Any]:
    """Return Django's LOGGING, and let structlog write our own lines."""
    identity = {"service": service, "process": env.text("KITROOM_INSTANCE", service)}
    level = env.text("KITROOM_LOG_LEVEL", "INFO").upper()

    def add_identity(_: Any, __: str, event: EventDict) -> EventDict:
        return {**context.fields(), **event, **identity}

    everywhere: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        add_identity,
    ]

    def ours(logger: Any, method: str, event: EventDict) -> str:
        """Do all of that in one step for a line that tells of no exception."""
        event["logger"] = NAME
        if not EXPLAINED.isdisjoint(event):
            for step in everywhere:
                event = cast(EventDict, step(logger, method, event))
            return _render(logger, method, event)
        now = f"{datetime.now(UTC).isoformat()[:-6]}Z"
        seen = {**context.fields(), **event, "level": method, "timestamp": now, **identity}
        return _render(logger, method, seen)

    structlog.configure(
        processors=[ours],
        logger_factory=lambda *_: LINES,
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [structlog.stdlib.add_logger_name, *everywhere],
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, _render],
            }
        },
        "handlers": {"stdout": {"()": lambda: LINES, "formatter": "json"}},
        "root": {"handlers": ["stdout"], "level": level},
        "loggers": {
            # Each request is logged once, by chassis.observability.requests.
            "django.request": {"level": "ERROR"},
            "django.server": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
        },
    }


def _render(_: Any, __: str, event: EventDict) -> str:
    """Return a line in ASCII; whatever JSON does not know is shown as Python shows it."""
    with suppress(UnicodeError):  # a letter beyond ASCII, or half of one
        if PLAIN.issuperset(map(type, event.values())):
            return msgspec.json.encode(event).decode("ascii")  # a tenth of the time
    return _encode(event)
