"""The rules of lending, as errors."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from chassis.errors import Conflict, Forbidden, Invalid


class BorrowerMissing(Invalid):
    """Say for whom: you are no person who could have it."""

    code = "required"


class BorrowerOrPlace(Invalid):
    """Say who gets it (`borrower`) or where it goes (`place`): one of the two."""

    code = "borrower_or_place"


class BorrowerUnknown(Invalid):
    """There is no such person, or the catalog has not heard of them yet."""

    code = "borrower_unknown"


class BorrowerInactive(Invalid):
    """This person is not here any more."""

    code = "borrower_inactive"


class OnlyForYourself(Forbidden):
    """You may reserve for yourself. The desk reserves for others: it has the scope catalog:desk."""

    code = "only_for_yourself"


class StartsInThePast(Invalid):
    """This is over already. Begin now or later."""

    code = "starts_in_the_past"


class EndsBeforeStart(Invalid):
    """It ends before it begins."""

    code = "ends_before_start"


class EndsInThePast(Invalid):
    """This is over already. It ends now or later."""

    code = "ends_in_the_past"


class TooFarAhead(Invalid):
    """Nobody knows what will be then. Promise gear for the next five years."""

    code = "too_far_ahead"


class IsClosed(Invalid):
    """Nobody is there then. Choose a time within the opening hours.

    `next_open` says when somebody is there again, at the latest in 400 days.
    """

    code = "closed"

    def __init__(self, place: str, hours: str, next_open: str | None, *, attr: str) -> None:
        again = f" It is open again from {next_open} on." if next_open else ""
        super().__init__(f"{place} is closed then ({hours}).{again}", attr=attr)
        self.more = {"next_open": next_open}


class TooLong(Invalid):
    """Nobody may have it for so long."""

    code = "too_long"

    def __init__(self, place: str, days: int, until: str, *, attr: str) -> None:
        said = f"{place} lends for {days} days at most: until {until}."
        super().__init__(said, attr=attr)
        self.more = {"latest": until}


class PolicyTaken(Conflict):
    """There is a policy of this place already: change that one."""

    code = "policy_taken"


class EndsBeforeItsFirstDay(Invalid):
    """The last day is before the first."""

    code = "ends_before_start"


class Taken(Conflict):
    """Some of it is promised or out at that time.

    `clashes` says what and when, `short` of which products not enough is free, `free` when all of
    it is free next for as long.
    """

    code = "taken"

    def __init__(
        self,
        clashes: Sequence[Mapping[str, str]] = (),
        free: Sequence[Mapping[str, str]] = (),
        short: Sequence[Mapping[str, Any]] = (),
        *,
        can_move: bool = False,
    ) -> None:
        taken = [f"{each['tag']} from {each['from']} to {each['to']}" for each in clashes]
        few = [f"{each['free']} of {each['wanted']} {each['title']}" for each in short]
        said = f"Free at that time: {', '.join(few)}. " if few else ""
        super().__init__(f"{said}Taken already: {', '.join(taken)}." if taken else said.strip())
        self.can_move = can_move  # some of it could go to other assets of a product
        self.more = {"clashes": clashes, "short": short, "free": free}


class NotLendable(Conflict):
    """Gear that is in repair, quarantined, lost or retired is neither promised nor handed out.

    `assets` says which of it is so.
    """

    code = "not_lendable"

    def __init__(self, assets: Sequence[Mapping[str, str]]) -> None:
        states = [f"{each['tag']} is {each['status'].replace('_', ' ')}" for each in assets]
        super().__init__(f"This cannot be lent: {', '.join(states)}.")
        self.more = {"assets": assets}


class GearBlocked(Conflict):
    """Something has to be done to this gear first. `assets` says what."""

    code = "gear_blocked"

    def __init__(self, assets: Sequence[Mapping[str, str]]) -> None:
        due = [f"{each['tag']} waits for “{each['title']}”" for each in assets]
        super().__init__(f"This cannot be lent before it is looked after: {', '.join(due)}.")
        self.more = {"assets": assets}


class AssetGone(Conflict):
    """Some of it was deleted meanwhile."""

    code = "asset_gone"


class ReservationOver(Conflict):
    """What is rejected, cancelled, expired or collected stays as it is."""

    code = "reservation_over"

    def __init__(self, status: str) -> None:
        super().__init__(f"This reservation is {status}: it stays as it is.")


class KitInUse(Conflict):
    """Reservations name it, so it cannot be deleted."""

    code = "kit_in_use"


class NotDraft(Conflict):
    """Only a draft can be submitted."""

    code = "not_draft"

    def __init__(self, status: str) -> None:
        super().__init__(f"This reservation is {status}: it was submitted before.")


class LinesMissing(Invalid):
    """Say what it is about: at least one line."""

    code = "required"


class NotRequested(Conflict):
    """Only what is requested can be approved; nobody says no to a draft."""

    code = "not_requested"

    def __init__(self, status: str) -> None:
        super().__init__(f"This reservation is {status}: there is nothing to decide.")


class NotApproved(Conflict):
    """Only what is approved can be collected."""

    code = "not_approved"

    def __init__(self, status: str) -> None:
        super().__init__(f"This reservation is {status}: only what is approved can be collected.")


class NotReserved(Invalid):
    """Only what was reserved is collected. Hand the rest out in a loan of its own."""

    code = "not_reserved"

    def __init__(self, tags: Iterable[str]) -> None:
        super().__init__(f"Not in this reservation: {', '.join(tags)}.", attr="lines")


class NotOut(Conflict):
    """This is not out, or not with this loan."""

    code = "not_out"

    def __init__(self, tags: Iterable[str]) -> None:
        super().__init__(f"Not out with this loan: {', '.join(tags)}.")


class IsHere(Conflict):
    """This is not out: nobody has it."""

    code = "not_out"


class UnknownTag(Invalid):
    """There is no asset with this tag."""

    code = "unknown_tag"


class ListedTwice(Invalid):
    """This was scanned before."""

    code = "listed_twice"


class LoanClosed(Conflict):
    """Nothing of this loan is out any more."""

    code = "loan_closed"


class StillOut(Conflict):
    """Somebody has it. Take it back first."""

    code = "still_out"

    def __init__(self, tag: str) -> None:
        super().__init__(f"{tag}: {self.__doc__}")


class StillPromised(Conflict):
    """It is promised to somebody. Cancel or change that reservation first."""

    code = "still_promised"

    def __init__(self, tag: str) -> None:
        super().__init__(f"{tag}: {self.__doc__}")


class HoldsGear(Conflict):
    """This person has gear. Let them leave first, and take it back."""

    code = "holds_gear"

    def __init__(self, tags: Sequence[str]) -> None:
        some = ", ".join(tags[:5]) + (" and more" if len(tags) > 5 else "")
        super().__init__(f"This person has {some}. Let them leave first, and take it back.")


class NotQuarantined(Conflict):
    """It is not in quarantine any more: somebody has decided about it."""

    code = "not_quarantined"


class TaskGone(Conflict):
    """The task that this waited for was deleted."""

    code = "task_gone"


class TooManyLoans(Conflict):
    """Who has so many open loans reserves no more: something has to come back first."""

    code = "too_many_loans"

    def __init__(self, most: int) -> None:
        super().__init__(
            f"The borrower has {most} open loans or more. Something has to come back first."
        )


class NotPrepared(Conflict):
    """Nobody prepares it: the task was cancelled."""

    code = "not_prepared"
