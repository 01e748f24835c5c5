"""People, their teams, and that somebody was forgotten."""

from accounts_service.people.models.erasures import Erasure
from accounts_service.people.models.people import (
    USERNAME_RULE,
    Membership,
    Team,
    User,
    UserManager,
)

__all__ = [
    "USERNAME_RULE",
    "Erasure",
    "Membership",
    "Team",
    "User",
    "UserManager",
]
