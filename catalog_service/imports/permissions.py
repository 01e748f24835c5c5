"""May this caller knock?"""

from chassis.auth.permissions import ScopePermission


class CanImport(ScopePermission):
    """`catalog:read` to look, `catalog:write` to import."""

    read = "catalog:read"
    write = "catalog:write"
