"""Every declared order of a list is read from an index, also from the middle on."""

import pytest

from chassis.logins.subjects import DEMO_SUBS
from chassis.testing.plans import every_order_has_an_index
from chassis.testing.twice import collections, make_what_all_services_list
from tasks_service.days.models import CalendarFeed
from tasks_service.hooks.models import Delivery, Webhook
from tasks_service.planning.models import Occurrence, Schedule
from tasks_service.telling.models import Notification
from tasks_service.tests.conftest import API
from tasks_service.urls import router
from tasks_service.work.models import Attachment, Comment, SavedView, TimeEntry


@pytest.fixture
def three_of_each(make_task, noon):
    """Three rows in every list."""
    for number in range(3):
        words = {"title": f"{number}", "rule": "FREQ=DAILY", "starts_at": noon}
        row = Schedule.objects.create(**words)
        Occurrence.objects.create(schedule=row, planned_at=noon, due_at=noon)
        Notification.objects.create(person=DEMO_SUBS["ana"], kind="due", about=row.pk)
    for number in range(3):
        task = make_task(title=f"{number}")
        Attachment.objects.create(task=task, size=1)
        Comment.objects.create(task=task, body="Done?")
        TimeEntry.objects.create(task=task, person=row.pk, spent_on=noon, minutes=5)
        SavedView.objects.create(owner=DEMO_SUBS["ana"], name=f"{number}")
        CalendarFeed.objects.create(owner=row.pk, digest=f"{number}")
        hook = Webhook.objects.create(name=f"{number}", url="https://a.example", event_types=[])
        Delivery.objects.create(webhook=hook, event_id=task.pk, status="delivered")


@pytest.mark.parametrize(("name", "view"), collections(router, "tasks_service"))
def test_every_order_has_an_index(three_of_each, ana, name, view):
    every_order_has_an_index(ana, f"{API}{name}/", view.ordering_fields)


@pytest.mark.parametrize(("name", "view"), collections(router, "chassis"))
def test_so_has_every_order_of_what_all_services_list(ana, name, view):
    make_what_all_services_list(ana.caller_id)

    every_order_has_an_index(ana, f"{API}{name}/", view.ordering_fields)
