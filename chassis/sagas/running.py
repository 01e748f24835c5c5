"""A flow goes on: each step is written down before it is asked for, its answer afterwards.

A step of this service is done in the transaction that writes it down. Between the two transactions
around a call anything may happen: whoever goes on asks again under the same key.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chassis.errors import DomainError
from chassis.sagas import asking, settling
from chassis.sagas.actions import SOON, note
from chassis.sagas.asking import Question
from chassis.sagas.errors import WaitedTooLong
from chassis.sagas.flows import Ask, Flow, Wait, flows
from chassis.sagas.models import GOING, Saga, SagaStep, Status, StepStatus
from chassis.sagas.receiving import Key

TAKEN = (StepStatus.ASKED, StepStatus.WAITING, StepStatus.DONE)  # what may have left something
LOOK_SOONEST, LOOK_LATEST = timedelta(minutes=5), timedelta(hours=6)


def run(id: UUID) -> None:
    """Go on with a flow until it ends, waits, or is to be tried again later."""
    while turn(id):
        pass


def turn(id: UUID) -> bool:
    """Do what is next; tell whether there is more to do at once."""
    with transaction.atomic():
        saga = _locked(id)
        question = _next(saga) if saga else False
    if isinstance(question, bool):
        return question
    answer = asking.elsewhere(question)
    with transaction.atomic():
        saga = _locked(id)
        if saga is None or saga.fence != question.fence:
            return False  # somebody else has gone on with it
        return settling.settle(saga, question, answer)


def _locked(id: UUID) -> Saga | None:
    rows = Saga.objects.select_for_update(no_key=True).filter(pk=id, status__in=GOING)
    return rows.first()


def _next(saga: Saga) -> Question | bool:
    flow = flows.get((saga.flow, saga.flow_version))
    if flow is None:
        why = f"Version {saga.flow_version} of {saga.flow} is not known here."
        return settling.get_stuck(saga, "unknown_flow", why)
    if saga.status == Status.COMPENSATING:
        return _back(saga, flow)
    if saga.position >= len(flow.steps):
        return settling.end(saga, Status.DONE)
    step = flow.steps[saga.position]
    if isinstance(step, Wait):
        return _look(saga, step)
    return _ask(saga, step)


def _ask(saga: Saga, step: Ask) -> Question | bool:
    row, is_new = _row(saga, step.key, StepStatus.ASKED)
    if is_new:  # what is said once is said again in the same words
        row.said = settling.as_json(step.says(saga.story))
    return _put(saga, step, row, is_undo=False)


def _back(saga: Saga, flow: Flow) -> Question | bool:
    row = saga.steps.filter(status__in=TAKEN).order_by("-id").first()
    if row is None:
        return settling.end(saga, Status.COMPENSATED)
    step = flow.step(row.key)
    if isinstance(step, Wait):
        row.status, row.ended_at = StepStatus.UNDONE, timezone.now()
        row.save()
        return True
    return _put(saga, step, row, is_undo=True)


def _put(saga: Saga, step: Ask, row: SagaStep, *, is_undo: bool) -> Question | bool:
    """Write down that something is asked, and ask it if it is for this service."""
    at = timezone.now()
    row.attempts += 1
    row.save()
    saga.fence += 1
    saga.due_at = at + SOON
    saga.save()
    what = "undo asked" if is_undo else "asked"
    note(saga, what, at=at, step=row.receipt, detail=f"of {step.at}" if step.at else "")
    question = Question(
        key=Key(saga=saga.id, step=row.receipt, name=step.name),
        said=row.said,
        at=step.at,
        is_undo=is_undo,
        seconds=step.seconds,
        fence=saga.fence,
        row=row.pk,
    )
    return question if step.at else settling.settle(saga, question, asking.here(question))


def _look(saga: Saga, step: Wait) -> bool:
    """See whether it is so. What comes about once we say that we wait wakes us."""
    at = timezone.now()
    row, is_new = _row(saga, step.key, StepStatus.WAITING)
    if is_new:
        row.save()
        saga.waits_on, saga.deadline = step.on(saga.story), at + step.within
        saga.due_at = at + SOON
        saga.save()
        note(saga, "waits", at=at, step=row.receipt, detail=saga.waits_on)
        return True
    try:
        came = step.until(saga.story)
        if came is None and saga.deadline and saga.deadline <= at:
            raise WaitedTooLong
    except DomainError as error:
        return settling.refuse(saga, row, error.code, error.detail)
    if came is not None:
        return settling.go_further(saga, row, settling.as_json(came))
    return _sleep(saga, row, at)


def _sleep(saga: Saga, row: SagaStep, at: datetime) -> bool:
    """The longer it waits, the rarer it is looked after; what happens meanwhile wakes it."""
    pause = min(max((at - row.begun_at) / 4, LOOK_SOONEST), LOOK_LATEST)
    saga.due_at = min(at + pause, saga.deadline or at + pause)
    saga.save()
    return False


def _row(saga: Saga, key: str, status: StepStatus) -> tuple[SagaStep, bool]:
    """Return the step at hand, or that of a new round; tell whether it is new."""
    last = saga.steps.filter(key=key).order_by("-id").first()
    if last and last.status == status:
        return last, False
    number = last.round + 1 if last else 1
    return SagaStep(saga=saga, key=key, round=number, status=status, begun_at=timezone.now()), True
