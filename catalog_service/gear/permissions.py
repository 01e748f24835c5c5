"""May this caller knock?"""

from chassis.auth.permissions import ScopePermission


class CanKeepGear(ScopePermission):
    """`catalog:read` to look, `catalog:write` to change."""

    read = "catalog:read"
    write = "catalog:write"
