"""The demo's work: tasks, what is said about them, and what blocks them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from chassis.auth import Caller
from chassis.ids import named
from chassis.logins.subjects import DEMO_SUBS
from tasks_service.telling.actions import prefer
from tasks_service.telling.models import Kind
from tasks_service.work import actions
from tasks_service.work.models import Priority, Status, Task

# Title, description, author, assignee, due in days, priority, status.
TASKS = [
    ("Replace the lamp of the seminar room projector", "It flickers; the spare is in cabinet 3.",
     "cleo", "ben", -2, Priority.HIGH, Status.OPEN),
    ("Label the new laptops", "24 of them, tags LT-0301 to LT-0324.",
     "ana", "ben", 3, Priority.NORMAL, Status.IN_PROGRESS),
    ("Check the soldering stations", "Tips, sponges, earth leads; put a sticker on each.",
     "ben", "ben", 7, Priority.NORMAL, Status.OPEN),
    ("Find the missing USB-C docking station", "Last seen in meeting room 2.",
     "cleo", "ben", -5, Priority.NORMAL, Status.ON_HOLD),
    ("Order batteries for the radio microphones", "AA, 48 pieces; the box is nearly empty.",
     "ben", "ana", 1, Priority.HIGH, Status.OPEN),
    ("Wipe the returned laptops", "Six from the summer course.",
     "ana", "ben", -1, Priority.URGENT, Status.IN_PROGRESS),
    ("Calibrate the oscilloscope", "Its certificate ends this month.",
     "ana", None, 14, Priority.HIGH, Status.OPEN),
    ("Sort the cable drawer", "HDMI left, DisplayPort right, the rest to recycling.",
     "ben", "cleo", None, Priority.LOW, Status.OPEN),
    ("Mount the ceiling microphone in studio B", "",
     "cleo", "ben", -10, Priority.NORMAL, Status.DONE),
    ("Update the camera firmware", "Both bodies; note the version on the tag.",
     "ben", "ben", -4, Priority.NORMAL, Status.DONE),
    ("Write a one-page guide for the lecture recorder", "",
     "ana", "cleo", 10, Priority.LOW, Status.OPEN),
    ("Rent a second fog machine", "Not needed: the theatre lends us theirs.",
     "cleo", "ana", None, Priority.NONE, Status.CANCELLED),
]  # fmt: skip
# What more there is to say of some, by title.
MORE: dict[str, dict[str, Any]] = {
    "Label the new laptops": {
        "kind": "preparation",
        "labels": ["laptops"],
        "checklist": [
            {"text": "Print the labels", "is_done": True},
            {"text": "Stick them under the lid", "is_done": False},
            {"text": "Scan each of them once", "is_done": False},
        ],
    },
    "Replace the lamp of the seminar room projector": {
        "kind": "repair",
        "labels": ["projector"],
        "asset_id": named("PRJ-0104"),
    },
    "Order batteries for the radio microphones": {"kind": "purchase", "labels": ["audio"]},
    "Calibrate the oscilloscope": {"kind": "inspection", "labels": ["lab"]},
    "Check the soldering stations": {"kind": "maintenance", "labels": ["lab", "safety"]},
}
# Who says what about which.
SAID = [
    ("Find the missing USB-C docking station", "cleo", "It was there on *Monday*."),
    ("Find the missing USB-C docking station", "ben", "Not in room 2, nor at the desk. I wait."),
    ("Label the new laptops", "ben", "The printer needs a new roll first."),
]
WORKED = [("Label the new laptops", "ben", 50), ("Update the camera firmware", "ben", 25)]
# What people ask again and again: name, who has saved it, filters, order, whether it is shared.
VIEWS = [
    ("Mine, soonest first", "ben", {"assignee": "me", "completed": "false"}, "due_at", True),
    ("Open, of high priority", "ana", {"status": "open", "priority": "high"}, "created_at", True),
    ("The lab", "ben", {"label": "lab"}, "", False),
]
WAITS = {"Write a one-page guide for the lecture recorder": "Label the new laptops"}


def seed_tasks(*, at: datetime) -> int:
    """Write down the demo's tasks, in the names of the demo people; return how many."""
    tasks: dict[str, Task] = {}
    people = {name: Caller(id=sub, name=name) for name, sub in DEMO_SUBS.items()}
    for person in people.values():  # nobody is there to read mails
        prefer(by=person, likes={kind: {"by_mail": False} for kind in Kind})
    for title, description, author, assignee, days, priority, status in TASKS:
        tasks[title] = actions.create_task(
            by=people[author],
            title=title,
            description=description,
            assignee=UUID(DEMO_SUBS[assignee]) if assignee else None,
            due_at=None if days is None else at + timedelta(days=days),
            priority=priority,
            status=status,
            blocked_by=[tasks[WAITS[title]].id] if title in WAITS else [],
            **MORE.get(title, {}),
        )
    for title, author, body in SAID:
        actions.write_comment(by=people[author], task_id=tasks[title].id, body=body)
    for title, author, minutes in WORKED:
        task_id = tasks[title].id
        worked: dict[str, Any] = {"spent_on": at.date(), "minutes": minutes}
        actions.log_time(by=people[author], at=at, task_id=task_id, **worked)
    for name, owner, filters, ordering, is_shared in VIEWS:
        words = {"filters": filters, "ordering": ordering, "is_shared": is_shared}
        actions.save_view(by=people[owner], name=name, **words)
    return len(tasks)
