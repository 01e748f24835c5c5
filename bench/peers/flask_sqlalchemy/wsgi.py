"""The web door: `granian bench.peers.flask_sqlalchemy.wsgi:application`."""

from bench.peers.flask_sqlalchemy.app import app

application = app
