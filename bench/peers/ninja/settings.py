"""Settings for production: those of the DRF peer, without DRF."""

from bench.peers.drf.settings import (  # noqa: F401  (Django reads them)
    ALLOWED_HOSTS,
    DATABASES,
    DEBUG,
    DEFAULT_AUTO_FIELD,
    MIDDLEWARE,
    SECRET_KEY,
    TIME_ZONE,
    USE_TZ,
)

ROOT_URLCONF = "bench.peers.ninja.urls"
INSTALLED_APPS = ["ninja", "bench.peers.drf"]  # the DRF peer's table, for its model
