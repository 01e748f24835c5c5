"""What people tell other services."""

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from chassis.events import Event


@dataclass(frozen=True, kw_only=True)
class PersonChanged(Event):
    """A person was added or changed."""

    type: ClassVar[str] = "accounts.person_changed.v1"
    subject: ClassVar[str] = "person_id"

    person_id: UUID
    name: str
    is_active: bool
    role: str

    @classmethod
    def of(cls, person: Any) -> "PersonChanged":
        """Return what others may know of a person."""
        return cls(
            person_id=person.id,
            name=str(person),
            is_active=person.is_active,
            role=person.role,
            version=person.version,
        )


@dataclass(frozen=True, kw_only=True)
class TeamChanged(Event):
    """A team was made or changed."""

    type: ClassVar[str] = "accounts.team_changed.v1"
    subject: ClassVar[str] = "team_id"

    team_id: UUID
    name: str

    @classmethod
    def of(cls, team: Any) -> "TeamChanged":
        """Return what others may know of a team."""
        return cls(team_id=team.id, name=team.name, version=team.version)


@dataclass(frozen=True, kw_only=True)
class TeamDeleted(Event):
    """A team was deleted."""

    type: ClassVar[str] = "accounts.team_deleted.v1"
    subject: ClassVar[str] = "team_id"

    team_id: UUID
