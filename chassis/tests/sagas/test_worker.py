"""A real worker goes on with a flow, and is killed at an edge of it."""

import os
import signal
import time
from pathlib import Path

import pytest
from django.utils import timezone

from chassis.sagas import start
from chassis.sagas.models import Saga
from chassis.testing import worker as workers
from chassis.testing.neighbours import Says, issued
from chassis.testing.steps import Elsewhere
from chassis.tests.project.notes.models import Note
from chassis.tests.sagas.conftest import ANA, story

TOKEN = "/accounts/o/token/"

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]


def kill_what_works(worker):
    """The process that is at the job is gone, as if memory had run out; the worker lives."""
    for child in Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text().split():
        os.kill(int(child), signal.SIGKILL)


@pytest.mark.parametrize("edge", ["before the call arrives", "before its answer arrives"])
def test_a_killed_worker_leaves_a_flow_that_goes_on(
    neighbour, monkeypatch, wait_for, record_property, worker_id, edge
):
    monkeypatch.setenv("KITROOM_INTERNAL_URL", neighbour.url)
    elsewhere, killed = Elsewhere(made={"notes.write": "note"}), []

    def says(heard):
        if heard.path == TOKEN:
            return issued(1)
        if "/internal/steps/" not in heard.path:
            return Says(status=404)
        if killed:
            return elsewhere.says(heard)
        killed.append(time.monotonic())
        answer = Says() if edge == "before the call arrives" else elsewhere.says(heard)
        kill_what_works(processes[0])
        return answer

    neighbour.says = says
    number = int(worker_id.removeprefix("gw")) if worker_id.startswith("gw") else 0
    with workers.running(number) as processes:
        saga = start("notes.keep", subject="x", told={"title": "x"}, by=ANA, at=timezone.now())
        wait_for(lambda: Saga.objects.get(pk=saga.pk).waits_on, 60)

    after = time.monotonic() - killed[0]
    record_property("figure", f"R17 a worker killed {edge}: its flow went on after {after:.0f} s")
    assert len(elsewhere.of("notes.write")) == 1
    assert story(saga).count("asked copy") == 2
    assert Note.objects.count() == 1
