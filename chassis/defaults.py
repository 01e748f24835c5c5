"""Values for a service's settings page. The page names each of them; nothing is set from afar."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from chassis import env

PUBLIC_URL = env.text("KITROOM_PUBLIC_URL", "http://127.0.0.1:8080").rstrip("/")
INTERNAL_URL = env.text("KITROOM_INTERNAL_URL", "http://127.0.0.1:8083").rstrip("/")
HTTPS = urlsplit(PUBLIC_URL).scheme == "https"

_HOST = urlsplit(PUBLIC_URL).hostname or "localhost"
MAIL_SENDER = f"kitroom@{_HOST if _HOST.strip('0123456789.:') else 'localhost'}"

ALLOWED_HOSTS = sorted(
    {"127.0.0.1", "localhost", "[::1]", urlsplit(PUBLIC_URL).hostname or "localhost"}
    | set(env.text("KITROOM_ALLOWED_HOSTS").split())
)

APPS = [
    "chassis.admin",
    "chassis.admin.config.SiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "pgtrigger",
    "pghistory",
    "chassis.auth",
    "chassis.background",
    "chassis.clients",
    "chassis.events",
    "chassis.idempotency",
    "chassis.jobs",
    "chassis.operations",
    "chassis.postgres",
    "chassis.privacy",
    "chassis.projections",
    "chassis.sagas",
]

_AUTHENTICATION = "django.contrib.auth.middleware.AuthenticationMiddleware"
MIDDLEWARE = [
    "chassis.observability.requests.RequestMiddleware",
    "chassis.clients.incoming.IncomingMiddleware",
    "chassis.api.gate.Gate",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "chassis.api.routers.SlashMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    _AUTHENTICATION,
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "chassis.history.middleware.HistoryMiddleware",
]

# What is left of it, behind the gate, for programs that ask the API.
API_MIDDLEWARE = [
    "chassis.api.gate.HeadersMiddleware",
    "chassis.api.routers.SlashMiddleware",
]

# Of services whose people sign in elsewhere: right behind whoever says who it is.
_BEHIND = MIDDLEWARE.index(_AUTHENTICATION) + 1
RELYING_MIDDLEWARE = [
    *MIDDLEWARE[:_BEHIND],
    "chassis.logins.middleware.SignInMiddleware",
    *MIDDLEWARE[_BEHIND:],
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "chassis.admin.context.service",
            ]
        },
    }
]

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# In which people at the desk read and type times in the admin; the API tells UTC.
DESK_TIME_ZONE = env.time_zone("KITROOM_TIME_ZONE", "UTC")

# The gateway lets 50 MB through: a file of this size, and the form around it.
ATTACHMENT_MEGABYTES = min(env.whole_number("KITROOM_ATTACHMENT_MEGABYTES", 10), 48)

# One wire form of times, whoever makes the JSON: UTC, always six digits.
WIRE_DATETIME = "%Y-%m-%dT%H:%M:%S.%fZ"

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "chassis.auth.authentication.BearerAuthentication",
        "chassis.auth.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["chassis.auth.permissions.Nobody"],
    "DEFAULT_PARSER_CLASSES": [
        "chassis.api.parsers.StrictJSONParser",
        "rest_framework.parsers.FormParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "chassis.api.negotiation.PlainFirst",
    "DEFAULT_RENDERER_CLASSES": [
        "chassis.api.renderers.ProblemJSONRenderer",
        "rest_framework.renderers.BrowsableAPIRenderer",
    ],
    "DEFAULT_PAGINATION_CLASS": "chassis.api.pagination.KeysetPagination",
    "DEFAULT_FILTER_BACKENDS": [
        "chassis.api.filters.KnownParameters",
        "chassis.api.search.Search",
    ],
    "DEFAULT_SCHEMA_CLASS": "chassis.api.schema.ProblemSchema",
    "EXCEPTION_HANDLER": "chassis.errors.handler.handle",
    "DATETIME_FORMAT": WIRE_DATETIME,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "script-src": [SELF, NONCE],
        "style-src": [
            SELF,
            "'unsafe-inline'",
        ],  # the browsable API and Swagger style elements inline
    }
}


def postgres(variable: str) -> dict[str, Any]:
    """Return DATABASES from a `postgres://` URL: persistent connections, checked as ENGINE does."""
    database = environ.Env.db_url_config(env.secret(variable))
    return {
        "default": {
            **database,
            "ENGINE": "chassis.postgres",
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"connect_timeout": 3, "application_name": env.text("KITROOM_INSTANCE")},
        }
    }


def mail(*variables: str, folder: Path) -> dict[str, Any]:
    """Return how mail is sent, from the first of the variables that holds a URL (`smtp+tls://…`).

    Without one, mails are written to files in a folder: nothing is lost, and nobody is written to.
    """
    sending = {
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": str(folder),
        "EMAIL_HOST": "",
        "EMAIL_PORT": 25,
        "EMAIL_HOST_USER": "",
        "EMAIL_HOST_PASSWORD": "",
        "EMAIL_USE_TLS": False,
        "EMAIL_USE_SSL": False,
    }
    name, url = next(((n, text) for n in variables if (text := env.text(n))), ("", ""))
    if not url:
        return sending
    if urlsplit(url).scheme not in environ.Env.EMAIL_SCHEMES:  # the URL may hold a password
        schemes = ", ".join(environ.Env.EMAIL_SCHEMES)
        raise ImproperlyConfigured(f"{name} is no URL of mail; it begins with one of: {schemes}.")
    config = environ.Env.email_url_config(url)
    return {name: config.get(name) or default for name, default in sending.items()}


def openapi(title: str, prefix: str, description: str) -> dict[str, Any]:
    """Return drf-spectacular's settings."""
    return {
        "TITLE": f"Kitroom {title}",
        "DESCRIPTION": description,
        "VERSION": "1",
        "SCHEMA_PATH_PREFIX": f"/{prefix}/api/v1/",
        "SERVE_INCLUDE_SCHEMA": False,
        "COMPONENT_SPLIT_REQUEST": True,
        "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
        "SORT_OPERATION_PARAMETERS": False,
        "SWAGGER_UI_DIST": "SIDECAR",
        "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
        "REDOC_DIST": "SIDECAR",
        "POSTPROCESSING_HOOKS": [
            "drf_spectacular.hooks.postprocess_schema_enums",
            "chassis.api.schema.declare_problems",
        ],
    }
