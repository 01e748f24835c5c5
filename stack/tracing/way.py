"""All steps in one order of time, as a person or a program reads them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from stack.console import Console, table
from stack.tracing.steps import Step

HEAD = ("after", "waited", "took", "where", "what", "")
LONG_MS = 1000.0
# Lines that say again what a service's database tells better.
TOLD_TWICE = {"job_started", "job_succeeded", "job_failed", "job_cancelled"}


@dataclass(frozen=True)
class Way:
    """One request's way, and what could not be asked."""

    request_id: str
    steps: Sequence[Step]
    silent: Sequence[str]

    @property
    def began(self) -> datetime:
        """When the first step was."""
        return self.steps[0].at

    def after_ms(self, step: Step) -> float:
        """How long after the beginning a step was."""
        return (step.at - self.began) / timedelta(milliseconds=1)


def join(request_id: str, logged: list[Step], told: list[Step], silent: list[str]) -> Way:
    """Both in one order; what a log line tells better is not told twice, and the other way."""
    seen = {(step.kind, step.service if step.kind == "request" else "") for step in logged}
    by_database = {step.service for step in told if step.kind == "job"}
    steps = [step for step in told if (step.kind, _place(step)) not in seen] + [
        step for step in logged if step.text not in TOLD_TWICE or step.service not in by_database
    ]
    return Way(request_id, sorted(steps, key=lambda step: step.at), silent)


def _place(step: Step) -> str:
    return step.service if step.kind == "request" else ""


def document(way: Way) -> dict[str, Any]:
    """The way for programs."""
    steps = [
        {**asdict(step), "at": step.at.isoformat(), "after_ms": round(way.after_ms(step), 3)}
        for step in way.steps
    ]
    return {"request_id": way.request_id, "steps": steps, "silent": list(way.silent)}


def page(console: Console, way: Way) -> str:
    """The way for people."""
    last = way.after_ms(way.steps[-1])
    began = f"{way.began:%Y-%m-%d %H:%M:%S.%f}"[:-3]
    head = f"{console.bold(way.request_id)}  began {began} UTC, last step after {_length(last)}"
    rows = [_row(console, way, step) for step in way.steps]
    return f"{head}\n\n{table(HEAD, rows)}"


def _row(console: Console, way: Way, step: Step) -> tuple[str, ...]:
    details = " ".join(f"{name}={value}" for name, value in step.details.items())
    waited = _length(step.waited_ms)
    return (
        f"{_length(way.after_ms(step)):>10}",
        console.colour(waited, "yellow") if (step.waited_ms or 0) > LONG_MS else waited,
        _length(step.took_ms),
        console.colour(step.where, "cyan"),
        console.colour(step.text, "red") if step.is_trouble else step.text,
        console.colour(details, "grey"),
    )


def _length(milliseconds: float | None) -> str:
    if milliseconds is None:
        return ""
    return f"{milliseconds:.1f} ms" if milliseconds < LONG_MS else f"{milliseconds / 1000:.2f} s"
