"""Invite everybody on a list: CSV, or the users file of Snipe-IT as it comes."""

from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts_service.access.models import Role
from accounts_service.people import actions
from chassis.auth import Caller
from chassis.errors import DomainError

BY = Caller(id="invite_people", kind="service")
MOST = 50_000


class Command(BaseCommand):
    """Add who is new, send them a mail each, and tell what came of every row."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the words of the command."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="change nothing")
        parser.add_argument("--role", choices=Role.values, default=Role.VIEWER)
        parser.add_argument("--no-mail", action="store_true", help="add them, and invite nobody")
        parser.add_argument("--admins", action="store_true", help="rows may make admins")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Run the command."""
        try:
            with file.open("rb") as opened:
                came = actions.invite_people(
                    file=File(opened),
                    by=BY,
                    role=options["role"],
                    invite=not options["no_mail"],
                    admins=options["admins"],
                    dry_run=options["dry_run"],
                    most=MOST,
                )
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except DomainError as error:
            raise CommandError(error.detail) from error
        for row in came.rows:
            for reason in row.issues:
                self.stderr.write(f"line {row.number}: {reason.attr}: {reason.detail}")
        told = ", ".join(f"{n} {what.replace('_', ' ')}" for what, n in came.counts.items())
        self.stdout.write(f"{'Nothing was changed. ' if came.dry_run else ''}{told}.")
        if came.counts["invited"]:
            self.stdout.write(came.mail)
        if came.counts["refused"]:
            raise CommandError("Some rows were left out.")
