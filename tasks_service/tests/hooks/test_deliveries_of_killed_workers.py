"""A worker is killed again and again while it delivers: nothing is lost, twice has one id.

Whoever dies during the call cannot know whether the other side has it. So it is sent once more, and
the other side drops what has a `Kitroom-Delivery` that it knows.
"""

import random
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from chassis.jobs.models import Job
from chassis.testing import worker as workers
from tasks_service.hooks.models import Delivery, DeliveryStatus, Webhook
from tasks_service.tests.hooks.conftest import TASK_CHANGED

DELIVERIES, KILLS = 300, 12
LONGEST_SECONDS = 240
TAKES_SECONDS = 0.02  # so that a kill falls into a call

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


def test_each_event_arrives_though_workers_are_killed(receiver, happen, wait_for, record_property):
    url = f"http://127.0.0.1:{receiver.server_address[1]}/"
    Webhook.objects.create(name="Chat", url=url, event_types=[TASK_CHANGED])
    Webhook.objects.update(created_at="2026-01-01T00:00:00Z")
    for number in range(DELIVERIES):
        happen(subject=f"{number}")
    known = {str(pk) for pk in Delivery.objects.values_list("pk", flat=True)}
    assert len(known) == DELIVERIES
    waiting = Job.objects.filter(status__in=("queued", "running"))
    done = Delivery.objects.filter(status=DeliveryStatus.DELIVERED)

    kills = 0
    with workers.running(0) as (worker, _background):
        worker.kill()
        for kills in range(1, KILLS + 1):  # noqa: B007
            if waiting.count() < DELIVERIES / 10:
                break
            workers.killed_after(random.uniform(0.0, 0.4), 0, did=done.count)
    with workers.running(0):
        wait_for(lambda: done.count() == DELIVERIES, LONGEST_SECONDS)

    counts = Counter(receiver.taken)
    repeated = sum(counts.values()) - len(counts)
    assert set(counts) == known
    assert repeated <= kills
    record_property(
        "figure",
        f"Webhooks  {DELIVERIES} deliveries, worker killed -9 {kills} times: 0 lost, "
        f"{repeated} sent twice with the same id",
    )
