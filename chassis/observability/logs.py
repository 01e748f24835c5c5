"""Logs for machines: one JSON object a line on standard output, with the request id."""

from typing import Any

import structlog

from chassis import env

_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
    structlog.processors.format_exc_info,
]


def configure(service: str) -> dict[str, Any]:
    """Return Django's LOGGING, and set structlog to write through it."""
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    level = env.text("KITROOM_LOG_LEVEL", "INFO").upper()
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": _formatter(service)},
        "handlers": {
            "stdout": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "formatter": "json",
            }
        },
        "root": {"handlers": ["stdout"], "level": level},
        "loggers": {
            # Each request is logged once, by chassis.observability.requests.
            "django.request": {"level": "ERROR"},
            "django.server": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
        },
    }


def _formatter(service: str) -> dict[str, Any]:
    identity = {"service": service, "process": env.text("KITROOM_INSTANCE", service)}

    def add_identity(_: Any, __: str, event: dict[str, Any]) -> dict[str, Any]:
        return {**event, **identity}

    return {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": _SHARED,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            add_identity,
            structlog.processors.JSONRenderer(),
        ],
    }
