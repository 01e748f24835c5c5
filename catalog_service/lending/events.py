"""What lending tells other services."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from chassis.events import Event


@dataclass(frozen=True, kw_only=True)
class ReservationChanged(Event):
    """A reservation was made or changed."""

    type: ClassVar[str] = "catalog.reservation_changed.v1"
    subject: ClassVar[str] = "reservation_id"

    reservation_id: UUID
    borrower: UUID
    status: str
    starts_at: datetime
    ends_at: datetime
    asset_ids: list[UUID]  # those that it names; of products and kits they are picked later

    @classmethod
    def of(cls, reservation: Any) -> "ReservationChanged":
        """Return what others may know of a reservation."""
        return cls(
            reservation_id=reservation.id,
            borrower=reservation.borrower,
            status=reservation.status,
            starts_at=reservation.starts_at,
            ends_at=reservation.ends_at,
            asset_ids=[line.asset_id for line in reservation.lines.all() if line.asset_id],
            version=reservation.version,
        )


@dataclass(frozen=True, kw_only=True)
class LoanChanged(Event):
    """Gear was handed out, came back, was given up or may stay longer."""

    type: ClassVar[str] = "catalog.loan_changed.v1"
    subject: ClassVar[str] = "loan_id"

    loan_id: UUID
    borrower: UUID | None
    place_id: UUID | None  # where it stands, if no person has it
    reservation_id: UUID | None
    out_at: datetime
    due_at: datetime
    closed_at: datetime | None
    asset_ids: list[UUID]
    out_asset_ids: list[UUID]  # those that the borrower still has

    @classmethod
    def of(cls, loan: Any) -> "LoanChanged":
        """Return what others may know of a loan."""
        lines = loan.lines.all()
        return cls(
            loan_id=loan.id,
            borrower=loan.borrower,
            place_id=loan.place_id,
            reservation_id=loan.reservation_id,
            out_at=loan.out_at,
            due_at=loan.due_at,
            closed_at=loan.closed_at,
            asset_ids=[line.asset_id for line in lines],
            out_asset_ids=[line.asset_id for line in lines if line.is_out],
            version=loan.version,
        )


@dataclass(frozen=True, kw_only=True)
class LoanDeleted(Event):
    """A loan never was: the import that made it was undone."""

    type: ClassVar[str] = "catalog.loan_deleted.v1"
    subject: ClassVar[str] = "loan_id"

    loan_id: UUID
