"""Make the demo's webhook: switched off, so that nothing is sent before it has an address."""

from typing import Any

from django.core.management.base import BaseCommand

from chassis.auth import Caller
from chassis.logins.subjects import DEMO_SUBS
from tasks_service.hooks import actions
from tasks_service.hooks.models import Webhook

NAME = "Chat of the desk"
URL = "https://chat.example/kitroom"  # which nobody ever has
EVENT_TYPES = ("catalog.loan_changed.v1", "tasks.task_changed.v1")


class Command(BaseCommand):
    """Make demo data, once."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command."""
        if Webhook.objects.exists():
            self.stdout.write("There is a webhook already.")
            return
        by = Caller(id=DEMO_SUBS["ana"])
        actions.create_webhook(by=by, name=NAME, url=URL, event_types=EVENT_TYPES, is_active=False)
        self.stdout.write("Made a webhook, which is switched off.")
