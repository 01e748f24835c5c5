"""May this caller knock?"""

from chassis.auth.permissions import ScopePermission


class CanUseWebhooks(ScopePermission):
    """`tasks:operate`: what is told is of everybody, whoever may see it elsewhere."""

    read = write = "tasks:operate"
