"""The lock before a change: callers of the same rights ask for it in the same words."""

import time
from collections.abc import Hashable
from typing import Any, NamedTuple

from chassis.api.again.asking import AN_ID, rights
from chassis.api.again.questions import FRESH_SECONDS
from chassis.api.again.standins import foretold
from chassis.api.again.statements import Statement
from chassis.api.rows.locking import lock, locked, question

MOST = 256
KNOWN: dict[Hashable, "_Kept"] = {}


class _Kept(NamedTuple):
    """How a row is asked for, and until when that holds."""

    statement: Statement | None  # if it is in doubt
    until: float


def lock_addressed(view: Any) -> Any:
    """Return the row of a view's address, locked until the transaction ends, or answer 404."""
    caller, row = view.request.caller, str(view.kwargs.get("pk", ""))
    if caller is None or len(view.kwargs) != 1 or not _are_ids(caller.id, row):
        return lock(view.addressed())
    key = type(view), view.action, rights(caller)
    kept = KNOWN.get(key)
    if kept is None or kept.until < time.monotonic():
        if len(KNOWN) >= MOST:
            KNOWN.clear()
        kept = KNOWN[key] = _Kept(_learned(view), time.monotonic() + FRESH_SECONDS)
    if kept.statement is None:
        return lock(view.addressed())
    return locked(view.queryset.model, kept.statement.rows({"caller": caller.id, "row": row}))


def _are_ids(*words: str) -> bool:
    return all(AN_ID.fullmatch(word) for word in words)


def _learned(view: Any) -> Statement | None:
    """Return how the row is asked for, whoever asks; None if there is a doubt."""
    return foretold(view, lambda other, _: question(other.addressed()))
