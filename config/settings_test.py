"""Settings of the tests: the sandbox's values, whatever the environment and `.env` say (but for the database)."""

import os

from config.environment import SANDBOX_DEFAULTS

# Set, not deleted: what is deleted here would come back from a developer's `.env`.
os.environ |= SANDBOX_DEFAULTS | {
    "DEBUG": "1",
    "SANDBOX": "1",
    "SECRET_KEY": "only-for-tests",
    "ALLOWED_HOSTS": "*",
    "PUBLIC_URL": "http://testserver",
    "CSRF_TRUSTED_ORIGINS": "http://testserver",
    "PORT": "8000",
    "LOG_LEVEL": "WARNING",
    "SENTRY_DSN": "",
    "ALERT_EMAILS": "",
    "EMAIL_URL": "",
    "EMAIL_FROM": "alerts@testserver",
    "WHATSAPP_API_URL": "http://127.0.0.1:8000/sandbox/graph/v25.0",
    "PAYSTACK_API_URL": "http://127.0.0.1:8000/sandbox/paystack",
    "PAYSTACK_PREVIOUS_SECRET_KEY": "",
    "PAYMENT_EMAIL_DOMAIN": "pay.testserver",
    "MEDIA_BUCKET": "",
    "MEDIA_BUCKET_ENDPOINT": "",
    "LOST_ANSWER_SECONDS": "180",
    "WORKER_CONCURRENCY": "8",
    "WEB_CONCURRENCY": "2",
    "WEB_THREADS": "8",
}

from config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CLOCK = "django.utils.timezone.now"
AXES_ENABLED = False
# As in development: static files come straight from the apps.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
