"""A function of a few lines keeps a projection."""

from uuid import UUID

import pytest

from chassis.events.handling import handlers
from chassis.projections.registry import readings
from chassis.tests.project.copies.handlers import OriginalGone, OriginalSeen, on_original_changed
from chassis.tests.project.copies.models import Copy
from chassis.tests.projections.conftest import about, known

ONE = UUID(int=1)


def seen(version=1, **fields):
    """Return what a handler reads."""
    usual = {"original_id": ONE, "title": f"v{version}", "rank": 0, "due_at": None}
    return OriginalSeen(**{**usual, **fields}, version=version)


def door(type_):
    """Return what an event of a type is given to."""
    (found,) = [each for each in handlers[type_] if each.consumer.startswith("copies.")]
    return found


def test_it_is_a_handler_of_many_events_under_its_own_name():
    found = door("chassis.original_changed.v1")

    assert (found.consumer, found.is_batch) == ("copies.on_original_changed", True)
    assert found.shape is OriginalSeen
    assert found.do.__doc__ == "Keep a copy."


@pytest.mark.django_db
def test_what_was_seen_is_written_with_its_version():
    door("chassis.original_changed.v1").do([(seen(2), about()), (seen(1), about())])

    assert (known(), Copy.objects.get().version) == ({ONE: "v2"}, 2)


@pytest.mark.django_db
def test_what_is_gone_leaves_a_tombstone_of_the_events_time():
    door("chassis.original_changed.v1").do([(seen(), about())])

    door("chassis.original_lost.v1").do([(OriginalGone(original_id=ONE, version=2), about())])

    tombstone = Copy.objects.get()
    assert (tombstone.version, tombstone.gone_at, known()) == (2, about().at, {})


def test_the_function_itself_stays_what_it_was():
    assert on_original_changed(seen()).title == "v1"
    assert readings[Copy].seen is OriginalSeen
