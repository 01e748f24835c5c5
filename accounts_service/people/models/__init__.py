"""People, their teams, and that somebody was forgotten."""

from accounts_service.people.models.erasures import Erasure
from accounts_service.people.models.people import (
    PHONE_RULE,
    USERNAME,
    USERNAME_RULE,
    Membership,
    Team,
    User,
    UserManager,
)

__all__ = [
    "PHONE_RULE",
    "USERNAME",
    "USERNAME_RULE",
    "Erasure",
    "Membership",
    "Team",
    "User",
    "UserManager",
]
