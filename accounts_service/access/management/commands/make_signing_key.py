"""Make the key that signs tokens, if there is none."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts_service.access import actions


class Command(BaseCommand):
    """Make the first signing key."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command."""
        made = actions.make_signing_key(folder=settings.ACCOUNTS_KEYS_DIR)
        self.stdout.write("Made a signing key." if made else "There is a signing key already.")
