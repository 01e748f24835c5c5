"""Make two clients for every service that has a secret, and renew those that changed.

As the one a service speaks for itself, as the other it signs people in.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts_service.access import actions
from accounts_service.access.models import INTERNAL_SCOPES
from chassis import defaults


class Command(BaseCommand):
    """Make the clients of services: safe to repeat."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command."""
        for scope in sorted(INTERNAL_SCOPES):
            service = scope.partition(":")[0]
            file = settings.ACCOUNTS_CLIENT_SECRETS_DIR / service
            if not file.exists():
                continue
            secret = file.read_text().strip()
            made = actions.make_service_client(service=service, secret=secret)
            self.stdout.write(f"{service}: {'made' if made else 'as it was'}")
            if service != settings.SERVICE:  # here people sign in by themselves
                made = actions.make_web_client(
                    service=service, secret=secret, public_url=defaults.PUBLIC_URL
                )
                self.stdout.write(f"{service}-web: {'made' if made else 'as it was'}")
