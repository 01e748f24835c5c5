"""A worker is killed again and again while it delivers: nothing is lost, twice has one id.

Whoever dies during the call cannot know whether the other side has it. So it is sent once more, and
the other side drops what has a `Kitroom-Delivery` that it knows.
"""

import random
import threading
import time
from collections import Counter
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from chassis.jobs.models import Job
from chassis.testing import worker as workers
from tasks_service.hooks.models import Delivery, DeliveryStatus, Webhook
from tasks_service.tests.hooks.conftest import TASK_CHANGED

DELIVERIES, KILLS = 300, 12
LONGEST_SECONDS = 240
TAKES_SECONDS = 0.02  # so that a kill falls into a call
WAITING = Job.objects.filter(status__in=("queued", "running"))
DELIVERED = Delivery.objects.filter(status=DeliveryStatus.DELIVERED)

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]


class Receiver(ThreadingHTTPServer):
    """Takes what it is sent, and says so after a moment."""

    def __init__(self):
        self.taken = []
        super().__init__(("127.0.0.1", 0), Taking)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Taking(BaseHTTPRequestHandler):
    """One call."""

    server: Receiver

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append(self.headers["Kitroom-Delivery"])
        time.sleep(TAKES_SECONDS)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def receiver(monkeypatch, settings):
    monkeypatch.setenv("TASKS_WEBHOOK_NETWORKS", "127.0.0.1/32")
    settings.WEBHOOK_NETWORKS = ["127.0.0.1/32"]
    server = Receiver()
    yield server
    server.shutdown()
    server.server_close()


@dataclass
class Found:
    """What became of the deliveries."""

    lost: int
    repeated: int
    kills: int


@pytest.fixture
def while_killed(receiver, happen, wait_for):
    """Tell a webhook of events while workers are killed; return what became of that."""

    def deliver(module):
        url = f"http://127.0.0.1:{receiver.server_address[1]}/"
        Webhook.objects.create(name="Chat", url=url, event_types=[TASK_CHANGED])
        Webhook.objects.update(created_at="2026-01-01T00:00:00Z")
        for number in range(DELIVERIES):
            happen(subject=f"{number}")
        known = {str(pk) for pk in Delivery.objects.values_list("pk", flat=True)}
        assert len(known) == DELIVERIES
        kills = _kill(module)
        with workers.running(0):
            wait_for(lambda: DELIVERED.count() == DELIVERIES, LONGEST_SECONDS)
        counts = Counter(receiver.taken)
        assert set(counts) <= known
        return Found(DELIVERIES - len(counts), counts.total() - len(counts), kills)

    return deliver


def _kill(module):
    """Run one worker after the other while much waits, and kill each; return how many."""
    kills = 0
    with workers.running(0) as (worker, _background):
        worker.kill()
        while kills < KILLS and WAITING.count() >= DELIVERIES / 10:
            kills += 1
            workers.killed_after(random.uniform(0.0, 0.4), 0, did=DELIVERED.count, module=module)
    return kills


def test_each_event_arrives_though_workers_are_killed(while_killed, record_property):
    found = while_killed("django")

    assert found.lost == 0
    assert found.repeated <= found.kills
    record_property(
        "figure",
        f"Webhooks  {DELIVERIES} deliveries, worker killed -9 {found.kills} times: 0 lost, "
        f"{found.repeated} sent twice with the same id",
    )


def test_a_worker_that_notes_before_it_sends_loses_some(while_killed, record_property):
    found = while_killed("tasks_service.tests.hooks.naive_worker")

    assert found.lost > 0
    record_property(
        "figure",
        f"Webhooks  noted before they are sent: {found.lost} of {DELIVERIES} lost "
        f"in {found.kills} kills",
    )
