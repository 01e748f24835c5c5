"""The web door of tasks: `python -m chassis.server tasks_service.wsgi:application`."""

import os

from chassis import web

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tasks_service.settings")

application = web.application()
