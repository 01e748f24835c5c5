"""The API of people, teams and roles, and the pages that people come to by a mail."""

from accounts_service.people.views.api import PersonViewSet, RoleViewSet, TeamViewSet

__all__ = ["PersonViewSet", "RoleViewSet", "TeamViewSet"]
