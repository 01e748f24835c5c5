"""Make a client for every service that has a secret, and renew those whose secret is another."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts_service.access import actions
from accounts_service.access.models import INTERNAL_SCOPES


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
            made = actions.make_service_client(service=service, secret=file.read_text().strip())
            self.stdout.write(f"{service}: {'made' if made else 'as it was'}")
