"""What flows may ask of lending."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from catalog_service.lending import actions, errors, selectors
from chassis.auth import Caller
from chassis.sagas import step, undo


@dataclass(frozen=True, kw_only=True)
class Somebody:
    """About whom it is."""

    person: UUID


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """Whose reservations are cancelled, and what is noted on each."""

    person: UUID
    note: str


@dataclass(frozen=True, kw_only=True)
class Has:
    """What somebody has, the first due first."""

    things: Sequence[selectors.Held]


@step("lending.held_by")
def held_by(asked: Somebody, *, by: Caller, at: datetime) -> Has:
    """Tell what somebody has."""
    return Has(things=selectors.held_by(asked.person))


@step("lending.has_nothing", refuses=[errors.HoldsGear])
def has_nothing(asked: Somebody, *, by: Caller, at: datetime) -> None:
    """Refuse if somebody has anything."""
    if held := selectors.held_by(asked.person):
        raise errors.HoldsGear([thing.tag for thing in held])


@dataclass(frozen=True, kw_only=True)
class Cancelled:
    """How many were cancelled."""

    cancelled: int


@step("lending.cancel_reservations")
def cancel_reservations(asked: Leaving, *, by: Caller, at: datetime) -> Cancelled:
    """Cancel some of what somebody has not collected; asked until there is none, it does all.

    Nothing brings it back: others may have it.
    """
    done = actions.cancel_reservations_of(person=asked.person, by=by, note=asked.note)
    return Cancelled(cancelled=len(done))


@dataclass(frozen=True, kw_only=True)
class Broken:
    """Which asset is repaired."""

    asset: UUID


@dataclass(frozen=True, kw_only=True)
class Repaired:
    """Which asset, and how its task ended."""

    asset: UUID
    outcome: str


@step("lending.send_to_repair", refuses=[errors.NotQuarantined])
def send_to_repair(asked: Broken, *, by: Caller, at: datetime) -> Broken:
    """Say that a quarantined asset is being repaired."""
    actions.send_to_repair(asset=asked.asset, by=by)
    return asked


@undo("lending.send_to_repair")
def put_back(made: Broken, *, by: Caller, at: datetime) -> None:
    """Let it be in quarantine again."""
    actions.put_back(asset=made.asset, by=by)


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How the asset is now."""

    status: str


@step("lending.end_repair", refuses=[errors.NotQuarantined, errors.StillOut, errors.StillPromised])
def end_repair(asked: Repaired, *, by: Caller, at: datetime) -> Ended:
    """Let it be lent again, or retire it if nobody repairs it."""
    asset = actions.end_repair(asset=asked.asset, is_mended=asked.outcome == "done", by=by, at=at)
    return Ended(status=asset.status)


@dataclass(frozen=True, kw_only=True)
class Promise:
    """Which reservation is prepared."""

    reservation: UUID


@step("lending.stand_by_promise", refuses=[errors.NotApproved])
def stand_by_promise(asked: Promise, *, by: Caller, at: datetime) -> Promise:
    """Refuse what is not promised any more; taken back, the gear is free again."""
    actions.stand_by_promise(reservation=asked.reservation, by=by)
    return asked


@undo("lending.stand_by_promise")
def withdraw_promise(made: Promise, *, by: Caller, at: datetime) -> None:
    """Reject it, if it is still promised."""
    actions.withdraw_promise(reservation=made.reservation, by=by)


NOBODY = (errors.BorrowerUnknown, errors.BorrowerInactive)


@step("lending.allow_borrower", refuses=[errors.NotApproved, *NOBODY, errors.TooManyLoans])
def allow_borrower(asked: Promise, *, by: Caller, at: datetime) -> None:
    """Refuse a borrower who is not here, or has too much already."""
    actions.allow_borrower(reservation=asked.reservation, by=by)


@step("lending.mark_ready", refuses=[errors.NotApproved, *NOBODY])
def mark_ready(asked: Promise, *, by: Caller, at: datetime) -> None:
    """Say that it is prepared."""
    actions.mark_ready(reservation=asked.reservation, by=by, at=at)
