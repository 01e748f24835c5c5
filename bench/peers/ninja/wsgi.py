"""The web door: `granian bench.peers.ninja.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.peers.ninja.settings")

application = get_wsgi_application()
