"""Declarations: what cannot be meant is refused when the program starts."""

from dataclasses import dataclass
from typing import ClassVar

import pytest

from chassis.events import Envelope, Event, checks, event, handler, handling, ignore
from chassis.events.event import declared
from chassis.tests.project.notes.events import NoteTold


@dataclass(frozen=True)
class Seen:
    text: str


@pytest.fixture(autouse=True)
def _declarations_are_put_back(monkeypatch):
    monkeypatch.setattr(event, "_declared", dict(event._declared))
    monkeypatch.setattr(event, "declared", event._declared)
    monkeypatch.setattr(checks, "declared", event._declared)
    monkeypatch.setattr(handling, "_handlers", {})
    monkeypatch.setattr(handling, "_ignored", set())


def told():
    return [(error.id, error.msg) for error in checks.every_event_is_well_declared(None)]


def test_what_the_tiny_service_declares_is_well():
    assert told() == []
    assert declared["chassis.note_told.v1"] is NoteTold


def test_two_events_have_two_names():
    with pytest.raises(ValueError, match=r"Two events are called chassis\.note_told\.v1"):

        @dataclass(frozen=True, kw_only=True)
        class NoteToldAgain(Event):
            type: ClassVar[str] = "chassis.note_told.v1"


def test_a_class_with_slots_is_made_twice_and_declared_once():
    @dataclass(frozen=True, kw_only=True, slots=True)
    class NoteSlotted(Event):
        type: ClassVar[str] = "chassis.note_slotted.v1"
        subject: ClassVar[str] = "text"
        text: str

    assert event._declared["chassis.note_slotted.v1"] is NoteSlotted
    assert told() == []


@pytest.mark.parametrize("name", ["other.note_lost.v1", "chassis.note_lost", "chassis.NoteLost.v1"])
def test_a_name_says_service_fact_and_version(name):
    @dataclass(frozen=True, kw_only=True)
    class NoteLost(Event):
        type: ClassVar[str] = name
        subject: ClassVar[str] = "text"
        text: str

    ((id, message),) = told()
    assert id == "events.E001"
    assert message.endswith(f"is called {name}; it must be chassis.<fact>.v<n>.")


def test_an_event_is_a_dataclass_whose_subject_is_a_field():
    class NoteBare(Event):
        type: ClassVar[str] = "chassis.note_bare.v1"

    @dataclass(frozen=True, kw_only=True)
    class NoteAimless(Event):
        type: ClassVar[str] = "chassis.note_aimless.v1"
        subject: ClassVar[str] = "nothing"

    @dataclass(frozen=True, kw_only=True)
    class Abstract(Event):
        text: str

    assert [id for id, _ in told()] == ["events.E002", "events.E003"]


def test_a_handler_is_known_by_its_app_and_function():
    @handler("a.thing.v1")
    @handler("a.thing.v2")
    def on_thing(event: Seen, about: Envelope) -> None: ...

    @handler("a.thing.v1", batch=True, name="things.many")
    def on_things(events: list[tuple[Seen, Envelope]]) -> None: ...

    single, batch = handling._handlers["a.thing.v1"]
    assert (single.consumer, single.shape, single.is_batch) == (
        "test_declaring.on_thing",
        Seen,
        False,
    )
    assert (batch.consumer, batch.shape, batch.is_batch) == ("things.many", Seen, True)


@pytest.mark.parametrize(
    ("module", "app"),
    [("tasks.work.handlers", "work"), ("tasks.work.handlers.people", "work"), ("work", "work")],
)
def test_handlers_may_be_a_folder(module, app):
    def on_thing(event: Seen, about: Envelope) -> None: ...

    on_thing.__module__ = module
    assert handling._consumer(on_thing) == f"{app}.on_thing"


def test_two_handlers_of_one_type_have_two_names():
    def on_thing(event: Seen, about: Envelope) -> None: ...

    handler("a.thing.v1")(on_thing)

    with pytest.raises(ValueError, match="Two handlers"):
        handler("a.thing.v1")(on_thing)


def test_a_handler_says_what_it_reads():
    def bare(event, about): ...

    def several(events: list, about: Envelope) -> None: ...

    with pytest.raises(TypeError, match=r"\(event: Shape, …\)"):
        handler("a.thing.v1")(bare)
    with pytest.raises(TypeError, match=r"events: list\[tuple\[Shape, Envelope\]\]"):
        handler("a.thing.v1", batch=True)(several)


def test_the_streams_that_are_read_are_those_of_handled_types():
    @handler("b.thing.v1")
    def on_b(event: Seen, about: Envelope) -> None: ...

    handler("a.thing.v1")(on_b)
    ignore("c.thing.v1", "a.other.v1")

    assert handling._ignored == {"c.thing.v1", "a.other.v1"}
    assert handling.producers() == ["a", "b"]
