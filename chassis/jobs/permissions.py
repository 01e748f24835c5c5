"""May this caller knock?"""

from django.conf import settings

from chassis.auth.permissions import ScopePermission


class CanUseJobs(ScopePermission):
    """The service's own scopes: the first of JOB_SCOPES to look at jobs, the second to steer."""

    read, write = settings.JOB_SCOPES
