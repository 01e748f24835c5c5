"""The Celery app of accounts: `python -m django worker`."""

import os

from chassis.jobs.worker import celery_app

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accounts_service.settings")

app = celery_app("accounts_service")
