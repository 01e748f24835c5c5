"""The settings of tasks: every name on one page, production by default."""

from chassis import defaults, env
from chassis.observability import logs

SERVICE = "tasks"
SERVICE_TITLE = "Tasks"

SECRET_KEY = env.secret("TASKS_SECRET_KEY")
DEBUG = env.flag("KITROOM_DEBUG")
ALLOWED_HOSTS = defaults.ALLOWED_HOSTS

# In the order in which they are given an event: who keeps what is told before who tells it on.
INSTALLED_APPS = [
    *defaults.APPS,
    "chassis.logins",
    "chassis.pages",
    "tasks_service.telling",
    "tasks_service.work",
    "tasks_service.planning",
    "tasks_service.days",
    "tasks_service.hooks",
    "tasks_service.reports",
]
MIDDLEWARE = defaults.RELYING_MIDDLEWARE
API_MIDDLEWARE = defaults.API_MIDDLEWARE
ROOT_URLCONF = "tasks_service.urls"
WSGI_APPLICATION = "tasks_service.wsgi.application"
TEMPLATES = defaults.TEMPLATES

DATABASES = defaults.postgres("TASKS_DATABASE_URL")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CELERY_BROKER_URL = env.secret("TASKS_BROKER_URL")
EVENTS_URL = env.secret("TASKS_EVENTS_URL")

TIME_ZONE = "UTC"
DESK_TIME_ZONE = defaults.DESK_TIME_ZONE
USE_TZ = True

STORAGES = defaults.STORAGES
STATIC_URL = "/tasks/static/"
STATIC_ROOT = env.folder("TASKS_STATIC_ROOT", ".run/static/tasks")
MEDIA_ROOT = env.folder("TASKS_MEDIA_ROOT", ".run/media/tasks")
ATTACHMENT_MEGABYTES = defaults.ATTACHMENT_MEGABYTES

# Who is calling: tokens of the accounts service, verified offline.
TOKEN_ISSUER = f"{defaults.PUBLIC_URL}/accounts/o"
TOKEN_AUDIENCE = "tasks"
TOKEN_KEYS = "chassis.auth.tokens.remote_keys"
JWKS_URL = env.text("KITROOM_JWKS_URL", f"{TOKEN_ISSUER}/.well-known/jwks.json")
DESK_ROLES = ("technician", "admin")  # who sees what is others'
JOB_SCOPES = ("tasks:read", "tasks:write")

# How this service asks its neighbours, and as whom.
INTERNAL_URL = defaults.INTERNAL_URL
TOKEN_URL = f"{INTERNAL_URL}/accounts/o/token/"
CLIENT_ID = "tasks"
CLIENT_SECRET = env.secret("TASKS_CLIENT_SECRET")

# What webhooks may call beside the public internet (CIDRs, for tests and inside a network), and
# at which ports public addresses are called.
WEBHOOK_NETWORKS = env.text("TASKS_WEBHOOK_NETWORKS").split()
WEBHOOK_PORTS = env.text("TASKS_WEBHOOK_PORTS", "80 443 8080 8443").split()

# People sign in at accounts; the admin and the browsable API then have sessions of their own.
AUTH_USER_MODEL = "logins.Login"
AUTHENTICATION_BACKENDS = ["chassis.logins.backend.ProviderBackend"]
SIGN_IN_AT = "accounts"
SIGN_IN_SCOPES = ("tasks:read", "tasks:write", "tasks:operate")
LOGIN_URL = "/tasks/sign-in/"
LOGIN_REDIRECT_URL = "/tasks/api/v1/"
ACCOUNT_URL = "/accounts/security/"
PAGES = (("My day", "my-day", "tasks:read"),)  # title, name of the address, scope
PUBLIC_URL = defaults.PUBLIC_URL
SESSION_ENGINE = "chassis.auth.sessions"
SESSION_COOKIE_NAME = "tasks_session"
SESSION_COOKIE_PATH = "/tasks/"
SESSION_COOKIE_SECURE = defaults.HTTPS
CSRF_COOKIE_NAME = "tasks_csrf"
CSRF_COOKIE_PATH = "/tasks/"
CSRF_COOKIE_SECURE = defaults.HTTPS
CSRF_TRUSTED_ORIGINS = [defaults.PUBLIC_URL]
CSRF_FAILURE_VIEW = "chassis.errors.pages.csrf_failure"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = defaults.CONTENT_SECURITY_POLICY

REST_FRAMEWORK = defaults.REST_FRAMEWORK
SPECTACULAR_SETTINGS = {
    **defaults.openapi("Tasks", "tasks", "What needs doing, and who does it."),
    "ENUM_NAME_OVERRIDES": {
        "KindEnum": "tasks_service.work.models.Kind",
        "NotificationKindEnum": "tasks_service.telling.models.Kind",
        "PriorityEnum": "tasks_service.work.models.Priority.words",
        "TaskStatusEnum": "tasks_service.work.models.Status",
    },
}
LOGGING = logs.configure("tasks")
