"""May this caller knock?"""

from chassis.auth.permissions import ScopePermission


class CanBeTold(ScopePermission):
    """`tasks:read`, also to mark as read and to say how one likes to be told."""

    read = write = "tasks:read"
