"""Roles and scopes, the clients that ask for them, and the audit trail."""

from accounts_service.access.models.api_tokens import ApiToken
from accounts_service.access.models.attempts import Attempts
from accounts_service.access.models.clients import Client
from accounts_service.access.models.consents import Consent
from accounts_service.access.models.records import AccessRecord, Kind
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
    "AccessRecord",
    "ApiToken",
    "Attempts",
    "Client",
    "Consent",
    "Kind",
    "Role",
    "services_of",
]
