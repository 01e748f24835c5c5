"""May this caller knock?"""

from chassis.auth.permissions import ScopePermission


class CanManagePeople(ScopePermission):
    """`accounts:read` to look, `accounts:admin` to change."""

    read = "accounts:read"
    write = "accounts:admin"


class CanEndOwnAccess(ScopePermission):
    """`accounts:read`: whoever may see themself may sign themself out."""

    read = write = "accounts:read"


class CanSeeErasures(ScopePermission):
    """`accounts:admin`: who was forgotten concerns admins."""

    read = write = "accounts:admin"
