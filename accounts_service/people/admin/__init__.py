"""The admin of people."""

from accounts_service.people.admin.erasures import ErasureAdmin
from accounts_service.people.admin.people import PersonAdmin
from accounts_service.people.admin.teams import TeamAdmin

__all__ = ["ErasureAdmin", "PersonAdmin", "TeamAdmin"]
