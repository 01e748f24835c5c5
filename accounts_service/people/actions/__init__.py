"""The verbs of people and teams: everything that changes them."""

from accounts_service.people.actions.people import (
    change_person,
    create_person,
    deactivate,
    reactivate,
)
from accounts_service.people.actions.teams import change_team, create_team, delete_team

__all__ = [
    "change_person",
    "change_team",
    "create_person",
    "create_team",
    "deactivate",
    "delete_team",
    "reactivate",
]
