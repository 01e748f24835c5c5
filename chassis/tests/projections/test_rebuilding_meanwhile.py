"""However events and changes fall between the pages of a rebuild, the end is as the source is."""

import random
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chassis.ids import uuid7
from chassis.projections import rebuilding
from chassis.projections import source as sources
from chassis.projections.applying import apply
from chassis.projections.rebuilding import rebuild
from chassis.testing.threads import at_once
from chassis.tests.project.copies.handlers import OriginalGone, OriginalSeen
from chassis.tests.project.copies.models import Copy
from chassis.tests.project.notes.models import Note
from chassis.tests.projections.conftest import about, known
from chassis.tests.projections.test_handling import door
from chassis.tests.projections.test_order import CHANGED, LOST

CASES = 60

numbers = st.integers(min_value=0, max_value=30)
steps = st.lists(
    st.tuples(st.sampled_from(["make", "change", "end", "deliver", "repeat"]), numbers), max_size=6
)


class World:
    """A source with its events, some of them delivered."""

    def __init__(self):
        self.told = []
        self.delivered = 0
        self.repeated_from = 0

    def take(self, steps):
        """Take some steps."""
        for name, number in steps:
            getattr(self, name)(number)

    def make(self, number):
        """Let there be one more."""
        self._tell(Note.objects.create(title=f"Note {uuid7()}", rank=number))

    def change(self, number):
        """Change one."""
        if note := self._some(number):
            note.title = f"Note {uuid7()}"
            note.save()
            self._tell(note)

    def end(self, number):
        """Delete one."""
        if note := self._some(number):
            id = note.id
            note.delete()
            self.told.append((LOST, OriginalGone(original_id=id, version=note.version + 1)))

    def deliver(self, number):
        """Deliver some events, in their order."""
        until = min(self.delivered + number + 1, len(self.told))
        self._give(self.told[self.delivered : until])
        self.delivered = until

    def repeat(self, number):
        """Deliver an event again, of those that no drift undid."""
        if old := self.told[self.repeated_from : self.delivered]:
            self._give([old[number % len(old)]])

    def drift(self, dice):
        """Let copies be what nobody ever told, and perhaps lose what was not delivered yet."""
        drift(dice)
        if dice.randrange(2):
            self.delivered = len(self.told)
        self.repeated_from = self.delivered

    def _some(self, number):
        notes = Note.objects.order_by("id")
        return notes[number % len(notes)] if notes else None

    def _tell(self, note):
        words = {"title": note.title, "rank": note.rank, "due_at": None, "version": note.version}
        self.told.append((CHANGED, OriginalSeen(original_id=note.id, **words)))

    def _give(self, events):
        for type_, seen in events:
            door(type_).do([(seen, about(version=seen.version))])


def drift(dice):
    """Let copies be what nobody ever told, and deaf to events."""
    for copy in Copy.objects.order_by("id"):
        match dice.randrange(6):
            case 0:
                copy.delete()
            case 1:
                Copy.objects.filter(id=copy.id).update(version=99, title="made up")
            case 2:
                Copy.objects.filter(id=copy.id).update(version=99, gone_at=datetime.now(UTC))
            case 3:
                Copy.objects.create(id=uuid7(), version=99)


@pytest.fixture
def between(monkeypatch):
    """Take some steps after each page of the source; `between.steps` says which."""
    plan = SimpleNamespace(steps=[], world=None)
    usual = sources.Source.page

    def page(self, after):
        found = usual(self, after, 3)
        if plan.steps:
            plan.world.take(plan.steps.pop(0))
        return found

    monkeypatch.setattr(sources.Source, "page", page)
    return plan


def one_case(between, before, gaps, dice):
    """Return what is known after a rebuild, and what there is."""
    with transaction.atomic():
        world = World()
        for number in range(5):
            world.make(number)
        world.take(before)
        world.drift(dice)
        between.world, between.steps = world, list(gaps)
        rebuild(Copy)
        world.deliver(len(world.told))
        found = known(), {note.id: note.title for note in Note.objects.all()}
        transaction.set_rollback(True)
    return found


@pytest.mark.usefixtures("source", "db")
def test_what_is_known_in_the_end_is_what_there_is(between, capsys):
    count = 0

    @settings(
        max_examples=CASES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(steps, st.lists(steps, min_size=1, max_size=6), st.randoms())
    def every_case(before, gaps, dice: random.Random):
        nonlocal count
        count += 1
        is_known, there_is = one_case(between, before, gaps, dice)
        assert is_known == there_is

    every_case()

    with capsys.disabled():
        print(f"\n{count} rebuilds among changes and events: each ended as the source was")
    assert count >= CASES


@pytest.mark.usefixtures("source", "db")
def test_its_twin_with_one_build_alone_what_was_deaf_to_an_event_stays_old(between, monkeypatch):
    world = World()
    world.make(0)
    world.deliver(0)
    Copy.objects.update(version=99)
    between.world, between.steps = world, [[("change", 0), ("deliver", 0)]]

    rebuilding._build(Copy)
    assert list(known().values()) != [Note.objects.get().title]

    rebuild(Copy)
    assert list(known().values()) == [Note.objects.get().title]


@pytest.mark.django_db(transaction=True)
def test_while_the_source_is_asked_no_transaction_is_open_and_a_consumer_writes(
    source, notes, monkeypatch
):
    rebuild(Copy)
    usual = sources.Source.pages
    came = Copy(id=uuid7(), version=1, title="came meanwhile")

    def pages(self):
        for page in usual(self):
            assert not connection.in_atomic_block
            at_once(lambda: apply([came]))
            yield page

    monkeypatch.setattr(sources.Source, "pages", pages)

    rebuild(Copy)

    assert known() == {**{note.id: note.title for note in notes}, came.id: came.title}
