"""`python -m django background`: the service's background process."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from chassis.background.loop import Loop


class Command(BaseCommand):
    """Run the background process until it is told to stop."""

    help = "Run this service's background process: ring for jobs, tidy up, beat."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run."""
        # The service's Celery app becomes the current one: chores ring through it.
        import_module(f"{settings.ROOT_URLCONF.rpartition('.')[0]}.celery")
        Loop().run()
