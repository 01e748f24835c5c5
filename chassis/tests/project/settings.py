"""The settings of the tiny service that the chassis is tested on."""

from chassis import defaults, env
from chassis.observability import logs

SERVICE = "chassis"
SERVICE_TITLE = "Chassis"
SECRET_KEY = env.secret("CHASSIS_SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = [*defaults.ALLOWED_HOSTS, "testserver"]
INSTALLED_APPS = [
    *defaults.APPS,
    "chassis.encryption",
    "chassis.logins",
    "chassis.pages",
    "chassis.tests.project.contacts",
    "chassis.tests.project.copies",
    "chassis.tests.project.notes",
]
MIDDLEWARE = defaults.RELYING_MIDDLEWARE
API_MIDDLEWARE = defaults.API_MIDDLEWARE
ROOT_URLCONF = "chassis.tests.project.urls"
TEMPLATES = defaults.TEMPLATES
STORAGES = defaults.STORAGES
DATABASES = defaults.postgres("CHASSIS_DATABASE_URL")
CELERY_BROKER_URL = env.secret("CHASSIS_BROKER_URL")
EVENTS_URL = env.secret("CHASSIS_EVENTS_URL")
AUTH_USER_MODEL = "logins.Login"
AUTHENTICATION_BACKENDS = ["chassis.logins.backend.ProviderBackend"]
SIGN_IN_AT = "provider"
SIGN_IN_SCOPES = ("notes:read", "notes:write")
LOGIN_URL = "/chassis/sign-in/"
LOGIN_REDIRECT_URL = "/chassis/api/v1/"
ACCOUNT_URL = "/provider/account/"
SESSION_ENGINE = "chassis.auth.sessions"
SESSION_COOKIE_NAME = "chassis_session"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
DESK_TIME_ZONE = defaults.DESK_TIME_ZONE
STATIC_URL = "/chassis/static/"
STATIC_ROOT = env.folder("CHASSIS_STATIC_ROOT", "static")
MEDIA_ROOT = env.folder("CHASSIS_MEDIA_ROOT", ".run/media/chassis")
REST_FRAMEWORK = defaults.REST_FRAMEWORK
SPECTACULAR_SETTINGS = defaults.openapi("Chassis", "chassis", "For tests.")
CONTENT_SECURITY_POLICY = defaults.CONTENT_SECURITY_POLICY
CSRF_FAILURE_VIEW = "chassis.errors.pages.csrf_failure"
TOKEN_ISSUER = f"{defaults.PUBLIC_URL}/accounts/o"
TOKEN_AUDIENCE = "chassis"
TOKEN_KEYS = "chassis.auth.tokens.remote_keys"
JWKS_URL = f"{TOKEN_ISSUER}/.well-known/jwks.json"
INTERNAL_URL = defaults.INTERNAL_URL
TOKEN_URL = f"{INTERNAL_URL}/accounts/o/token/"
CLIENT_ID = "chassis"
CLIENT_SECRET = env.secret("CHASSIS_CLIENT_SECRET")
DESK_ROLES = ("technician", "admin")
JOB_SCOPES = ("notes:read", "notes:write")
ENCRYPTION_KEYS = env.secret_or_file("CHASSIS_ENCRYPTION_KEYS")
BLIND_INDEX_SECRET = env.secret("CHASSIS_BLIND_INDEX_SECRET")
ENCRYPTED_TEXTS = ["contacts.Contact.said"]
LOGGING = logs.configure("chassis")
