"""What needs doing, what is said about it, and what tasks know of people and gear."""

from tasks_service.work.models.attachments import Attachment
from tasks_service.work.models.blockers import Blocker
from tasks_service.work.models.comments import Comment
from tasks_service.work.models.labels import TaskLabel, as_kept, small
from tasks_service.work.models.neighbours import Asset, Loan, Person, Team
from tasks_service.work.models.people import LoanReminder, Reminder, Watcher
from tasks_service.work.models.saved_views import SavedView
from tasks_service.work.models.tasks import (
    MOVES,
    Kind,
    Priority,
    Status,
    Task,
    TaskQuerySet,
)
from tasks_service.work.models.time_entries import TimeEntry, Timer

__all__ = [
    "MOVES",
    "Asset",
    "Attachment",
    "Blocker",
    "Comment",
    "Kind",
    "Loan",
    "LoanReminder",
    "Person",
    "Priority",
    "Reminder",
    "SavedView",
    "Status",
    "Task",
    "TaskLabel",
    "TaskQuerySet",
    "Team",
    "TimeEntry",
    "Timer",
    "Watcher",
    "as_kept",
    "small",
]
