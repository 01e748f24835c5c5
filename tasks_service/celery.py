"""The Celery app of tasks: `python -m django worker`."""

import os

from chassis.jobs.worker import celery_app

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tasks_service.settings")

app = celery_app("tasks_service")
