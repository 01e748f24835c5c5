"""May this caller knock? Scopes first; which rows exist for them is for the selectors."""

from typing import Any, ClassVar

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request


class ScopePermission(BasePermission):
    """One scope to read and one to write. Subclass it with a name that reads as a sentence."""

    read: ClassVar[str]
    write: ClassVar[str]

    def has_permission(self, request: Request, view: Any) -> bool:
        """Tell whether the caller has the scope that the method needs."""
        if not request.user or not request.user.is_authenticated:
            return False
        scope = self.read if request.method in SAFE_METHODS else self.write
        self.message = f"This needs the scope {scope}."
        return bool(request.user.may(scope))
