"""The web door of accounts: `granian accounts_service.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accounts_service.settings")

application = get_wsgi_application()
