"""One question of a flow, to this service or another, and what came of it."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils import timezone

from chassis.auth import Caller
from chassis.clients import Upstream
from chassis.clients.errors import Unreadable
from chassis.errors import DomainError
from chassis.sagas import receiving
from chassis.sagas.errors import NotYet
from chassis.sagas.models import Outcome, Receipt

TROUBLE, LATER = "trouble", "later"


@dataclass(frozen=True)
class Question:
    """Which step is asked for or taken back, and where."""

    key: receiving.Key
    said: dict[str, Any]
    at: str  # this service, if empty
    is_undo: bool
    seconds: float
    fence: int
    row: int  # of the step


@dataclass(frozen=True)
class Answer:
    """What came of it: an outcome of a step, trouble, or that it is not done yet."""

    outcome: str
    made: dict[str, Any] = field(default_factory=dict)
    code: str = ""
    detail: str = ""


def here(question: Question) -> Answer:
    """Do it in the caller's transaction."""
    by = Caller(id=settings.SERVICE, kind="service")
    try:
        return _told(_done(question, by))
    except NotYet as error:
        return Answer(LATER, code=error.code, detail=error.detail)
    except DomainError as error:
        return Answer(TROUBLE, code=error.code, detail=error.detail)


def elsewhere(question: Question) -> Answer:
    """Ask the other service. Whether it did so is not known if there is trouble."""
    key = question.key
    body: dict[str, Any] = {"saga": str(key.saga), "step": key.step}
    path = f"/internal/steps/{key.name}/"
    if question.is_undo:
        path += "undo/"
    else:
        body["said"] = question.said
    try:
        answer = Upstream(question.at).post(
            path,
            json=body,
            idempotency_key=f"{key.saga}.{key.step}",
            timeout=question.seconds,
            deadline=2 * question.seconds,
        )
        return _read(answer.json())
    except DomainError as error:
        why = getattr(error, "why", "")
        return Answer(TROUBLE, code=error.code, detail=f"{error.detail} {why}".strip())


def _done(question: Question, by: Caller) -> Receipt:
    at = timezone.now()
    if question.is_undo:
        return receiving.take_back(question.key, by=by, at=at)
    return receiving.do(question.key, said=question.said, by=by, at=at)


def _told(receipt: Receipt) -> Answer:
    return Answer(receipt.outcome, receipt.made, **(receipt.refusal or {}))


def _read(body: Any) -> Answer:
    match body:
        case {"outcome": Outcome.REFUSED, "code": str(code), "detail": str(detail)}:
            return Answer(Outcome.REFUSED, code=code, detail=detail)
        case {"status": NotYet.status, "code": str(code), "detail": str(detail)}:
            return Answer(LATER, code=code, detail=detail)
        case {"outcome": Outcome.DONE | Outcome.UNDONE as outcome, "made": dict(made)}:
            return Answer(outcome, made)
    raise Unreadable
