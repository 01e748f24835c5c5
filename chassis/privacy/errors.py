"""What can be wrong when somebody is to be forgotten."""

from chassis.errors import DomainError, Invalid, NotFound


class UnknownSection(NotFound):
    """This service has no such section."""


class BadCursor(Invalid):
    """This is the cursor of no page."""

    code = "bad_cursor"


class StillForgetting(DomainError):
    """It is being done. Ask again in some seconds."""

    code = "still_forgetting"
    status = 503


class NotForgotten(DomainError):
    """It broke. Somebody who operates this service looks at the job, and retries it."""

    code = "not_forgotten"
    status = 503


class NothingToForget(NotFound):
    """Nobody is to be forgotten under this id, or it is over."""
