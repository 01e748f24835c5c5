"""The settings of accounts: every name on one page, production by default."""

from accounts_service.access.selectors import keys
from chassis import defaults, env
from chassis.observability import logs

SERVICE = "accounts"
SERVICE_TITLE = "Accounts"

SECRET_KEY = env.secret("ACCOUNTS_SECRET_KEY")
DEBUG = env.flag("KITROOM_DEBUG")
ALLOWED_HOSTS = defaults.ALLOWED_HOSTS

# `access` stands before the provider: its pages replace the provider's. `people` stands before all:
# its `changepassword` replaces Django's.
INSTALLED_APPS = [
    "accounts_service.people",
    *defaults.APPS,
    "chassis.encryption",
    "accounts_service.access",
    "oauth2_provider",
    "allauth.account",  # only because the next one needs it; its table of addresses stays empty
    "allauth.mfa",
]
MIDDLEWARE = [
    *defaults.MIDDLEWARE,
    "allauth.account.middleware.AccountMiddleware",
    "accounts_service.access.views.ended.EndedMiddleware",
]
API_MIDDLEWARE = defaults.API_MIDDLEWARE
ROOT_URLCONF = "accounts_service.urls"
WSGI_APPLICATION = "accounts_service.wsgi.application"
TEMPLATES = defaults.TEMPLATES

DATABASES = defaults.postgres("ACCOUNTS_DATABASE_URL")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CELERY_BROKER_URL = env.secret("ACCOUNTS_BROKER_URL")
EVENTS_URL = env.secret("ACCOUNTS_EVENTS_URL")

TIME_ZONE = "UTC"
DESK_TIME_ZONE = defaults.DESK_TIME_ZONE
USE_TZ = True

STORAGES = defaults.STORAGES
STATIC_URL = "/accounts/static/"
STATIC_ROOT = env.folder("ACCOUNTS_STATIC_ROOT", ".run/static/accounts")
MEDIA_ROOT = env.folder("ACCOUNTS_MEDIA_ROOT", ".run/media/accounts")

# Who is calling: tokens that this very service signed; it asks itself nothing over HTTP.
TOKEN_ISSUER = f"{defaults.PUBLIC_URL}/accounts/o"
TOKEN_AUDIENCE = "accounts"
TOKEN_KEYS = "accounts_service.access.selectors.keys.local_keys"
ACCOUNTS_KEYS_DIR = env.folder("ACCOUNTS_KEYS_DIR", ".run/secrets/accounts-keys")
ACCOUNTS_CLIENT_SECRETS_DIR = env.folder(
    "ACCOUNTS_CLIENT_SECRETS_DIR", ".run/secrets/service-clients"
)
GATEWAY_SECRET = env.secret("ACCOUNTS_GATEWAY_SECRET")  # who exchanges API tokens
ACCESS_RECORDS_KEPT_DAYS = env.whole_number("ACCOUNTS_ACCESS_RECORDS_KEPT_DAYS", 365)
DESK_ROLES = ("technician", "admin")  # who sees what is others'
JOB_SCOPES = ("accounts:read", "accounts:admin")

# How this service asks its neighbours, and as whom.
INTERNAL_URL = defaults.INTERNAL_URL
TOKEN_URL = f"{INTERNAL_URL}/accounts/o/token/"
CLIENT_ID = "accounts"
CLIENT_SECRET = env.secret("ACCOUNTS_CLIENT_SECRET")

# People sign in here; the admin and the browsable API use the same session.
AUTH_USER_MODEL = "people.User"
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_URL = "/accounts/security/"
LOGOUT_REDIRECT_URL = "/"
PUBLIC_URL = defaults.PUBLIC_URL
SESSION_ENGINE = "chassis.auth.sessions"
SESSION_COOKIE_NAME = "accounts_session"
SESSION_COOKIE_PATH = "/accounts/"
SESSION_COOKIE_SECURE = defaults.HTTPS
CSRF_COOKIE_NAME = "accounts_csrf"
CSRF_COOKIE_PATH = "/accounts/"
CSRF_COOKIE_SECURE = defaults.HTTPS
CSRF_TRUSTED_ORIGINS = [defaults.PUBLIC_URL]
CSRF_FAILURE_VIEW = "chassis.errors.pages.csrf_failure"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = defaults.CONTENT_SECURITY_POLICY

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "accounts_service.access.models.hashers.ClientSecretHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {"user_attributes": ("username", "name", "email")},
        "MinimumLengthValidator": {"min_length": 10},
        "CommonPasswordValidator": {},
    }.items()
]

# What is stored encrypted: what its field says, and texts in which some words are.
ENCRYPTION_KEYS = env.secret_or_file("ACCOUNTS_ENCRYPTION_KEYS")  # newest first
BLIND_INDEX_SECRET = env.secret("ACCOUNTS_BLIND_INDEX_SECRET")
ENCRYPTED_TEXTS = ["idempotency.KeyedAnswer.body", "jobs.Job.parameters", "mfa.Authenticator.data"]

# Second factors: authenticator apps, passkeys, recovery codes.
MFA_ADAPTER = "accounts_service.access.actions.sealing.SealingAdapter"
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp", "webauthn"]
MFA_TOTP_TOLERANCE = 1
ACCOUNT_USER_MODEL_EMAIL_FIELD = None  # it is sealed: the library must not look for it
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
SECOND_FACTOR_FOR = env.choice(
    "KITROOM_REQUIRE_SECOND_FACTOR",
    "admins" if defaults.HTTPS else "nobody",
    ("nobody", "admins", "everybody"),
)

# Mail to people: ACCOUNTS_EMAIL_URL, or KITROOM_EMAIL_URL; without either, files in a folder.
MAIL_FOLDER = env.folder("ACCOUNTS_MAIL_FOLDER", ".run/mail")
MAIL = defaults.mail("ACCOUNTS_EMAIL_URL", "KITROOM_EMAIL_URL", folder=MAIL_FOLDER)
EMAIL_BACKEND = MAIL["EMAIL_BACKEND"]
EMAIL_FILE_PATH = MAIL["EMAIL_FILE_PATH"]
EMAIL_HOST = MAIL["EMAIL_HOST"]
EMAIL_PORT = MAIL["EMAIL_PORT"]
EMAIL_HOST_USER = MAIL["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = MAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = MAIL["EMAIL_USE_TLS"]
EMAIL_USE_SSL = MAIL["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("ACCOUNTS_EMAIL_FROM", f"Kitroom <{defaults.MAIL_SENDER}>")

# The OAuth 2 and OpenID Connect provider. The RFC 9700 names are the best current practice.
OAUTH2_PROVIDER_APPLICATION_MODEL = "access.Client"
OAUTH2_PROVIDER = {
    "OIDC_ENABLED": True,
    "OIDC_RP_INITIATED_LOGOUT_ENABLED": True,
    "OIDC_RP_INITIATED_LOGOUT_ALWAYS_PROMPT": False,  # who shows a fresh identity has asked already
    "OIDC_ISS_ENDPOINT": TOKEN_ISSUER,
    "OIDC_RSA_PRIVATE_KEY": keys.active_pem(),
    "OIDC_RP_INITIATED_LOGOUT_DELETE_TOKENS": False,  # it ends the sign-in, not what programs got
    "OAUTH_DEVICE_VERIFICATION_URI": f"{TOKEN_ISSUER}/device/",
    "OAUTH_DEVICE_VERIFICATION_URI_COMPLETE": f"{TOKEN_ISSUER}/device/?user_code={{user_code}}",
    "OAUTH_PRE_TOKEN_VALIDATION": [],  # the validator finds the device, by the hash of its code
    "ACCESS_TOKEN_GENERATOR": "accounts_service.access.actions.tokens.sign_granted",
    "REFRESH_TOKEN_GENERATOR": "oauthlib.oauth2.rfc6749.tokens.random_token_generator",
    "ACCESS_TOKEN_EXPIRE_SECONDS": 300,  # as access.actions.tokens.LIFETIME
    "ID_TOKEN_EXPIRE_SECONDS": 300,
    "REFRESH_TOKEN_EXPIRE_SECONDS": 14 * 24 * 3600,
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    "AUTHORIZATION_CODE_EXPIRE_SECONDS": 60,
    "CLIENT_SECRET_HASHER": "client_secret",
    "OAUTH2_VALIDATOR_CLASS": "accounts_service.access.permissions.GrantValidator",
    "OAUTH2_BACKEND_CLASS": "accounts_service.access.permissions.StrictBackend",
    "SCOPES_BACKEND_CLASS": "accounts_service.access.permissions.ClientScopes",
    "PKCE_REQUIRED": True,
    "ALLOWED_REDIRECT_URI_SCHEMES": ["http", "https"],  # http: a program on one's own machine
    "COMPLIANT_BCP_RFC9700_IMPLICIT_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PASSWORD_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PKCE_METHOD": True,
    "COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT": True,
    "COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS": True,
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,
    "COMPLIANT_BCP_RFC9700_REFRESH_TOKEN": True,
    "COMPLIANT_BCP_RFC9700_REDIRECT_URI_MATCHING": True,
    "COMPLIANT_BCP_RFC9700_PKCE_REQUIRED": True,
}

REST_FRAMEWORK = defaults.REST_FRAMEWORK
SPECTACULAR_SETTINGS = defaults.openapi(
    "Accounts", "accounts", "Who people are and what they may do."
)
LOGGING = logs.configure("accounts")
