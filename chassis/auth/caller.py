"""The caller: whoever a verified token or session speaks for."""

from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from django.conf import settings


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Whoever a request acts for. `id` is the token's `sub`: a person's id, or a client's."""

    id: str
    kind: Literal["person", "service"] = "person"
    name: str = ""
    scopes: frozenset[str] = field(default_factory=frozenset)
    roles: frozenset[str] = field(default_factory=frozenset)
    client_id: str = ""
    token_id: str = ""

    # What Django and DRF ask of a user.
    is_authenticated = True
    is_anonymous = False
    is_active = True

    @property
    def pk(self) -> str:
        """The id, under the name that DRF asks for."""
        return self.id

    @property
    def person_id(self) -> UUID | None:
        """The id of the person who calls, or None for a caller who is no person."""
        try:
            return UUID(self.id)
        except ValueError:
            return None

    def may(self, scope: str) -> bool:
        """Tell whether the caller was granted a scope."""
        return scope in self.scopes

    def has_role(self, *roles: str) -> bool:
        """Tell whether the caller has one of the roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def sees_all(self) -> bool:
        """Whether rows of others exist for the caller: for services, and for those at the desk."""
        return self.kind == "service" or self.has_role(*settings.DESK_ROLES)

    def get_username(self) -> str:
        """The name that the browsable API shows."""
        return self.name or self.id

    def __str__(self) -> str:
        return self.get_username()
