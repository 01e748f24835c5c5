"""The verbs of work: everything that changes a task, and what is said about it."""

from tasks_service.work.actions.attachments import attach, delete_attachment
from tasks_service.work.actions.board import place_task, respace
from tasks_service.work.actions.comments import change_comment, delete_comment, write_comment
from tasks_service.work.actions.digests import send_digest, who_wants_a_digest
from tasks_service.work.actions.leaving import (
    Held,
    cancel_unfinished,
    give_back_tasks,
    hand_over_tasks,
    make_return_tasks,
    refuse_absent,
)
from tasks_service.work.actions.moves import (
    cancel_task,
    complete_task,
    hold_task,
    reopen_task,
    start_task,
    tick_item,
)
from tasks_service.work.actions.reminding import (
    OF_LOANS,
    OF_TASKS,
    remind,
    remind_now,
    remind_of_loans,
)
from tasks_service.work.actions.saved_views import change_view, delete_view, save_view
from tasks_service.work.actions.tasks import change_task, create_task, delete_task
from tasks_service.work.actions.time_entries import change_time, delete_time, log_time
from tasks_service.work.actions.timers import start_timer, stop_timer
from tasks_service.work.actions.watching import unwatch_task, watch_task

__all__ = [
    "OF_LOANS",
    "OF_TASKS",
    "Held",
    "attach",
    "cancel_task",
    "cancel_unfinished",
    "change_comment",
    "change_task",
    "change_time",
    "change_view",
    "complete_task",
    "create_task",
    "delete_attachment",
    "delete_comment",
    "delete_task",
    "delete_time",
    "delete_view",
    "give_back_tasks",
    "hand_over_tasks",
    "hold_task",
    "log_time",
    "make_return_tasks",
    "place_task",
    "refuse_absent",
    "remind",
    "remind_now",
    "remind_of_loans",
    "reopen_task",
    "respace",
    "save_view",
    "send_digest",
    "start_task",
    "start_timer",
    "stop_timer",
    "tick_item",
    "unwatch_task",
    "watch_task",
    "who_wants_a_digest",
    "write_comment",
]
