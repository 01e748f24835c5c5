"""May this caller knock?"""

from chassis.auth.permissions import ScopePermission


class CanManagePeople(ScopePermission):
    """`accounts:read` to look, `accounts:admin` to change."""

    read = "accounts:read"
    write = "accounts:admin"
