"""Under which labels tasks stand, in the order of their list.

A list by a label of a million tasks begins with its newest: an index of arrays finds all of them,
and in no order.
"""

from collections.abc import Iterable
from typing import ClassVar

import pgtrigger
from django.db import models

LONGEST = 50  # characters


def as_kept(labels: Iterable[str]) -> list[str]:
    """Return labels as they are kept: in small letters, each once."""
    return list(dict.fromkeys(small(label) for label in labels))


def small(label: str) -> str:
    """Return a label in small letters; as it is where those are too many (İ becomes two)."""
    found = label.lower()
    return found if len(found) <= LONGEST else label


class TaskLabel(models.Model):
    """A label of a task. The database writes these rows; tasks themselves tell their labels."""

    task = models.ForeignKey("work.Task", models.CASCADE, related_name="task_labels")
    label = models.CharField(max_length=LONGEST)
    created_at = models.DateTimeField(help_text="When the task was written down.")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["label", "created_at", "task"], name="task_by_label")
        ]

    def __str__(self) -> str:
        return self.label


def keep_labels(when: pgtrigger.Operation, condition: str) -> pgtrigger.Trigger:
    """Keep a task's labels where lists look for them, whoever writes the task."""
    return pgtrigger.Trigger(
        name=f"keep_labels_{when}".lower(),
        when=pgtrigger.After,
        operation=when,
        condition=pgtrigger.Condition(condition),
        func="""
            DELETE FROM work_tasklabel WHERE task_id = NEW.id;
            INSERT INTO work_tasklabel (task_id, label, created_at)
                SELECT DISTINCT NEW.id, label, NEW.created_at FROM unnest(NEW.labels) AS label;
            RETURN NULL;
        """,
    )


KEPT_LABELS = (
    keep_labels(pgtrigger.Insert, "NEW.labels <> '{}'"),
    keep_labels(
        pgtrigger.Update,
        "ROW(OLD.labels, OLD.created_at) IS DISTINCT FROM ROW(NEW.labels, NEW.created_at)",
    ),
)
