"""Make the client as which `manage.py login` asks people in a terminal."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts_service.access import actions
from accounts_service.access.models import INTERNAL_SCOPES, SCOPES


class Command(BaseCommand):
    """Make it, or let it ask for scopes that are new: safe to repeat."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command."""
        made = actions.make_command_line_client(scopes=SCOPES.keys() - INTERNAL_SCOPES)
        self.stdout.write("made" if made else "as it was")
