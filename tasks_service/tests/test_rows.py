"""Every list and row of tasks: PostgreSQL makes the JSON that the serializer shows.

Jobs and dead letters are the chassis's, and are asked in its own tests.
"""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from chassis.logins.subjects import DEMO_SUBS
from chassis.testing import twice
from chassis.testing.sent_back import all_sent_back, changed
from chassis.testing.twice import collections, everything_twice
from tasks_service.days.models import CalendarFeed
from tasks_service.hooks.models import Delivery, Webhook
from tasks_service.planning.models import Occurrence, Schedule
from tasks_service.telling.models import Notification
from tasks_service.tests.conftest import SCOPES
from tasks_service.urls import router
from tasks_service.work.models import (
    Asset,
    Attachment,
    Blocker,
    Comment,
    Priority,
    SavedView,
    TimeEntry,
)

API = "/tasks/api/v1"
CLEO = DEMO_SUBS["cleo"]


@pytest.fixture
def desk(as_caller):
    """Who sees everything."""
    return as_caller(id=DEMO_SUBS["ana"], roles=["admin"], scopes=[*SCOPES, "tasks:operate"])


@pytest.fixture
def rows(make_task, know, noon):
    """Some of everything: empty and full, known and not, plain and odd."""
    know.person(CLEO, name="Cleo")
    know.asset(UUID(int=7), tag="CAM-1", title=twice.ODD)
    know.until(Asset, noon)
    empty = make_task(title="empty")
    make_task(
        title=twice.ODD,
        description=twice.ODD * 3,
        status="done",
        priority=Priority.URGENT,
        assignee=CLEO,
        asset_id=UUID(int=7),
        due_at=noon,
        kind="repair",
        labels=["lens", twice.ODD[:20].lower()],
        checklist=[{"text": twice.ODD, "is_done": True}, {"text": "Dry", "is_done": False}],
    )
    make_task(assignee=UUID(int=1), asset_id=UUID(int=2), due_at=datetime(1000, 1, 1, tzinfo=UTC))
    own = make_task(created_by=CLEO, status="on_hold", due_at=noon.replace(microsecond=120_000))
    for blocker in (make_task(), empty):
        Blocker.objects.create(task=own, blocker=blocker)
    for task, small in ((own, "x.webp"), (own, ""), (empty, "y.webp")):
        words = {"name": twice.ODD[:50], "media_type": "image/png", "size": 7}
        Attachment.objects.create(task=task, thumbnail=small, width=3, **words)
    for task, author in ((own, CLEO), (own, None), (empty, UUID(int=1))):
        Comment.objects.create(task=task, body=twice.ODD, author=author)
    for task, person in ((own, CLEO), (empty, UUID(int=1)), (empty, CLEO)):
        words = {"person": person, "spent_on": noon.date(), "minutes": 5, "note": twice.ODD}
        TimeEntry.objects.create(task=task, **words)
    for number, is_shared in enumerate((True, False, True)):
        words = {"filters": {"search": twice.ODD}, "columns": ["title"], "is_shared": is_shared}
        SavedView.objects.create(owner=CLEO, name=f"{number}{twice.ODD}", **words)
    SavedView.objects.create(owner=DEMO_SUBS["ana"], name="Hers")
    some_schedules(noon, own)
    some_webhooks(noon)
    for number, covers in enumerate(("own", "all", "own")):
        words = {"name": twice.ODD, "covers": covers, "digest": f"{number}"}
        CalendarFeed.objects.create(owner=CLEO, last_used_at=noon, **words)
    for kind, read_at in (("due", None), ("assigned", noon), ("mentioned", None)):
        words = {"title": twice.ODD, "text": twice.ODD, "about": own.id, "read_at": read_at}
        for person in (CLEO, DEMO_SUBS["ana"]):
            Notification.objects.create(person=person, kind=kind, **words)


def some_schedules(noon, task):
    """Schedules, and what came of them."""
    words = {"title": twice.ODD, "rule": "FREQ=DAILY", "starts_at": noon}
    full = {"labels": ["a"], "checklist": [{"text": twice.ODD, "is_done": True}], "next_at": noon}
    waits = {"is_waiting": True, "waits_for": task, "assignee": CLEO, "asset_id": UUID(int=7)}
    for more in ({"ends_at": noon, **full}, {"basis": "completion", **waits}, {"created_by": CLEO}):
        row = Schedule.objects.create(**words, **more)
        Occurrence.objects.create(schedule=row, planned_at=noon, due_at=noon, status="skipped")
    Occurrence.objects.update(status="made", task=None)
    Occurrence.objects.filter(schedule=row).update(task=task)


def some_webhooks(noon):
    """Webhooks, and what was sent to them."""
    words = {"name": twice.ODD, "url": "https://a.example/", "created_by": CLEO}
    off = {"is_active": False, "off_because": "said_it_is_gone", "former_until": noon}
    for more in ({"event_types": []}, {"event_types": ["a.b.v1", "c.d.v1"]}, off):
        row = Webhook.objects.create(**{"event_types": ["a.b.v1"], **words, **more})
        took = {"answered": 200, "answer": twice.ODD, "tried_at": noon}
        for number, said in enumerate(({"next_at": noon}, {"status": "delivered", **took})):
            body = {"type": "a.b.v1", "body": twice.ODD}
            Delivery.objects.create(webhook=row, event_id=UUID(int=number), **body, **said)


@pytest.mark.parametrize(("name", "view"), collections(router, "tasks_service"))
def test_a_list_and_its_rows_are_the_same_twice(rows, desk, cleo, name, view):
    found = everything_twice(f"{API}/{name}/", view, desk, cleo)

    assert len(found) > 2


@pytest.mark.parametrize(("name", "view"), changed(router, "tasks_service"))
def test_what_is_told_of_a_row_may_be_sent_back_and_is_no_change(rows, desk, name, view):
    all_sent_back(desk, f"{API}/{name}/")
