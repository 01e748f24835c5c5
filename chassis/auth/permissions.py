"""May this caller knock? Scopes first; which rows exist for them is for the selectors."""

from typing import Any, ClassVar

from django.conf import settings
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from chassis.auth.caller import Caller


class Nobody(BasePermission):
    """The default: a view that names no permission is closed, not open to all who signed in."""

    message = "This address is open to nobody yet."

    def has_permission(self, request: Request, view: Any) -> bool:
        """Refuse."""
        return False


class ScopePermission(BasePermission):
    """One scope to read and one to write. Subclass it with a name that reads as a sentence."""

    read: ClassVar[str]
    write: ClassVar[str]

    def has_permission(self, request: Request, view: Any) -> bool:
        """Tell whether the caller has the scope that the method needs."""
        if not isinstance(request.user, Caller):
            return False
        scope = self.read if request.method in SAFE_METHODS else self.write
        self.message = (
            f"This needs the scope {scope}. Ask for a token that has it, or an admin for a role "
            "that includes it."
        )
        return request.user.may(scope)


class CanOperate(ScopePermission):
    """`<service>:operate`: to see how the service is, and to deal with what it put aside."""

    read = write = f"{settings.SERVICE}:operate"


class ServiceOnly(BasePermission):
    """For `/internal/`: a service that was granted `<this service>:internal`, never a person."""

    message = "This address is for services only."

    def has_permission(self, request: Request, view: Any) -> bool:
        """Tell whether a service with that scope asks."""
        caller = request.user
        return (
            isinstance(caller, Caller)
            and caller.kind == "service"
            and caller.may(f"{settings.SERVICE}:internal")
        )
