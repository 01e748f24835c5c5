"""Make teams, and say who is in them."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from accounts_service.people.errors import TeamNameTaken, UnknownPerson
from accounts_service.people.events import TeamChanged, TeamDeleted
from accounts_service.people.models import Membership, Team, User
from chassis.auth import Caller
from chassis.errors.clashes import clashes
from chassis.events import publish


@transaction.atomic
def create_team(*, by: Caller, name: str, member_ids: Collection[UUID] = ()) -> Team:
    """Make a team."""
    team = Team(name=name)
    with clashes(a_team_name_is_one_teams=TeamNameTaken(attr="name")):
        team.save()
    _set_members(team, member_ids)
    publish(TeamChanged.of(team))
    return team


@transaction.atomic
def change_team(
    *, team: Team, by: Caller, name: str | None = None, member_ids: Collection[UUID] | None = None
) -> Team:
    """Change a team's name, or who is in it; what is not named stays as it is."""
    team.name = team.name if name is None else name
    # Saved even if only the members change: they belong to what the team's version counts.
    with clashes(a_team_name_is_one_teams=TeamNameTaken(attr="name")):
        team.save()
    if member_ids is not None:
        _set_members(team, member_ids)
    publish(TeamChanged.of(team))
    return team


@transaction.atomic
def delete_team(*, team: Team, by: Caller) -> None:
    """Delete a team; its people stay, and so does its history."""
    last = Team.objects.select_for_update().filter(pk=team.pk).first()
    if last:  # else somebody else was faster, and has told
        last.delete()
        publish(TeamDeleted(team_id=team.pk, version=last.version + 1))


def _set_members(team: Team, member_ids: Collection[UUID]) -> None:
    known = set(User.objects.filter(id__in=member_ids).values_list("id", flat=True))
    if unknown := set(member_ids) - known:
        raise UnknownPerson(f"There is nobody with the id {min(unknown)}.", attr="members")
    team.memberships.exclude(person__in=known).delete()
    already = set(team.memberships.values_list("person_id", flat=True))
    new = sorted(known - already)
    Membership.objects.bulk_create(Membership(team=team, person_id=id) for id in new)
    team.refresh_from_db()  # forgets members that were read before
