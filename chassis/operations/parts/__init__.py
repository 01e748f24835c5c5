"""The parts of a service that people who run it look at, in the order of the page."""

from chassis.operations.parts import jobs

PARTS = (jobs.PART,)
