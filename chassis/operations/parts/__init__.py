"""The parts of a service that people who run it look at, in the order of the page."""

from chassis.operations.parts import (
    breakers,
    dead_letters,
    jobs,
    outbox,
    projections,
    readers,
    sagas,
    schedules,
    streams,
)

PARTS = (
    outbox.PART,
    readers.PART,
    streams.PART,
    projections.PART,
    dead_letters.PART,
    breakers.PART,
    jobs.PART,
    schedules.PART,
    sagas.PART,
)
