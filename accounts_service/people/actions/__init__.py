"""The verbs of people and teams: everything that changes them."""

from accounts_service.people.actions.arriving import OUTCOMES, invite_people
from accounts_service.people.actions.erasing import become_nobody, end_erasure, erase, whom
from accounts_service.people.actions.exporting import export_person, write_archive
from accounts_service.people.actions.joining import (
    ask_for_email,
    ask_for_reset,
    change_password,
    choose_password,
    confirm_email,
    invite,
    remove_second_factors,
)
from accounts_service.people.actions.leaving import end_their_access, leave, refuse_leaving
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
    "become_nobody",
    "change_password",
    "change_person",
    "change_team",
    "choose_password",
    "confirm_email",
    "create_person",
    "create_team",
    "deactivate",
    "delete_team",
    "end_erasure",
    "end_their_access",
    "erase",
    "export_person",
    "invite",
    "invite_people",
    "leave",
    "pass_on",
    "reactivate",
    "refuse_leaving",
    "remove_second_factors",
    "sign_out_everywhere",
    "whom",
    "write_archive",
]
