"""The API of people, teams and roles, and the pages that people come to by a mail."""

from accounts_service.people.views.api import PersonViewSet, RoleViewSet, TeamViewSet
from accounts_service.people.views.leaving import ErasureViewSet

__all__ = ["ErasureViewSet", "PersonViewSet", "RoleViewSet", "TeamViewSet"]
