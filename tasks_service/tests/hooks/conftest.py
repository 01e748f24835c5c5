"""Webhooks of the tests, and who takes what they are told."""

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils.timezone import now

from chassis.events import Envelope
from chassis.ids import uuid7
from chassis.jobs.models import Job
from chassis.jobs.running import run_next
from chassis.logins.subjects import DEMO_SUBS
from tasks_service.hooks import actions
from tasks_service.hooks.models import Webhook
from tasks_service.tests.conftest import API

HOOKS, DELIVERIES = f"{API}webhooks/", f"{API}webhook-deliveries/"
TASK_CHANGED = "tasks.task_changed.v1"


@pytest.fixture
def taker(neighbour, settings):
    """Somebody elsewhere who takes what they are told."""
    settings.WEBHOOK_NETWORKS = ["127.0.0.1/32"]
    return neighbour


@pytest.fixture
def hook(db, taker):
    """A webhook that is told of tasks since a minute."""
    said = {"name": "Chat", "url": f"{taker.url}/in?room=1", "event_types": [TASK_CHANGED]}
    words = {"created_by": DEMO_SUBS["ana"], "created_at": now() - timedelta(minutes=1)}
    return Webhook.objects.create(**said, **words)


@pytest.fixture
def happen(db):
    """Let an event come by, and return it."""

    def come(type=TASK_CHANGED, data=None, **words):
        said = {"id": uuid7(), "subject": "a-task", "version": 3, "position": 7, "at": now()}
        about = Envelope(source=type.partition(".")[0], type=type, **{**said, **words})
        fact = actions.Fact(data or {"title": "Lämp", "version": 3}, about)
        actions.take_down(facts=[fact], at=now())
        return fact

    return come


@pytest.fixture
def work():
    """Do what waits, also what would wait for long; tell of how many jobs."""

    def go(most=20):
        for number in range(most):
            Job.objects.filter(status="queued").update(run_after=now() - timedelta(days=1))
            if not Job.objects.filter(status="queued").exists():
                return number
            run_next()
        return most

    return go


def heard(taker):
    """Return what came: type and data of each event."""
    events = [SimpleNamespace(**json.loads(each.body)) for each in taker.heard]
    return [(event.type, event.data) for event in events]
