"""What tasks keep of other services' events."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.projections.handling import forgets, projects
from tasks_service.work.models import Asset, Loan, Person, Team


@dataclass(frozen=True, kw_only=True)
class PersonSeen:
    """What is read of a person."""

    person_id: UUID
    name: str
    is_active: bool
    version: int
    role: str = ""  # of before this was told there may still be events


@dataclass(frozen=True, kw_only=True)
class TeamSeen:
    """What is read of a team."""

    team_id: UUID
    name: str
    version: int


@dataclass(frozen=True, kw_only=True)
class TeamGone:
    """Which team is gone."""

    team_id: UUID
    version: int


@dataclass(frozen=True, kw_only=True)
class AssetSeen:
    """What is read of an asset."""

    asset_id: UUID
    tag: str
    title: str
    version: int


@dataclass(frozen=True, kw_only=True)
class AssetGone:
    """Which asset is gone."""

    asset_id: UUID
    version: int


@dataclass(frozen=True, kw_only=True)
class LoanSeen:
    """What is read of a loan."""

    loan_id: UUID
    borrower: UUID | None  # None: it stands at a place, and nobody is reminded
    due_at: datetime
    closed_at: datetime | None
    out_asset_ids: list[UUID]
    version: int


@dataclass(frozen=True, kw_only=True)
class LoanGone:
    """Which loan never was."""

    loan_id: UUID
    version: int


@projects("accounts.person_changed.v1")
def on_person_changed(person: PersonSeen) -> Person:
    """Keep what to call a person, and whether they are here."""
    words = {"name": person.name, "is_active": person.is_active, "role": person.role}
    return Person(id=person.person_id, **words)


@projects("accounts.team_changed.v1")
def on_team_changed(team: TeamSeen) -> Team:
    """Keep what to call a team."""
    return Team(id=team.team_id, name=team.name)


@forgets("accounts.team_deleted.v1")
def on_team_deleted(team: TeamGone) -> Team:
    """Forget a team."""
    return Team(id=team.team_id)


@projects("catalog.asset_changed.v1")
def on_asset_changed(asset: AssetSeen) -> Asset:
    """Keep what to call an asset."""
    return Asset(id=asset.asset_id, tag=asset.tag, title=asset.title)


@forgets("catalog.asset_deleted.v1")
def on_asset_deleted(asset: AssetGone) -> Asset:
    """Forget an asset."""
    return Asset(id=asset.asset_id)


@projects("catalog.loan_changed.v1")
def on_loan_changed(loan: LoanSeen) -> Loan:
    """Keep who has what, and until when."""
    return Loan(
        id=loan.loan_id,
        borrower=loan.borrower,
        due_at=loan.due_at,
        closed_at=loan.closed_at,
        out_assets=" ".join(map(str, loan.out_asset_ids)),
    )


@forgets("catalog.loan_deleted.v1")
def on_loan_deleted(loan: LoanGone) -> Loan:
    """Forget a loan that never was."""
    return Loan(id=loan.loan_id)
