"""Roles and scopes, and the clients that ask for them."""

from accounts_service.access.models.clients import Client
from accounts_service.access.models.roles import (
    IDENTITY_SCOPES,
    INTERNAL_SCOPES,
    ROLE_SCOPES,
    SCOPES,
    Role,
    services_of,
)

__all__ = [
    "IDENTITY_SCOPES",
    "INTERNAL_SCOPES",
    "ROLE_SCOPES",
    "SCOPES",
    "Client",
    "Role",
    "services_of",
]
