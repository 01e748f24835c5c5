"""Set a person's password, and end what was signed in with the old one."""

from getpass import getpass
from typing import Any

from django.contrib.auth.forms import SetPasswordForm
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts_service.access.selectors.grants import named
from accounts_service.people import actions
from chassis.auth import Caller

COMMAND_LINE = Caller(id="command-line", kind="service")
FIELDS = {"new_password1": "Password: ", "new_password2": "Password (again): "}


class Command(BaseCommand):
    """Django's command of this name, through our verb."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command."""
        person = named(options["username"])
        if person is None:
            raise CommandError(f"There is nobody with the username {options['username']}.")
        typed = {field: getpass(prompt) for field, prompt in FIELDS.items()}
        form = SetPasswordForm(person, typed)
        if not form.is_valid():
            raise CommandError(" ".join(str(each) for few in form.errors.values() for each in few))
        actions.change_password(user=person, password=typed["new_password1"], by=COMMAND_LINE)
        self.stdout.write(f"{person.username} has a new password, and is signed out everywhere.")
