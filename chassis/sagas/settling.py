"""What an answer means for a flow: further, back, once more, over, or a case for somebody."""

import random
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import msgspec
from django.utils import timezone

from chassis.events import publish
from chassis.observability import log
from chassis.sagas.actions import SOON, go_on, note
from chassis.sagas.asking import LATER, TROUBLE, Answer, Question
from chassis.sagas.events import SagaEnded, SagaStuck
from chassis.sagas.flows import Ask, flows
from chassis.sagas.models import Outcome, Saga, SagaStep, Status, StepStatus

MOST_ATTEMPTS = 40  # nearly three hours
LONGEST_PAUSE_SECONDS = 300.0


def settle(saga: Saga, question: Question, answer: Answer) -> bool:
    """Write an answer down; tell whether there is more to do at once."""
    row = SagaStep.objects.get(pk=question.row)
    if answer.outcome in (TROUBLE, LATER):
        return _try_later(saga, row, answer)
    if answer.outcome == Outcome.REFUSED:
        return refuse(saga, row, answer.code, answer.detail)
    if question.is_undo:
        return _go_back(saga, row)
    return go_further(saga, row, answer.made)


def go_further(saga: Saga, row: SagaStep, made: Mapping[str, Any]) -> bool:
    """A step is done."""
    row.made = dict(made)
    _close(saga, row, StepStatus.DONE)
    step = flows[saga.flow, saga.flow_version].step(row.key)
    if not (isinstance(step, Ask) and step.again and step.again(made)):
        saga.position += 1
    saga.waits_on, saga.deadline = "", None
    saga.save()
    return True


def refuse(saga: Saga, row: SagaStep, code: str, detail: str) -> bool:
    """A rule said no: what was done before is taken back, if there is a way back."""
    _close(saga, row, StepStatus.REFUSED, f"{code}: {detail}")
    saga.waits_on, saga.deadline = "", None
    if flows[saga.flow, saga.flow_version].is_past_pivot(saga.position):
        return get_stuck(saga, code, detail, row)
    saga.error = {"code": code, "detail": detail, "step": row.receipt}
    saga.status, saga.goes_back = Status.COMPENSATING, True
    saga.save()
    return True


def end(saga: Saga, status: Status) -> bool:
    """It is over."""
    saga.status, saga.finished_at = status, timezone.now()
    saga.save()
    note(saga, status.value, at=saga.finished_at)
    publish(SagaEnded.of(saga))
    log.info("saga_ended", saga=str(saga.id), flow=saga.flow, status=status.value)
    return False


def get_stuck(saga: Saga, code: str, detail: str, row: SagaStep | None = None) -> bool:
    """It goes no further without somebody."""
    step = row.receipt if row else ""
    saga.status = Status.NEEDS_ATTENTION
    saga.error = {"code": code, "detail": detail, "step": step}
    saga.save()
    note(saga, "stuck", at=timezone.now(), step=step, detail=f"{code}: {detail}")
    publish(SagaStuck.of(saga))
    log.warning("saga_stuck", saga=str(saga.id), flow=saga.flow, step=step, code=code)
    return False


def as_json(words: Mapping[str, Any]) -> dict[str, Any]:
    """Return words as JSON has them: ids and times as text."""
    plain: dict[str, Any] = msgspec.to_builtins(dict(words), str_keys=True)
    return plain


def _go_back(saga: Saga, row: SagaStep) -> bool:
    _close(saga, row, StepStatus.UNDONE)
    saga.save()
    return True


def _close(saga: Saga, row: SagaStep, status: StepStatus, detail: str = "") -> None:
    saga.attempts = 0
    row.status, row.ended_at = status, timezone.now()
    row.save()
    note(saga, status.value, at=row.ended_at, step=row.receipt, detail=detail)


def _try_later(saga: Saga, row: SagaStep, answer: Answer) -> bool:
    """It is not done yet, or nobody knows whether it is: the same is asked again."""
    saga.attempts += 1
    at = timezone.now()
    what = "not yet" if answer.outcome == LATER else "no answer"
    note(saga, what, at=at, step=row.receipt, detail=f"{answer.code}: {answer.detail}")
    if saga.attempts >= MOST_ATTEMPTS:
        return get_stuck(saga, answer.code, answer.detail, row)
    seconds = min(2.0**saga.attempts, LONGEST_PAUSE_SECONDS) * random.uniform(0.75, 1.25)  # noqa: S311
    again_at = at + timedelta(seconds=seconds)
    saga.due_at = again_at + SOON
    go_on(saga, after=again_at)
    return False
