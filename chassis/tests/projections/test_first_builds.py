"""A projection that was never built is built, as soon as its source answers."""

import pytest

from chassis.jobs.models import Job
from chassis.projections import first_builds
from chassis.projections.first_builds import FirstBuilds
from chassis.projections.rebuilding import rebuild
from chassis.tests.project.copies.models import Copy


@pytest.fixture
def part(monkeypatch):
    """The part, with a clock that the test moves."""
    made = FirstBuilds()
    made.clock = 0.0
    monkeypatch.setattr(first_builds.time, "monotonic", lambda: made.clock)
    return made


def jobs():
    return list(Job.objects.values_list("name", "parameters"))


def test_what_was_never_built_is_asked_for_once(part, source, db):
    for part.clock in (0, 10, 100):
        part.turn()

    assert jobs() == [("projections.rebuild", {"feed": "originals"})]


def test_a_source_that_is_not_up_yet_is_asked_ever_more_rarely(part, source, db):
    source.is_away = True
    for part.clock in range(200):
        part.turn()

    assert jobs() == []
    assert len(source.asked) == 8

    source.is_away = False
    for part.clock in range(200, 300):
        part.turn()

    assert len(jobs()) == 1


def test_when_all_is_built_nobody_looks_any_more(part, source, notes, django_assert_num_queries):
    rebuild(Copy)
    part.turn()
    part.clock = 1000

    with django_assert_num_queries(0):
        part.turn()

    assert jobs() == []


def test_it_wakes_when_it_is_told(part):
    part.wake()

    part.wait(30)

    assert part.name == "projections"
