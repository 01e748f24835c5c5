"""Which scopes a client of the OAuth provider may ask for."""

from typing import Any

from oauth2_provider.scopes import BaseScopes

from accounts_service.access.models import SCOPES, Client


class ClientScopes(BaseScopes):
    """Each client has its own scopes."""

    def get_all_scopes(self) -> dict[str, str]:
        """Return every scope with its words for the consent page."""
        return SCOPES

    def get_available_scopes(
        self, application: Client | None = None, request: Any = None, **kwargs: Any
    ) -> list[str]:
        """Return what a client may ask for; without a client, what there is."""
        return list(SCOPES) if application is None else sorted(application.scope_set)

    def get_default_scopes(
        self, application: Client | None = None, request: Any = None, **kwargs: Any
    ) -> list[str]:
        """Return what a client gets that names no scope: all of its own."""
        return [] if application is None else sorted(application.scope_set)
