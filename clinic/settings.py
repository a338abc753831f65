"""Every setting of Amparo, in one file; every value that differs between machines comes from the environment."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent


def _yes(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes"}


def _seconds(name: str, usual: float) -> float:
    return float(os.environ.get(name) or usual)


# --- What this process is -------------------------------------------------------------------------
# The demo relaxes three things and says so: sign-in without a second factor, plain http, invented keys.
AMPARO_DEMO = _yes("AMPARO_DEMO")
DEBUG = _yes("DEBUG")
# Importing settings never fails: `manage.py compute_deadlines` needs no secret. Serving without one is
# refused by cases/checks.py, which wsgi.py and celery.py call before they accept work.
SECRET_KEY = os.environ.get("SECRET_KEY", "")
AMPARO_MASTER_KEYS = os.environ.get("AMPARO_MASTER_KEYS", "")
AMPARO_STATE = Path(os.environ.get("AMPARO_STATE", BASE_DIR / ".local"))
AMPARO_URL = os.environ.get("AMPARO_URL", "http://127.0.0.1:8000")
ALLOWED_HOSTS = [h for h in os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost").split(",") if h]
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if o]

# --- The house ------------------------------------------------------------------------------------
ROOT_URLCONF = "clinic.urls"
WSGI_APPLICATION = "clinic.wsgi.application"
AUTH_USER_MODEL = "cases.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "cases",  # first: its `migrate` command replaces Django's, and its templates win
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "csp",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "django_structlog",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "cases.middleware.private_pages",
    "cases.middleware.SecondFactorMiddleware",
    "cases.middleware.FenceMiddleware",
    "cases.middleware.wrong_methods",  # inside the fence: its page has the clinic's bar
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cases.views.context.workspace",
            ],
            "builtins": ["django_cotton.templatetags.cotton", "cases.templatetags.pages"],
        },
    }
]
COTTON_DIR = "components"
COTTON_ISOLATE_BY_DEFAULT = True  # a component sees its attributes and the request, never the page around it

# --- Database: two roles, two addresses -----------------------------------------------------------
# The app's role is fenced by row-level security; the owner's migrates. A process that serves needs only
# the first, and refuses to serve when it is handed the second.
DATABASES: dict[str, Any] = {
    "default": dj_database_url.config(env="DATABASE_URL", default="postgres:///amparo", conn_max_age=60)
}
if os.environ.get("OWNER_DATABASE_URL"):
    DATABASES["owner"] = dj_database_url.config(env="OWNER_DATABASE_URL")
for _database in DATABASES.values():
    _database["CONN_HEALTH_CHECKS"] = True

# Counts tries at signing in. Without Redis each process counts for itself, which only a demo may do.
CACHES: dict[str, Any] = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if os.environ.get("REDIS_URL"):
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": os.environ["REDIS_URL"],
        "KEY_PREFIX": "amparo",
    }

# --- Sign-in --------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "cases.views.sign_in.InvitationOnly"
ACCOUNT_EMAIL_VERIFICATION = "none"  # the invitation's link already proved the address
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password or second factor is told to its owner
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a stranger whose address is typed hears nothing from us
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",  # five wrong tries, then five minutes' rest
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "invitation": "20/m/ip",
}
PASSWORD_RESET_TIMEOUT = 4 * 60 * 60  # seconds
MFA_ADAPTER = "cases.views.sign_in.SealedSecondFactor"
MFA_TOTP_ISSUER = "Amparo"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
AMPARO_MFA_REQUIRED = not AMPARO_DEMO
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds: one working day
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not (AMPARO_DEMO or DEBUG)
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# --- What a browser may do with a page ------------------------------------------------------------
SECURE_SSL_REDIRECT = not (AMPARO_DEMO or DEBUG)
ALLAUTH_TRUSTED_PROXY_COUNT = int(_yes("BEHIND_PROXY"))  # rate limits count the person, not the proxy
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _yes("BEHIND_PROXY") else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 0 if (AMPARO_DEMO or DEBUG) else 365 * 24 * 60 * 60
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# --- Files, languages, times ----------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", BASE_DIR / "staticfiles"))
_COMPRESSED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
_PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": AMPARO_STATE / "files"},
    },
    "staticfiles": {"BACKEND": _PLAIN if (AMPARO_DEMO or DEBUG) else _COMPRESSED},
}
WHITENOISE_USE_FINDERS = AMPARO_DEMO or DEBUG  # the demo serves straight from the tree, with no collecting
LANGUAGE_CODE = "en-us"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"  # a court's own zone is stored with each hearing, a clinic's with the clinic
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # bytes, files aside
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
AMPARO_UPLOAD_LIMIT = 100 * 10**6  # bytes, one file
DATA_UPLOAD_MAX_NUMBER_FILES = 200  # in one form without JavaScript; with it each file is sent by itself

# --- Mail -----------------------------------------------------------------------------------------
EMAIL_BACKEND = os.environ.get(
    "EMAIL_BACKEND",
    "django.core.mail.backends.filebased.EmailBackend" if AMPARO_DEMO else "cases.mail.smtp.Backend",
)
EMAIL_FILE_PATH = AMPARO_STATE / "outbox"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = _yes("EMAIL_USE_TLS")
EMAIL_TIMEOUT = _seconds("EMAIL_TIMEOUT", 20)  # a server that hangs must not hold a worker
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "Amparo <amparo@localhost>")

# Text messages to clients become files under AMPARO_STATE/texts; without this they are refused, loudly.
AMPARO_TEXT_FILES = AMPARO_DEMO or _yes("AMPARO_TEXT_FILES")

# --- Worker: rows are the queue, the broker only rings the bell -------------------------------------
_BROKER_FOLDER = AMPARO_STATE / "broker"
CELERY_BROKER_URL = os.environ.get("REDIS_URL") or os.environ.get("CELERY_BROKER_URL", "filesystem://")
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = (
    {
        "data_folder_in": str(_BROKER_FOLDER),
        "data_folder_out": str(_BROKER_FOLDER),
        "control_folder": str(_BROKER_FOLDER / "control"),
    }
    if CELERY_BROKER_URL.startswith("filesystem")
    else {"visibility_timeout": 2 * 60 * 60}  # seconds: longer than the longest packet
)
# Tests with real processes make these short; elsewhere there is no reason to change them.
AMPARO_SWEEP_SECONDS = _seconds("AMPARO_SWEEP_SECONDS", 60)  # between two sweeps
AMPARO_LEASE_SECONDS = _seconds("AMPARO_LEASE_SECONDS", 300)  # a claim older than this lost its worker
AMPARO_RETRY_SECONDS = _seconds("AMPARO_RETRY_SECONDS", 300)  # after the first failed try

CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_ROUTES = {
    "cases.tasks.build_packet": {"queue": "pdf"},
    "cases.tasks.work_on_document": {"queue": "pdf"},
}
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False  # a bell that cannot ring must not hold a page; the sweep finds the row

# --- API ------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["cases.api.sign_in.Token", "cases.api.sign_in.Session"],
    "DEFAULT_PERMISSION_CLASSES": ["cases.api.permissions.DenyAll"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "EXCEPTION_HANDLER": "cases.api.errors.answer",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Amparo",
    "DESCRIPTION": "Cases, people, hearings and deadlines of one legal aid clinic.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {  # several columns are called kind or status: each set of answers has its own name
        name: f"cases.queries.rows.choices.{choices}"
        for name, choices in {
            "Certainty": "CERTAINTY",
            "ContactKind": "CONTACT_KIND",
            "AssertionKind": "ASSERTION_KIND",
            "AssertionSource": "ASSERTION_SOURCE",
            "ProceedingKind": "PROCEEDING_KIND",
            "HearingKind": "HEARING_KIND",
            "CaseStatus": "CASE_STATUS",
            "ProceedingStatus": "PROCEEDING_STATUS",
            "HearingStatus": "HEARING_STATUS",
            "ReportSource": "REPORT_SOURCE",
            "FilingOutcome": "FILING_OUTCOME",
            "DecisionOutcome": "DECISION_OUTCOME",
            "ExhibitKind": "EXHIBIT_KIND",
            "CertificateKind": "CERTIFICATE_KIND",
            "MarkKind": "MARK_KIND",
            "PacketState": "PACKET_STATE",
            "DeadlineState": "DEADLINE_STATE",
        }.items()
    },
}

# --- Logs: data, redacted in one place --------------------------------------------------------------
LOGGING_CONFIG = "cases.logs.configure"
LOGGING: dict[str, Any] = {"level": os.environ.get("LOG_LEVEL", "INFO")}
DJANGO_STRUCTLOG_CELERY_ENABLED = True

TEST_RUNNER = "django.test.runner.DiscoverRunner"
