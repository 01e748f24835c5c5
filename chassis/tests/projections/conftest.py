"""A source that answers through the real feed, without a socket: other services' clients use it."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.conf import settings

from chassis.clients import UpstreamAway
from chassis.events import Envelope
from chassis.events.models import ConsumerPosition
from chassis.ids import uuid7
from chassis.projections import source as sources
from chassis.tests.project.copies.models import Copy
from chassis.tests.project.notes.models import Note

FEED = "/chassis/internal/snapshots/originals/"


@pytest.fixture
def service(as_caller):
    """Another service."""
    return as_caller(id="shelf", client_id="shelf", roles=(), scopes=["chassis:internal"])


@pytest.fixture
def source(service, monkeypatch):
    """Let projections read the real feed; `source.is_away = True` takes it away."""
    state = SimpleNamespace(is_away=False, asked=[])

    class InProcess:
        def __init__(self, name):
            self.name = name

        def get(self, path, *, params, deadline, timeout):
            state.asked.append(params)
            if state.is_away:
                raise UpstreamAway(self.name)
            answer = service.get(f"/{self.name}{path}", params)
            assert answer.status_code == 200, answer.content
            return SimpleNamespace(body=answer.content)

    monkeypatch.setattr(sources, "Upstream", InProcess)
    return state


@pytest.fixture
def fresh(db):
    """Say until when everything that the source committed was applied."""

    def say(at=None):
        ConsumerPosition.objects.update_or_create(
            stream="events:chassis",
            group=settings.SERVICE,
            defaults={"fresh_at": at or datetime.now(UTC) + timedelta(hours=1)},
        )

    return say


@pytest.fixture
def notes(db):
    """Some originals, in the order of their ids."""
    made = [Note.objects.create(title=f"Note {n}", rank=n) for n in range(10)]
    return sorted(made, key=lambda note: note.id)


@pytest.fixture
def small_pages(monkeypatch):
    """Ask for three rows at a time."""
    usual = sources.Source.page
    monkeypatch.setattr(sources.Source, "page", lambda self, after: usual(self, after, 3))


def known(**lookup):
    """Return what is known here: titles by id."""
    return dict(Copy.objects.known().filter(**lookup).values_list("id", "title"))


def about(**changes):
    """Return what an event carries beside its data."""
    usual = {
        "id": uuid7(),
        "source": "chassis",
        "type": "chassis.original_changed.v1",
        "subject": str(UUID(int=1)),
        "version": 1,
        "position": 1,
        "at": datetime(2026, 3, 2, 12, tzinfo=UTC),
    }
    return Envelope(**{**usual, **changes})
