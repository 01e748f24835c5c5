"""Settings that know every service's models at once. Only the type checker reads them."""

from pathlib import Path

from chassis import defaults

SECRET_KEY = "the type checker signs nothing"
SERVICE = SERVICE_TITLE = "types"
INSTALLED_APPS = [
    *defaults.APPS,
    "chassis.encryption",
    "chassis.logins",
    "accounts_service.access",
    "accounts_service.people",
    "oauth2_provider",
    "allauth.account",
    "allauth.mfa",
    "tasks_service.days",
    "tasks_service.hooks",
    "tasks_service.planning",
    "tasks_service.reports",
    "tasks_service.telling",
    "tasks_service.work",
    "catalog_service.attachments",
    "catalog_service.desk",
    "catalog_service.gear",
    "catalog_service.imports",
    "catalog_service.lending",
]
AUTH_USER_MODEL = "people.User"
ACCOUNTS_KEYS_DIR = ACCOUNTS_CLIENT_SECRETS_DIR = Path()
OAUTH2_PROVIDER_APPLICATION_MODEL = "access.Client"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REST_FRAMEWORK = defaults.REST_FRAMEWORK
USE_TZ = True
TOKEN_ISSUER = TOKEN_AUDIENCE = TOKEN_KEYS = JWKS_URL = CELERY_BROKER_URL = EVENTS_URL = ""
INTERNAL_URL = TOKEN_URL = CLIENT_ID = CLIENT_SECRET = ""
MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]
API_MIDDLEWARE: list[str] = []
PUBLIC_URL = EMAIL_FILE_PATH = GATEWAY_SECRET = ""
ENCRYPTION_KEYS: str | Path = ""
BLIND_INDEX_SECRET = ""
ENCRYPTED_TEXTS: list[str] = []
SECOND_FACTOR_FOR = "nobody"
ACCESS_RECORDS_KEPT_DAYS = 365
DRAFTS_KEPT_DAYS = 30
ATTACHMENT_MEGABYTES = 10
DESK_TIME_ZONE = defaults.DESK_TIME_ZONE
DESK_ROLES = ("technician", "admin")
JOB_SCOPES = SIGN_IN_SCOPES = ("types:read", "types:write")
WEBHOOK_NETWORKS: list[str] = []
WEBHOOK_PORTS: list[str] = []
SIGN_IN_AT = LOGIN_REDIRECT_URL = ACCOUNT_URL = ROOT_URLCONF = ""
