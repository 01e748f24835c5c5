"""What access tells other services: whose tokens and sessions count no more."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from chassis.events import Event


@dataclass(frozen=True, kw_only=True)
class AccessEnded(Event):
    """What a person was given before a moment counts no more: tokens and sessions."""

    type: ClassVar[str] = "accounts.access_ended.v1"
    subject: ClassVar[str] = "person_id"

    person_id: UUID
    not_before: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class TokenEnded(Event):
    """One token (`jti:…`, `sha256:…`, `tid:…`) or session (`sid:…`) counts no more."""

    type: ClassVar[str] = "accounts.token_ended.v1"
    subject: ClassVar[str] = "name"

    name: str
    until: datetime
