"""The web door of the catalog: `python -m chassis.server catalog_service.wsgi:application`."""

import os

from chassis import web

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "catalog_service.settings")

application = web.application()
