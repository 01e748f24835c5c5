"""The verbs of planning: everything that plans, and what makes tasks of it."""

from tasks_service.planning.actions.leaving import (
    give_back_schedules,
    hand_over_schedules,
)
from tasks_service.planning.actions.making import go_on_after_completion, make_due_tasks
from tasks_service.planning.actions.occurrences import move_occurrence, skip_occurrence
from tasks_service.planning.actions.schedules import (
    change_schedule,
    create_schedule,
    delete_schedule,
    pause_schedule,
    resume_schedule,
)

__all__ = [
    "change_schedule",
    "create_schedule",
    "delete_schedule",
    "give_back_schedules",
    "go_on_after_completion",
    "hand_over_schedules",
    "make_due_tasks",
    "move_occurrence",
    "pause_schedule",
    "resume_schedule",
    "skip_occurrence",
]
