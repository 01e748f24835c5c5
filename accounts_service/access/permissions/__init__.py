"""May this caller knock, and what may the OAuth provider grant?"""

from accounts_service.access.permissions.callers import (
    CanReadRecords,
    CanUseApiTokens,
    CanUseConsents,
)
from accounts_service.access.permissions.grants import GrantValidator
from accounts_service.access.permissions.requests import StrictBackend
from accounts_service.access.permissions.scopes import ClientScopes

__all__ = [
    "CanReadRecords",
    "CanUseApiTokens",
    "CanUseConsents",
    "ClientScopes",
    "GrantValidator",
    "StrictBackend",
]
