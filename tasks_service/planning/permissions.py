"""May this caller knock?"""

from chassis.auth.permissions import ScopePermission


class CanPlan(ScopePermission):
    """`tasks:read` to look, `tasks:write` to plan."""

    read = "tasks:read"
    write = "tasks:write"
