"""May this caller knock?"""

from chassis.auth.permissions import ScopePermission


class CanWorkOnTasks(ScopePermission):
    """`tasks:read` to look, `tasks:write` to change."""

    read = "tasks:read"
    write = "tasks:write"
