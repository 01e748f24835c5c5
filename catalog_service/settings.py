"""The settings of the catalog: every name on one page, production by default."""

from chassis import defaults, env
from chassis.observability import logs

SERVICE = "catalog"
SERVICE_TITLE = "Catalog"

SECRET_KEY = env.secret("CATALOG_SECRET_KEY")
DEBUG = env.flag("KITROOM_DEBUG")
ALLOWED_HOSTS = defaults.ALLOWED_HOSTS

INSTALLED_APPS = [
    *defaults.APPS,
    "chassis.logins",
    "chassis.pages",
    "catalog_service.attachments",
    "catalog_service.desk",
    "catalog_service.gear",
    "catalog_service.imports",
    "catalog_service.lending",
    "catalog_service.reports",
]
MIDDLEWARE = defaults.RELYING_MIDDLEWARE
API_MIDDLEWARE = defaults.API_MIDDLEWARE
ROOT_URLCONF = "catalog_service.urls"
WSGI_APPLICATION = "catalog_service.wsgi.application"
TEMPLATES = defaults.TEMPLATES

DATABASES = defaults.postgres("CATALOG_DATABASE_URL")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CELERY_BROKER_URL = env.secret("CATALOG_BROKER_URL")
EVENTS_URL = env.secret("CATALOG_EVENTS_URL")

TIME_ZONE = "UTC"
DESK_TIME_ZONE = defaults.DESK_TIME_ZONE
USE_TZ = True

STORAGES = defaults.STORAGES
STATIC_URL = "/catalog/static/"
STATIC_ROOT = env.folder("CATALOG_STATIC_ROOT", ".run/static/catalog")
MEDIA_ROOT = env.folder("CATALOG_MEDIA_ROOT", ".run/media/catalog")
ATTACHMENT_MEGABYTES = defaults.ATTACHMENT_MEGABYTES
DRAFTS_KEPT_DAYS = env.whole_number("CATALOG_DRAFTS_KEPT_DAYS", 30)

# Who is calling: tokens of the accounts service, verified offline.
TOKEN_ISSUER = f"{defaults.PUBLIC_URL}/accounts/o"
TOKEN_AUDIENCE = "catalog"
TOKEN_KEYS = "chassis.auth.tokens.remote_keys"
JWKS_URL = env.text("KITROOM_JWKS_URL", f"{TOKEN_ISSUER}/.well-known/jwks.json")
DESK_ROLES = ("technician", "admin")  # who sees what is others'
JOB_SCOPES = ("catalog:read", "catalog:write")

# How this service asks its neighbours, and as whom.
INTERNAL_URL = defaults.INTERNAL_URL
TOKEN_URL = f"{INTERNAL_URL}/accounts/o/token/"
CLIENT_ID = "catalog"
CLIENT_SECRET = env.secret("CATALOG_CLIENT_SECRET")

# People sign in at accounts; the admin and the browsable API then have sessions of their own.
AUTH_USER_MODEL = "logins.Login"
AUTHENTICATION_BACKENDS = ["chassis.logins.backend.ProviderBackend"]
SIGN_IN_AT = "accounts"
SIGN_IN_SCOPES = (
    "catalog:read",
    "catalog:request",
    "catalog:write",
    "catalog:desk",
    "catalog:operate",
)
LOGIN_URL = "/catalog/sign-in/"
LOGIN_REDIRECT_URL = "/catalog/api/v1/"
ACCOUNT_URL = "/accounts/security/"
PAGES = (  # title, name of the address, the scope that it wants
    ("Scan desk", "desk", "catalog:desk"),
    ("Calendar", "calendar", "catalog:read"),
    ("Stock-takes", "stock-takes", "catalog:desk"),
    ("Worth", "worth", "catalog:desk"),
)
PUBLIC_URL = defaults.PUBLIC_URL
SESSION_ENGINE = "chassis.auth.sessions"
SESSION_COOKIE_NAME = "catalog_session"
SESSION_COOKIE_PATH = "/catalog/"
SESSION_COOKIE_SECURE = defaults.HTTPS
CSRF_COOKIE_NAME = "catalog_csrf"
CSRF_COOKIE_PATH = "/catalog/"
CSRF_COOKIE_SECURE = defaults.HTTPS
CSRF_TRUSTED_ORIGINS = [defaults.PUBLIC_URL]
CSRF_FAILURE_VIEW = "chassis.errors.pages.csrf_failure"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = defaults.CONTENT_SECURITY_POLICY

REST_FRAMEWORK = defaults.REST_FRAMEWORK
SPECTACULAR_SETTINGS = {
    **defaults.openapi("Catalog", "catalog", "What gear there is, and who has it."),
    "ENUM_NAME_OVERRIDES": {
        "AssetStatusEnum": "catalog_service.gear.models.Status",
        "ConditionEnum": "catalog_service.gear.models.Condition",
    },
}
LOGGING = logs.configure("catalog")
