"""Settings that know every service's models at once. Only the type checker reads them."""

from chassis import defaults

SECRET_KEY = "the type checker signs nothing"  # noqa: S105
SERVICE = SERVICE_TITLE = "types"
INSTALLED_APPS = [
    *defaults.APPS,
    "chassis.logins",
    "oauth2_provider",
    "accounts_service.access",
    "accounts_service.people",
    "tasks_service.work",
    "catalog_service.gear",
    "catalog_service.imports",
]
AUTH_USER_MODEL = "people.User"
OAUTH2_PROVIDER_APPLICATION_MODEL = "oauth2_provider.Application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REST_FRAMEWORK = defaults.REST_FRAMEWORK
USE_TZ = True
TOKEN_ISSUER = TOKEN_AUDIENCE = TOKEN_KEYS = JWKS_URL = CELERY_BROKER_URL = ""
