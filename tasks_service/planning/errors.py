"""The rules of planning, as errors."""

from collections.abc import Sequence

from chassis.errors import Conflict, Forbidden, Invalid


class RuleNotUnderstood(Invalid):
    """This is no RRULE of RFC 5545 that comes round by the day, week, month or year."""

    code = "rule_not_understood"


class EndsBeforeItBegins(Invalid):
    """It ends before it comes round for the first time."""

    code = "ends_before_it_begins"


class TooFarAway(Invalid):
    """A schedule begins within ten years from now, or began within the last ten."""

    code = "too_far_away"


class NotAnOccurrence(Invalid):
    """It does not come round then. `upcoming` says when it does next."""

    code = "not_an_occurrence"

    def __init__(self, upcoming: Sequence[str]) -> None:
        super().__init__(attr="planned_at")
        self.more = {"upcoming": list(upcoming)}


class TooManyAhead(Invalid):
    """More than 400 tasks would be there at once: take fewer lead days, or times that are rarer."""

    code = "too_many_ahead"


class AboutNoGear(Invalid):
    """It is about no thing: name one, or let `blocks_gear` and `waits_for_gear` be false."""

    code = "about_no_gear"


class OnlyTheDeskBlocksGear(Forbidden):
    """The desk says what nobody borrows: ask a technician."""

    code = "only_the_desk_blocks_gear"


class AlreadyMade(Conflict):
    """The task of this time is there already: change that one, or cancel it."""

    code = "already_made"


class MovedIntoThePast(Invalid):
    """It is moved to a moment that is still to come."""

    code = "moved_into_the_past"


class AlreadyPaused(Conflict):
    """It rests already."""

    code = "already_paused"


class NotPaused(Conflict):
    """It does not rest."""

    code = "not_paused"
