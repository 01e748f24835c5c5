"""The Celery app of the tiny service."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chassis.tests.project.settings")

from chassis.jobs.worker import celery_app

app = celery_app("chassis.tests.project")
