"""What can be wrong when somebody is to be forgotten."""

from chassis.errors import DomainError, Invalid, NotFound
from chassis.sagas.errors import NotYet


class UnknownSection(NotFound):
    """This service has no such section."""


class BadCursor(Invalid):
    """This is the cursor of no page."""

    code = "bad_cursor"


class StillForgetting(NotYet):
    """It is being done. Ask again in some seconds."""

    code = "still_forgetting"


class NotForgotten(DomainError):
    """It broke. Somebody who operates this service looks at the job, and retries it."""

    code = "not_forgotten"
    status = 503


class NothingToForget(NotFound):
    """Nobody is to be forgotten under this id, or it is over."""
