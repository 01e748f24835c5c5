"""The Celery app of the catalog: `python -m django worker`."""

import os

from chassis.jobs.worker import celery_app

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "catalog_service.settings")

app = celery_app("catalog_service")
