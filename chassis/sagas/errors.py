"""What can be wrong with a flow and its steps."""

from chassis.errors import Conflict, DomainError, Forbidden, Invalid, NotFound


class UnknownStep(NotFound):
    """No app of this service has a step of this name."""


class BadStep(Invalid):
    """This is not what the step reads."""


class StepAskedOtherwise(DomainError):
    """The step was asked for under this key already, with something else."""

    code = "step_asked_otherwise"
    status = 422


class StepWasUndone(Conflict):
    """The step was taken back before it came, so it is not done any more."""

    code = "step_was_undone"


class NotYet(DomainError):
    """It is being done. Ask again later: nothing is kept of this answer."""

    code = "not_yet"
    status = 202  # no trouble: others would leave this service alone for a while


class SagaIsOver(Conflict):
    """It is over: there is nothing to try again, and nothing to give up."""

    code = "saga_is_over"


class NoWayBack(Conflict):
    """It has come too far to be taken back. Try again what is left of it."""

    code = "no_way_back"


class DeskOnly(Forbidden):
    """Only the desk and the admins do this."""


class WaitedTooLong(Conflict):
    """What it waited for did not come in time."""

    code = "waited_too_long"
