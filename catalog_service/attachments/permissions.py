"""May this caller knock?"""

from chassis.auth.permissions import ScopePermission


class CanAttach(ScopePermission):
    """`catalog:read` to look, `catalog:write` to hang something on gear."""

    read = "catalog:read"
    write = "catalog:write"
