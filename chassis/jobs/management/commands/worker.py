"""`python -m django worker`: the service's worker."""

import os
import sys
from importlib import import_module
from typing import Any

from django.core.management.base import BaseCommand

from chassis.jobs.worker import queue


class Command(BaseCommand):
    """Run the worker until it is told to stop.

    `celery worker` does the same, and loads an interactive shell with it: 10 MB in each worker.
    """

    requires_system_checks = ()  # whoever migrates made them; they would load every view
    help = "Run this service's worker: one job at a time."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run."""
        os.environ["CELERY_SKIP_CHECKS"] = "true"
        app = import_module(f"{os.environ['DJANGO_SETTINGS_MODULE'].rpartition('.')[0]}.celery").app
        worker = app.Worker(
            queues=[queue()],
            concurrency=1,
            loglevel="WARNING",
            quiet=True,
            without_gossip=True,
            without_mingle=True,
        )
        worker.start()
        sys.exit(worker.exitcode)
