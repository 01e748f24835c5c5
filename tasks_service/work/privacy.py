"""Which work is about somebody."""

from chassis.privacy import about, exempt
from tasks_service.work.models import (
    Attachment,
    Comment,
    Loan,
    Person,
    SavedView,
    Task,
    TimeEntry,
    Timer,
    Watcher,
)

about("seen-by-tasks", Person, "id", says="What tasks know of them.")
about("borrowed", Loan, "borrower", says="What they borrowed, as far as tasks have heard.")
about("tasks", Task, "assignee", "created_by", says="What they do, or wrote down.")
about("files-of-tasks", Attachment, "created_by", says="Files that they sent, without the files.")
about("comments", Comment, "author", says="What they said about tasks.")
about("time-entries", TimeEntry, "person", says="How long they worked on tasks.")
about("timers", Timer, "person", says="What they work on just now.", goes=True)
about("saved-views", SavedView, "owner", says="Views of tasks that they saved.", goes=True)
about("watched", Watcher, "person", says="Which tasks they watch.", goes=True)

exempt(Task, "asset_id", "schedule_id", "team", why="Ids of things, and of several.")
