"""What the log files tell of a request: the gateway's line, the services' lines, and trouble."""

import json
import mmap
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from stack.settings import Settings
from stack.tracing.steps import Step

LOUD = {"warning", "error", "critical"}
# What a line has beside what it tells.
FRAME = {"event", "level", "logger", "timestamp", "service", "process", "request_id", "exception"}


def steps(settings: Settings, request_id: str) -> list[Step]:
    """Every line that names the request, also in files that were moved out of the way."""
    files = [*settings.logs.glob("*.log"), *settings.logs.glob("*.log.1")]
    found = [
        step
        for path in files
        for line in lines(path, request_id)
        if (step := _step(line, request_id)) is not None
    ]
    return _with_waits(sorted(found, key=lambda step: step.at))


def lines(path: Path, word: str) -> Iterator[str]:
    """The lines of a file with a word in them, found without reading the file as text."""
    if path.stat().st_size == 0:
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        end, wanted = 0, word.encode()
        while (place := text.find(wanted, end)) >= 0:
            begin = text.rfind(b"\n", 0, place) + 1
            end = text.find(b"\n", place)
            if end < 0:  # it is still being written
                return
            yield text[begin:end].decode(errors="replace")


def _step(line: str, request_id: str) -> Step | None:
    try:
        told: dict[str, Any] = json.loads(line)
    except ValueError:
        return None
    if not isinstance(told, dict) or told.get("request_id") != request_id:
        return None
    match told.get("event"):
        case "request" if "at" in told:
            return _gateway(told)
        case "request_answered":
            return _answered(told)
    return _other(told) if "timestamp" in told and not _is_celerys(told) else None


def _is_celerys(told: dict[str, Any]) -> bool:
    """Celery counts rings of its bell, which say nothing about the job; its troubles do."""
    return str(told.get("logger", "")).startswith("celery") and told.get("level") not in LOUD


def _gateway(told: dict[str, Any]) -> Step:
    """Nginx writes the line when it has answered."""
    took = timedelta(seconds=float(told["duration"]))
    return _request(
        told, datetime.fromtimestamp(told["at"], UTC) - took, took, kind="gateway", where="gateway"
    )


def _answered(told: dict[str, Any]) -> Step:
    took = timedelta(milliseconds=float(told["milliseconds"]))
    return _request(told, _time(told) - took, took, kind="request", where=told["process"])


def _request(
    told: dict[str, Any], began: datetime, took: timedelta, *, kind: str, where: str
) -> Step:
    return Step(
        at=began,
        service=told["service"],
        where=where,
        kind=kind,
        text=f"{told['method']} {told['path']} → {told['status']}",
        took_ms=took / timedelta(milliseconds=1),
        is_trouble=int(told["status"]) >= 500,
        details={"caller": told["caller"]} if told.get("caller") else {},
    )


def _other(told: dict[str, Any]) -> Step:
    return Step(
        at=_time(told),
        service=told.get("service", ""),
        where=told.get("process", ""),
        kind="log",
        text=str(told.get("event", "")),
        is_trouble=told.get("level") in LOUD,
        details={name: str(value) for name, value in told.items() if name not in FRAME and value},
    )


def _time(told: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(told["timestamp"])


def _with_waits(found: list[Step]) -> list[Step]:
    """A request to a service waited since the gateway took the same request, if it came by it."""
    waiting: dict[str, datetime] = {}
    told = []
    for step in found:
        if step.kind == "gateway":
            waiting[step.text] = step.at
        began = waiting.pop(step.text, None) if step.kind == "request" else None
        waited = (step.at - began) / timedelta(milliseconds=1) if began else None
        told.append(replace(step, waited_ms=waited))
    return told
