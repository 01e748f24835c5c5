"""The verbs of people and teams: everything that changes them."""

from accounts_service.people.actions.arriving import OUTCOMES, invite_people
from accounts_service.people.actions.joining import (
    ask_for_email,
    ask_for_reset,
    change_password,
    choose_password,
    confirm_email,
    invite,
    remove_second_factors,
)
from accounts_service.people.actions.letters import pass_on
from accounts_service.people.actions.people import (
    change_person,
    create_person,
    deactivate,
    reactivate,
    sign_out_everywhere,
)
from accounts_service.people.actions.teams import change_team, create_team, delete_team

__all__ = [
    "OUTCOMES",
    "ask_for_email",
    "ask_for_reset",
    "change_password",
    "change_person",
    "change_team",
    "choose_password",
    "confirm_email",
    "create_person",
    "create_team",
    "deactivate",
    "delete_team",
    "invite",
    "invite_people",
    "pass_on",
    "reactivate",
    "remove_second_factors",
    "sign_out_everywhere",
]
