"""May this caller knock?"""

from chassis.auth.permissions import ScopePermission


class CanReserve(ScopePermission):
    """`catalog:read` to look, `catalog:request` to reserve."""

    read = "catalog:read"
    write = "catalog:request"


class CanRunTheDesk(ScopePermission):
    """`catalog:read` to look, `catalog:desk` to hand gear out, take it back and decide."""

    read = "catalog:read"
    write = "catalog:desk"
