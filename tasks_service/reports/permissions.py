"""May this caller knock?"""

from chassis.auth.permissions import ScopePermission


class CanReport(ScopePermission):
    """`tasks:read`: a report tells what its reader may see."""

    read = write = "tasks:read"
