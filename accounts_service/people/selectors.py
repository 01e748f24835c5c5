"""What a caller may see of people and teams."""

from typing import Any

from django.db.models import QuerySet

from accounts_service.access.models import ROLE_SCOPES, SCOPES
from accounts_service.people.models import Membership, Team, User
from chassis.auth import Caller
from chassis.jobs.models import Job


def people_for(caller: Caller) -> QuerySet[User]:
    """Return the people who exist for a caller: the desk sees all, others see themselves."""
    people = User.objects.all()
    return people if caller.sees_all else people.filter(id=caller.id)


def teams_for(caller: Caller) -> QuerySet[Team]:
    """Return the teams that exist for a caller: the desk sees all, others see their own."""
    teams = Team.objects.prefetch_related("memberships")
    return teams if caller.sees_all else teams.filter(memberships__person__id=caller.id)


def member_ids(team: Any) -> QuerySet[Membership, Any]:
    """Return the ids of the people in a team, in their order."""
    return Membership.objects.filter(team=team).order_by("person_id").values("person_id")


def me(caller: Caller) -> QuerySet[User]:
    """Return the caller as a person; a service is none."""
    return User.objects.filter(id=caller.id) if caller.kind == "person" else User.objects.none()


def by_email(address: str) -> list[User]:
    """Return who is active and has an e-mail address: one person or nobody."""
    return list(User.objects.filter(email=address, is_active=True).exclude(email=""))


def by_name_or_email(text: str) -> list[User]:
    """Return whom somebody means who typed a username or an address; both are looked up always."""
    named = User.objects.filter(username=text.strip().lower(), is_active=True).exclude(email="")
    return [*named, *by_email(text)]


def archives_of(user: User) -> QuerySet[Job]:
    """Return the archives of somebody, the newest first; only the last few are of use."""
    archives = Job.objects.filter(name="people.export", owner=str(user.id))
    return archives.order_by("-created_at")[:5]


def roles() -> list[dict[str, Any]]:
    """Return the table of roles: each with its scopes, in words."""
    return [
        {"role": role, "scopes": [{"name": name, "words": SCOPES[name]} for name in sorted(scopes)]}
        for role, scopes in ROLE_SCOPES.items()
    ]
