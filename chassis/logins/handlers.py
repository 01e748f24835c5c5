"""What accounts tells of ended access: written to this service's own register."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.auth import ending
from chassis.events import Envelope, handler


@dataclass(frozen=True, kw_only=True)
class AccessEndedSeen:
    """From when on what somebody is given counts again."""

    person_id: UUID
    not_before: datetime


@dataclass(frozen=True, kw_only=True)
class TokenEndedSeen:
    """Which single token or session has ended."""

    name: str
    until: datetime


@handler("accounts.access_ended.v1")
def on_access_ended(ended: AccessEndedSeen, about: Envelope) -> None:
    """Refuse what somebody was given before."""
    ending.end_person(str(ended.person_id), ended.not_before)


@handler("accounts.token_ended.v1")
def on_token_ended(ended: TokenEndedSeen, about: Envelope) -> None:
    """Refuse one token or session."""
    ending.end_thing(ended.name, ended.until)
