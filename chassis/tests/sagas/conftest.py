"""Flows of the tiny service, and another one's, which asks it for steps."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from chassis.auth import Caller
from chassis.clients import Answer, UpstreamAway, UpstreamRefused
from chassis.ids import uuid7
from chassis.sagas import asking, running, start
from chassis.sagas.models import Saga
from chassis.tests.project.notes.models import Note

ANA = Caller(id="018f5f5e-0000-7000-8000-00000000000a")
STEPS = "/chassis/internal/steps/"


@pytest.fixture
def shelf(as_caller: Callable[..., Any]) -> Any:
    """Return another service."""
    return as_caller(id="shelf", client_id="shelf", roles=(), scopes=["chassis:internal"])


@pytest.fixture
def ask(shelf: Any) -> Callable[..., Any]:
    """Return a function that asks for the step of a saga, which is always the same one."""
    saga = str(uuid7())

    def ask(title: str = "Dust", *, name: str = "notes.write", **words: Any) -> Any:
        said = words.pop("said", {"title": title})
        return shelf.post(f"{STEPS}{name}/", {"saga": saga, "step": "write", "said": said, **words})

    def undo(name: str = "notes.write", **words: Any) -> Any:
        return shelf.post(f"{STEPS}{name}/undo/", {"saga": saga, "step": "write", **words})

    ask.undo = undo  # type: ignore[attr-defined]
    return ask


class Wire:
    """The way to the other service, which is the tiny one again: its real address, no socket.

    `trouble` holds what happens at the next calls: "lost" (it never arrives), "no answer" (it does,
    but the answer is lost), "twice" (it arrives once more), or a function that is called between.
    """

    def __init__(self, client: Any) -> None:
        self.client = client
        self.asked: list[str] = []
        self.trouble: list[Any] = []

    def post(self, name: str, path: str, json: Any) -> Any:
        trouble = self.trouble.pop(0) if self.trouble else ""
        self.asked.append(path.removeprefix("/internal/steps/"))
        if trouble == "lost":
            raise UpstreamAway(name, "it was lost")
        answer = self._send(path, json)
        if trouble == "twice":
            assert self._send(path, json).content == answer.content
        if trouble == "no answer":
            raise UpstreamAway(name, "its answer was lost")
        if callable(trouble):
            trouble()
        return Answer(answer.status_code, dict(answer.items()), answer.content)

    def _send(self, path: str, json: Any) -> Any:
        self.client.raise_request_exception = False
        answer = self.client.post(f"/chassis{path}", json)
        if answer.status_code >= 500:
            raise UpstreamAway("shelf", f"it answered {answer.status_code}")
        if answer.status_code >= 400:
            raise UpstreamRefused("shelf", answer.status_code, answer.content.decode())
        return answer


@pytest.fixture
def wire(shelf: Any, monkeypatch: pytest.MonkeyPatch) -> Wire:
    """Let flows ask the other service, and steer what happens on the way."""
    wire = Wire(shelf)

    class InProcess:
        def __init__(self, name: str) -> None:
            self.name = name

        def post(self, path: str, *, json: Any, **_: object) -> Any:
            return wire.post(self.name, path, json)

    monkeypatch.setattr(asking, "Upstream", InProcess)
    return wire


@pytest.fixture
def keep(wire: Wire) -> Saga:
    """Begin to keep a note."""
    words = {"subject": "dust", "told": {"title": "Dust"}}
    return start("notes.keep", by=ANA, at=timezone.now(), **words)


def gone_on(saga: Saga) -> Saga:
    """Go on with a flow as far as it goes now; return how it is then."""
    running.run(saga.id)
    saga.refresh_from_db()
    return saga


def closed(saga: Saga) -> Saga:
    """Let what it waits for happen, and go on."""
    Note.objects.filter(title="Dust").update(is_open=False)
    return gone_on(saga)


def titles() -> list[str]:
    """Return what the notes say."""
    return sorted(Note.objects.values_list("title", flat=True))


def story(saga: Saga) -> list[str]:
    """Return the timeline in a few words."""
    return [f"{each.what} {each.step}".strip() for each in saga.timeline.all()]
