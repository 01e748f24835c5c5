"""May this caller knock?"""

from chassis.auth.permissions import ScopePermission


class CanSubscribe(ScopePermission):
    """`tasks:read` to look, `tasks:write` to make and revoke calendars."""

    read = "tasks:read"
    write = "tasks:write"
