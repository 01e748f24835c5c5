"""One JSON line and one measurement for each request, and its id."""

import logging
import sys
import uuid
from datetime import UTC, datetime

import orjson
from prometheus_client import Counter, Histogram

REQUESTS = Counter("http_requests_total", "Requests answered.", ["method", "route", "status"])
DURATION = Histogram("http_request_duration_seconds", "Time to answer.", ["method", "route"])


class JSONFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = {
            "timestamp": datetime.fromtimestamp(record.created, UTC),
            "level": record.levelname,
            "logger": record.name,
            "event": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        return orjson.dumps(line, option=orjson.OPT_UTC_Z).decode()


_handler = logging.StreamHandler(sys.stdout)
_handler.setFormatter(JSONFormatter())
_log = logging.getLogger("requests")
_log.addHandler(_handler)
_log.setLevel(logging.INFO)
_log.propagate = False


def request_id(given: str) -> str:
    """The request's own id, or a new one."""
    return given or uuid.uuid4().hex


def answered(*, method: str, route: str, path: str, status: int, seconds: float, id: str) -> None:
    """Record an answered request."""
    REQUESTS.labels(method, route, str(status)).inc()
    DURATION.labels(method, route).observe(seconds)
    fields = {
        "method": method,
        "path": path,
        "status": status,
        "milliseconds": round(seconds * 1000, 1),
        "request_id": id,
    }
    _log.info("request_answered", extra={"fields": fields})
