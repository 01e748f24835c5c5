"""A flow has somebody forgotten, and comes again until it is done."""

import json
import os
from uuid import UUID

import pytest

from chassis.events.streams import redis
from chassis.ids import uuid7
from chassis.jobs.models import Job
from chassis.jobs.running import run_next
from chassis.privacy import asking
from chassis.tests.privacy.conftest import NAME
from chassis.tests.project.notes.models import Note

ERASURE = UUID("018f5f5e-0000-7000-8000-0000000000ee")


@pytest.fixture(autouse=True)
def _own_redis(settings, worker_id):
    number = int(worker_id.removeprefix("gw")) if worker_id.startswith("gw") else 0
    settings.EVENTS_URL = f"{os.environ['KITROOM_TEST_REDIS_URL']}/{30 + number}"
    redis().flushdb()


@pytest.fixture
def ask(as_caller):
    """Ask for a step as another service, under a key of its own."""
    shelf = as_caller(id="shelf", client_id="shelf", roles=(), scopes=["chassis:internal"])

    def ask(name):
        body = {"saga": str(uuid7()), "step": "one", "said": {"erasure": str(ERASURE)}}
        return shelf.post(f"/chassis/internal/steps/{name}/", body)

    return ask


def test_who_wants_it_is_asked_for_the_words_and_only_when_it_is_done(
    ask, erasure, neighbour, refused, db
):
    Note.objects.create(title=NAME)
    words = {"words": list(erasure.words), "names": [], "called": erasure.called}
    neighbour.always(body=json.dumps({"subject": str(erasure.subject), **words}).encode())

    assert ask("privacy.forget").json()["outcome"] == "done"
    refused(ask("privacy.forgotten"), 202, "still_forgetting")
    run_next()

    made = ask("privacy.forgotten").json()["made"]
    assert neighbour.heard[0].path == f"/shelf/internal/privacy/erasures/{ERASURE}/"
    assert (made["notes_note"], Note.objects.get().title) == (1, erasure.called)
    assert Job.objects.get().parameters == {"erasure": str(ERASURE), "of": "shelf"}


def test_asked_for_twice_it_is_done_once(ask, db):
    assert ask("privacy.forget").json()["made"] == ask("privacy.forget").json()["made"]
    assert Job.objects.count() == 1


def test_what_broke_needs_somebody_and_what_nobody_asked_for_is_a_no(ask, refused, db):
    assert ask("privacy.forgotten").json()["outcome"] == "refused"

    ask("privacy.forget")
    Job.objects.update(status="dead")

    refused(ask("privacy.forgotten"), 503, "not_forgotten")


def test_words_are_told_to_services_while_there_is_something_to_do(
    as_caller, erasure, refused, monkeypatch, db
):
    address = f"/chassis/internal/privacy/erasures/{ERASURE}/"
    service = as_caller(id="shelf", client_id="shelf", roles=(), scopes=["chassis:internal"])
    refused(service.get(address), 404, "not_found")
    refused(as_caller(roles=["admin"]).get(address), 403, "forbidden")

    monkeypatch.setattr(asking, "_sources", [{ERASURE: erasure}.__getitem__])

    assert service.get(address).json()["words"] == list(erasure.words)
