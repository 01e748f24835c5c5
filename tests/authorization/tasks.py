"""What there is in tasks."""

import json
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils.timezone import now

from chassis.auth import Caller
from chassis.files.keeping import keep
from chassis.tests.files.drawing import picture
from tasks_service.days.models import CalendarFeed
from tasks_service.hooks.models import Delivery, Webhook
from tasks_service.planning.models import Occurrence, Schedule
from tasks_service.telling.models import Notification
from tasks_service.work.models import Attachment, Comment, SavedView, Task, TimeEntry
from tests.authorization import everywhere
from tests.authorization.asking import Things, World
from tests.authorization.callers import IDS, STRANGER

SLOT = (now() + timedelta(days=1)).replace(microsecond=0)
CHANGED = "tasks.task_changed.v1"
ASSET = "018f5f5e-0000-7000-8000-00000000a55e"
login_of = everywhere.login_of


def world(neighbour: Any, settings: Any, folder: Any) -> World:
    """Make a task for everybody, about an asset of the catalog."""
    neighbour.always(body=json.dumps({"id": ASSET, "tag": "LT-1", "title": "T14"}).encode())
    tasks = {owner: _task(owner) for owner in everywhere.OWNERS}
    files = {owner: _file(tasks[owner], owner) for owner in everywhere.OWNERS}
    comments = {owner: _comment(tasks[owner], owner) for owner in everywhere.OWNERS}
    times = {owner: _time(tasks[owner], owner) for owner in everywhere.OWNERS}
    seen = tasks[IDS["member"]]
    work = Things(tasks.pop(STRANGER), tasks)
    return World(
        {
            **everywhere.things("tasks"),
            "tasks": work,
            "my-day": work,
            "schedules": _schedules(),
            "schedules/resume": _schedules(is_paused=True),
            "occurrences": _occurrences(),
            "notifications": _notifications(),
            "saved-views": _views(),
            "time-entries": Things(times.pop(STRANGER), times),
            "attachments": Things(files.pop(STRANGER), files),
            "comments": Things(comments.pop(STRANGER), comments),
            "calendar-feeds": _feeds(),
            "webhooks": Things(webhook := _webhook()),
            "webhook-deliveries": Things(_delivery(webhook)),
        },
        {
            **everywhere.BODIES,
            "tasks": {"title": "Dust again"},
            "tasks/{}": {"title": "Dust better"},
            "tasks/{}/tick": {"number": 1},
            "tasks/{}/move": {},
            "notification-preferences": {"kinds": [{"kind": "due", "by_mail": False}]},
            "calendar-feeds": {"name": "My phone"},
            "reports": {"first": "2026-01-01", "last": "2026-01-31", "form": "csv"},
            "schedules": {"title": "Dust", "rule": "FREQ=DAILY", "starts_at": _in(1)},
            "schedules/{}": {"title": "Dust better"},
            "schedules/{}/skip": {"planned_at": SLOT},
            "schedules/{}/move": {"planned_at": SLOT, "to": _in(9)},
            "saved-views": {"name": "Mine", "filters": {"assignee": "me"}},
            "saved-views/{}": {"ordering": "due_at"},
            "attachments": lambda: {"task": seen, "file": ContentFile(b"Hello", "x.txt")},
            "comments": {"task": seen, "body": "Done?"},
            "comments/{}": {"body": "Done."},
            "time-entries": {"task": seen, "spent_on": "2026-03-02", "minutes": 5},
            "time-entries/{}": {"minutes": 6},
            "webhooks": {"name": "Chat", "url": "https://chat.example/", "event_types": [CHANGED]},
            "webhooks/{}": {"name": "Talk"},
            "tasks/bulk": {"rows": [{"id": STRANGER, "title": "Dust all"}]},
        },
        everywhere.QUERIES,
    )


def _task(owner: str) -> str:
    items = [{"text": "Floor", "is_done": False}]
    task = Task.objects.create(title="Dust", created_by=owner, asset_id=ASSET, checklist=items)
    return str(task.id)


def _file(task: str, owner: str) -> str:
    row = Attachment(task_id=task, created_by=owner)
    keep(row, ContentFile(picture(), "photo.jpg"))
    return str(row.id)


def _comment(task: str, owner: str) -> str:
    author = Caller(id=owner).person_id
    return str(Comment.objects.create(task_id=task, body="Done?", author=author).id)


def _time(task: str, owner: str) -> str:
    person = Caller(id=owner).person_id or STRANGER
    words = {"spent_on": "2026-03-02", "minutes": 5}
    return str(TimeEntry.objects.create(task_id=task, person=person, **words).pk)


def _schedules(*, is_paused: bool = False) -> Things:
    words = {"title": "Dust", "rule": "FREQ=DAILY", "starts_at": SLOT, "next_at": SLOT}
    made = {
        owner: str(Schedule.objects.create(created_by=owner, is_paused=is_paused, **words).pk)
        for owner in everywhere.OWNERS
    }
    return Things(made.pop(STRANGER), made)


def _occurrences() -> Things:
    made = {}
    for row in Schedule.objects.filter(is_paused=False):
        words = {"planned_at": SLOT - timedelta(days=1), "due_at": SLOT, "status": "made"}
        made[row.created_by] = str(Occurrence.objects.create(schedule=row, **words).pk)
    return Things(made.pop(STRANGER), made)


def _notifications() -> Things:
    people = (*IDS.values(), STRANGER)
    words = {"kind": "due", "title": "Dust", "about": STRANGER}
    made = {each: str(Notification.objects.create(person=each, **words).pk) for each in people}
    return Things(made.pop(STRANGER), made)


def _views() -> Things:
    people = (*IDS.values(), STRANGER)
    made = {each: str(SavedView.objects.create(owner=each, name="Late").pk) for each in people}
    return Things(made.pop(STRANGER), made)


def _feeds() -> Things:
    feeds = {
        owner: str(CalendarFeed.objects.create(owner=owner, name="Phone", digest=owner).pk)
        for owner in (*IDS.values(), STRANGER)
    }
    return Things(feeds.pop(STRANGER), feeds)


def _webhook() -> str:
    words = {"name": "Chat", "url": "https://chat.example/", "event_types": [CHANGED]}
    return str(Webhook.objects.create(created_by=STRANGER, **words).pk)


def _delivery(webhook: str) -> str:
    words = {"event_id": STRANGER, "type": CHANGED, "body": "{}", "status": "delivered"}
    return str(Delivery.objects.create(webhook_id=webhook, **words).pk)


def _in(hours: int) -> str:
    return (now() + timedelta(hours=hours)).isoformat()
