"""Take an import back: what it made is removed, what it changed is as it was before."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from catalog_service.gear import actions as gear
from catalog_service.imports import errors
from catalog_service.imports.models import Import
from catalog_service.lending import actions as lending
from catalog_service.lending.models import Loan, LoanLine
from chassis import jobs
from chassis.auth import Caller
from chassis.history import undoing
from chassis.history.contexts import together
from chassis.history.undoing import Reason, Sorted, Writes
from chassis.jobs import Progress
from chassis.jobs.models import OVER, Job, Status
from chassis.tables.writing import lines_of

MOST_SHOWN = 100
HEADER = ("kind", "id", "name", "code", "detail")
WHY = {
    Reason.CHANGED: "Somebody changed it after the import.",
    Reason.DELETED: "Somebody deleted it after the import.",
    Reason.IN_USE: "Others need it by now.",
    Reason.LOST: "What it was before is not known, or needs what is gone.",
}


@transaction.atomic
def start_undo(*, row: Import, by: Caller) -> Import:
    """Have a job take an import back."""
    if row.job and _runs(row.job):
        raise errors.ImportRunning
    if row.undo_job and _runs(row.undo_job):
        raise errors.UndoRunning
    if row.undo_job and _is_whole(row.undo_job):
        raise errors.AlreadyUndone
    if not row.contexts:
        raise errors.NothingToUndo
    row.undo_job = jobs.enqueue("imports.undo", by=by, import_id=str(row.id))
    row.save()
    return row


def _runs(job: Job) -> bool:
    return job.status not in OVER


def _is_whole(undone: Job) -> bool:
    """Tell whether a job has taken an import back and left nothing."""
    return undone.status == Status.SUCCEEDED and (undone.result or {}).get("left") == 0


def undo_import(*, import_id: str, progress: Progress) -> dict[str, Any]:
    """Take back what an import did; a try that follows one that died does the rest."""
    with together(undone_import=import_id) as context, progress.file("left.csv") as file:
        writes, by = _begin(import_id, context, progress)
        undo = Undo(writes, by, progress)
        file.writelines(lines_of(HEADER, undo.left()))
    return undo.told()


@transaction.atomic
def _begin(import_id: str, context: UUID, progress: Progress) -> tuple[Writes, Caller]:
    """Return what is undone, and for whom. This try is noted: the next one knows what it did."""
    progress.hold()
    row = Import.objects.select_for_update().get(id=import_id)
    own = row.undone_in
    undone = Import.objects.exclude(undone_in=[]).exclude(pk=row.pk)
    lists = undone.values_list("contexts", "undone_in")
    others = [each for pair in lists for contexts in pair for each in contexts]
    row.undone_in = [*own, context]
    row.save(update_fields=["undone_in"])
    by = Caller(id=row.undo_job.owner if row.undo_job else row.created_by)
    return Writes(row.contexts, undone=others, own=own), by


@dataclass
class Undo:
    """Undoes the rows of each kind, and counts."""

    writes: Writes
    by: Caller
    progress: Progress
    counts: dict[str, int] = field(default_factory=dict)
    shown: list[dict[str, Any]] = field(default_factory=list)
    left_count: int = 0
    lent: set[UUID] = field(default_factory=set)

    def left(self) -> Iterator[tuple[str, ...]]:
        """Do it, and yield what was left as it is."""
        self.counts = {"removed": 0, "restored": 0, **self.progress.state}
        models: list[type[Model]] = [Loan, *gear.UNDOABLE]
        try:
            total = sum(undoing.look_back(model, self.writes) for model in models)
            done = 0
            for model in models:
                for ids in undoing.pages(model):
                    yield from self._page(model, ids)
                    done += len(ids)
                    self.progress.advance(done, total)
        finally:
            for model in models:
                undoing.close(model)

    def _page(self, model: type[Model], ids: list[UUID]) -> Iterator[tuple[str, ...]]:
        with transaction.atomic():
            rows = self._undo(model, ids)
            counts = dict(self.counts)
            counts["removed"] += len(rows.made)
            counts["restored"] += len(rows.changed)
            self.progress.checkpoint(counts)
        self.counts = counts
        noun, names = str(model._meta.model_name), _names(model, [*rows.left])
        for id, reason in rows.left.items():
            line = (noun, str(id), names.get(id, ""), reason.value, WHY[reason])
            self.left_count += 1
            if self.left_count <= MOST_SHOWN:
                self.shown.append(dict(zip(HEADER, line, strict=True)))
            yield line

    def _undo(self, model: type[Model], ids: list[UUID]) -> Sorted:
        """Loans come first: the assets of those that stay are needed as they are."""
        if model is not Loan:
            return gear.undo_gear(
                model=model, ids=ids, writes=self.writes, by=self.by, needed=self.lent
            )
        rows = lending.undo_loans(ids=ids, writes=self.writes, by=self.by)
        lines = LoanLine.objects.filter(loan__in=rows.left)
        self.lent.update(lines.values_list("asset_id", flat=True))
        return rows

    def told(self) -> dict[str, Any]:
        """Return what the job shows."""
        return {
            **self.counts,
            "left": self.left_count,
            "rows": self.shown,
            "rows_left_out": self.left_count - len(self.shown),
        }


def _names(model: type[Model], ids: list[UUID]) -> dict[UUID, str]:
    rows = model._default_manager.filter(pk__in=ids)
    return dict(rows.values_list("pk", gear.UNDOABLE.get(model, "lines__asset__tag")))
