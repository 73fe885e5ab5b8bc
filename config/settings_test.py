"""Settings of the tests: the sandbox's values, whatever the developer's own environment says (but for the database)."""

import os

for name in list(os.environ):
    if name.startswith(("WHATSAPP_", "PAYSTACK_", "MEDIA_", "SENTRY_")) or name in {"SECRET_KEY", "ALLOWED_HOSTS", "PUBLIC_URL"}:
        del os.environ[name]
os.environ.update({"DEBUG": "1", "SANDBOX": "1", "LOG_LEVEL": "WARNING", "PUBLIC_URL": "http://testserver"})

from config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CLOCK = "django.utils.timezone.now"
AXES_ENABLED = False
