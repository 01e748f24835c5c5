"""May this caller knock?"""

from chassis.auth.permissions import ScopePermission


class CanReadReports(ScopePermission):
    """`catalog:desk`: sums of money are for those who run the desk."""

    read = "catalog:desk"
    write = "catalog:desk"
