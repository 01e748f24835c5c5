"""What a request changed, as the history tells it."""

from collections.abc import Iterator
from typing import Any

import pghistory.core
from django.db.models import CharField, Count, Max, Min, QuerySet, Value
from django.db.models.functions import Cast
from pghistory.models import Context

from chassis.operations.trace.steps import Step

VERBS = {"insert": "wrote", "update": "changed", "delete": "deleted"}


def steps(request_id: str) -> Iterator[Step]:
    """Yield a step for each kind of row that was written, changed or deleted at one time."""
    contexts = dict(
        Context.objects.filter(metadata__request_id=request_id).values_list("id", "metadata")
    )
    first, *others = (_changes(model, list(contexts)) for model in _models())
    for row in first.union(*others, all=True) if contexts else ():
        yield _step(row, contexts[row["pgh_context_id"]])


def _models() -> list[Any]:
    models: list[Any] = pghistory.core.event_models()
    return [model for model in models if model._meta.managed and not model._meta.proxy]


def _changes(model: Any, contexts: list[Any]) -> QuerySet[Any, dict[str, Any]]:
    """Return one row for each transaction and action: many rows of a table are one step."""
    rows = model.objects.filter(pgh_context_id__in=contexts).order_by()
    named = rows.annotate(noun=Value(str(model.pgh_tracked_model._meta.verbose_name)))
    return named.values("noun", "pgh_label", "pgh_context_id", at=Min("pgh_created_at")).annotate(
        count=Count("pgh_id"), one=Max(Cast("pgh_obj_id", CharField()))
    )


def _step(row: dict[str, Any], metadata: dict[str, Any]) -> Step:
    noun, count = row["noun"], row["count"]
    verb = VERBS.get(row["pgh_label"], row["pgh_label"])
    return Step(
        at=row["at"],
        kind="history",
        text=f"{verb} {noun}" if count == 1 else f"{verb} {count:,} rows of {noun}",
        details={"id": row["one"] if count == 1 else "", "actor": metadata.get("actor", "")},
    )
