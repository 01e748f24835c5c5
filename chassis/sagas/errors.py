"""What can be wrong with a flow and its steps."""

from chassis.errors import Conflict, DomainError, Invalid, NotFound


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
