"""Scopes."""

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from bench.peers.around import bearer


class HasScope(BasePermission):
    """One scope to read, another to write."""

    def has_permission(self, request: Request, view: object) -> bool:
        """Tell whether the token was given the scope."""
        needed = bearer.READ if request.method in SAFE_METHODS else bearer.WRITE
        return request.user is not None and needed in request.user.scopes
