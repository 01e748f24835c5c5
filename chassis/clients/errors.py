"""How a call to another service ends badly. Who cannot do without it lets the error through."""

from typing import ClassVar

from chassis.errors import DomainError

MOST_QUOTED = 300  # characters of another service's words


class UpstreamAway(DomainError):
    """A service that is needed for this does not answer now."""

    code = "upstream_away"
    status = 503
    wait = 2
    outcome: ClassVar[str] = "away"  # its name in metrics

    def __init__(self, upstream: str, why: str = "") -> None:
        self.upstream = upstream
        self.why = why  # for logs: it may name addresses
        super().__init__(f"The service {upstream} does not answer now. Try again in a moment.")


class UpstreamLeftAlone(UpstreamAway):
    """A service that is needed for this failed again and again, and is not asked for a moment."""

    outcome = "left_alone"


class UpstreamBusy(UpstreamAway):
    """Too many calls to a service that is needed for this are under way."""

    code = "upstream_busy"
    outcome = "busy"


class UpstreamRefused(DomainError):
    """A service that is needed for this refused what it was asked; `answered` is its status."""

    code = "upstream_refused"
    status = 502
    outcome: ClassVar[str] = "refused"

    def __init__(self, upstream: str, answered: int, words: str = "") -> None:
        self.upstream = upstream
        self.answered = answered
        self.why = words[:MOST_QUOTED]  # for logs
        super().__init__(f"The service {upstream} answered {answered} to what it was asked.")


class Unreadable(DomainError, ValueError):
    """A service that is needed for this gave an answer that cannot be read."""

    code = "upstream_unreadable"
    status = 502


class DeadlineExceeded(DomainError):
    """Whoever asked has stopped waiting for this answer."""

    code = "deadline_exceeded"
    status = 504
    outcome: ClassVar[str] = "too_late"
    why: ClassVar[str] = ""
