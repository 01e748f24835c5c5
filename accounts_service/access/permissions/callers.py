"""May this caller knock?"""

from chassis.auth.permissions import ScopePermission


class CanReadRecords(ScopePermission):
    """`accounts:read`; which records exist for a caller is the selector's to say."""

    read = write = "accounts:read"


class CanUseApiTokens(ScopePermission):
    """`accounts:read`; whose tokens exist for a caller is the selector's to say."""

    read = write = "accounts:read"


class CanUseConsents(ScopePermission):
    """`accounts:read`; whose consents exist for a caller is the selector's to say."""

    read = write = "accounts:read"
