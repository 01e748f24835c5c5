"""A step is asked for or taken back: once for each key, whatever is repeated, late or crossed.

The receipt is the lock: whoever asks under the same key meanwhile waits for what becomes of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from chassis.auth import Caller
from chassis.errors import DomainError
from chassis.idempotency.fingerprint import fingerprint
from chassis.observability import log
from chassis.observability.context import request_id
from chassis.sagas import errors
from chassis.sagas.models import Outcome, Receipt
from chassis.sagas.steps import door_of, undos

TROUBLE = 500  # a status from here on speaks of trouble, not of a rule


@dataclass(frozen=True, kw_only=True)
class Key:
    """Which step of which saga, and what it is called here."""

    saga: UUID
    step: str
    name: str


@transaction.atomic
def do(key: Key, *, said: Mapping[str, Any], by: Caller, at: datetime) -> Receipt:
    """Do a step, or say again what came of it. Raises StepAskedOtherwise or StepWasUndone."""
    door = door_of(key.name)
    asked, mark = door.read(said), fingerprint([key.name, dict(said)])
    receipt, is_new = _receipt(key, Outcome.DONE, by, at, mark)
    if not is_new:
        return _again(receipt, mark)
    try:
        with transaction.atomic():
            receipt.made = door.made(asked, by=by, at=at)
    except DomainError as error:
        if error.status >= TROUBLE or isinstance(error, errors.NotYet):
            raise
        if not isinstance(error, tuple(door.refuses)):
            refused_unsaid(key.name, error.code)
        receipt.outcome = Outcome.REFUSED
        receipt.refusal = {"code": error.code, "detail": error.detail}
    receipt.save()
    return receipt


@transaction.atomic
def take_back(key: Key, *, by: Caller, at: datetime) -> Receipt:
    """Take back what a step made, if it made anything; from now on it is not done any more."""
    door_of(key.name)
    receipt, _ = _receipt(key, Outcome.UNDONE, by, at)
    if receipt.outcome == Outcome.DONE and key.name in undos:
        undo = undos[key.name]
        undo.do(undo.read(receipt.made), by=by, at=at)
    receipt.outcome, receipt.undone_at = Outcome.UNDONE, receipt.undone_at or at
    receipt.save()
    return receipt


def _receipt(
    key: Key, outcome: Outcome, by: Caller, at: datetime, mark: str = ""
) -> tuple[Receipt, bool]:
    """Lock the receipt of a key, a new one if there is none; tell whether it is new."""
    new = Receipt(
        **vars(key),
        outcome=outcome,
        fingerprint=mark,
        asked_by=by.id,
        request_id=request_id(),
        asked_at=at,
    )
    Receipt.objects.bulk_create([new], ignore_conflicts=True)
    kept = Receipt.objects.select_for_update().get(saga=key.saga, step=key.step)
    return kept, kept.id == new.id


def refused_unsaid(name: str, code: str) -> None:
    """Tell of a no that is not in the contract: whoever asks did not expect it."""
    log.warning("step_refused_unsaid", step=name, code=code)


def _again(receipt: Receipt, mark: str) -> Receipt:
    if receipt.outcome == Outcome.UNDONE:
        raise errors.StepWasUndone
    if receipt.fingerprint != mark:
        raise errors.StepAskedOtherwise
    return receipt
