"""The parts of a service that people who run it look at, in the order of the page."""

from chassis.operations.parts import dead_letters, jobs, outbox, streams

PARTS = (outbox.PART, streams.PART, dead_letters.PART, jobs.PART)
