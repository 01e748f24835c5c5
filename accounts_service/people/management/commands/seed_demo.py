"""Make the demo people and their teams."""

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand
from django.db import transaction

from accounts_service.access.models import Role
from accounts_service.people import actions
from accounts_service.people.models import Team, User
from chassis import env
from chassis.auth import Caller
from chassis.logins.subjects import DEMO_SUBS

SEEDER = Caller(id="seed_demo", kind="service")
PEOPLE = {
    "ana": ("Ana Silva", Role.ADMIN),
    "ben": ("Ben Okafor", Role.TECHNICIAN),
    "cleo": ("Cleo Martin", Role.MEMBER),
}
TEAMS = {"Equipment desk": ("ana", "ben"), "Studio": ("ben", "cleo")}


class Command(BaseCommand):
    """Make demo data, once."""

    help = __doc__

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command."""
        password = env.secret("KITROOM_DEMO_PASSWORD")
        for username in PEOPLE:
            seed_person(username, password)
        for name in TEAMS:
            seed_team(name)
        self.stdout.write(f"There are {len(PEOPLE)} demo people in {len(TEAMS)} teams.")


def seed_person(username: str, password: str) -> None:
    """Make a demo person, or give them the password of this run."""
    if user := User.objects.filter(id=DEMO_SUBS[username]).first():
        if not user.check_password(password):
            user.set_password(password)
            user.save()
        return
    name, role = PEOPLE[username]
    actions.create_person(
        by=SEEDER,
        id=UUID(DEMO_SUBS[username]),
        username=username,
        name=name,
        email=f"{username}@example.org",
        role=role,
        password=password,
    )


def seed_team(name: str) -> None:
    """Make a demo team, unless it is there."""
    if not Team.objects.filter(name__iexact=name).exists():
        member_ids = [UUID(DEMO_SUBS[username]) for username in TEAMS[name]]
        actions.create_team(by=SEEDER, name=name, member_ids=member_ids)
