"""`python -m django background`: the service's background process."""

import os
from importlib import import_module
from typing import Any

from django.core.management.base import BaseCommand

from chassis.background.loop import Loop


class Command(BaseCommand):
    """Run the background process until it is told to stop."""

    # No more than what this process depends on: the other checks would load every view.
    requires_system_checks = ("jobs",)
    help = "Run this service's background process: ring for jobs, tidy up, beat."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run."""
        # The service's Celery app becomes the current one: chores ring through it.
        package = os.environ["DJANGO_SETTINGS_MODULE"].rpartition(".")[0]
        import_module(f"{package}.celery")
        Loop().run()
