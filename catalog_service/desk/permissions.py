"""May this caller knock?"""

from chassis.auth.permissions import ScopePermission


class CanSubscribe(ScopePermission):
    """`catalog:read` to look, `catalog:request` to make and revoke calendars."""

    read = "catalog:read"
    write = "catalog:request"
