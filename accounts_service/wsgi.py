"""The web door of accounts: `python -m chassis.server accounts_service.wsgi:application`."""

import os

from chassis import web

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accounts_service.settings")

application = web.application()
