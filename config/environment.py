"""The environment, read once, typed and checked. A wrong value stops the start with a hint for every mistake found."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import environ

BASE_DIR = Path(__file__).resolve().parent.parent
SANDBOX_DEFAULTS = {
    "WHATSAPP_PHONE_NUMBER_ID": "100200300400",
    "WHATSAPP_ACCESS_TOKEN": "sandbox-access-token",
    "WHATSAPP_APP_SECRET": "sandbox-app-secret",
    "WHATSAPP_VERIFY_TOKEN": "sandbox-verify-token",
    "PAYSTACK_SECRET_KEY": "sk_test_sandbox",
}
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class EnvironmentProblem(SystemExit):
    """Raised at start when the environment cannot be used; prints every problem, exits with 2."""

    def __init__(self, problems: list[str]) -> None:
        lines = "\n".join(f"  - {problem}" for problem in problems)
        print(f"Tutorline cannot start, the environment needs mending:\n{lines}", file=sys.stderr)
        super().__init__(2)


@dataclass(frozen=True)
class Environment:
    """Every setting that comes from outside; `.env.example` says what each one means."""

    debug: bool
    sandbox: bool
    secret_key: str
    allowed_hosts: list[str]
    public_url: str
    database_url: str
    port: int
    log_level: str
    sentry_dsn: str
    alert_emails: list[str]
    email_url: str
    email_from: str
    whatsapp_api_url: str
    whatsapp_phone_number_id: str
    whatsapp_access_token: str
    whatsapp_app_secret: str
    whatsapp_verify_token: str
    paystack_api_url: str
    paystack_secret_key: str
    paystack_previous_secret_key: str
    payment_email_domain: str
    media_root: str
    media_bucket: str
    media_bucket_endpoint: str
    local_data_dir: Path
    lost_answer_seconds: int
    worker_concurrency: int
    web_concurrency: int
    web_threads: int
    csrf_trusted_origins: list[str]

    @property
    def is_production(self) -> bool:
        return not self.debug

    @property
    def secure_urls(self) -> bool:
        return self.public_url.startswith("https://")


class _Reader:
    """Reads one variable at a time and remembers what is wrong, so that all problems are told at once."""

    def __init__(self, source: dict[str, str]) -> None:
        self.env = environ.Env()
        self.env.ENVIRON = source
        self.problems: list[str] = []

    def text(self, name: str, default: str = "", *, required: bool = False) -> str:
        value = str(self.env.str(name, default=default)).strip()
        if required and not value:
            self.problems.append(f"{name} is missing: set it (see .env.example).")
        return value

    def flag(self, name: str, default: bool) -> bool:
        value = str(self.env.str(name, default="1" if default else "0")).strip().lower()
        if value not in {"0", "1", "true", "false", "yes", "no", "on", "off", ""}:
            self.problems.append(f"{name}={value!r} is not a switch: use 1 or 0.")
        return value in {"1", "true", "yes", "on"}

    def number(self, name: str, default: int, low: int, high: int) -> int:
        raw = self.text(name, str(default))
        if not raw.isdecimal() or not low <= int(raw) <= high:
            self.problems.append(f"{name}={raw!r} is not a whole number from {low} to {high}.")
            return default
        return int(raw)

    def url(self, name: str, default: str) -> str:
        value = self.text(name, default).rstrip("/")
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            self.problems.append(f"{name}={value!r} is not a full http(s) address such as https://example.com.")
        return value

    def names(self, name: str, default: str) -> list[str]:
        return [part.strip() for part in self.text(name, default).split(",") if part.strip()]


def read(source: dict[str, str] | None = None) -> Environment:
    """Returns the checked environment.

    Raises:
        EnvironmentProblem: with one line for each value that is missing, malformed or unsafe together with others.
    """
    if source is None:
        environ.Env.read_env(BASE_DIR / ".env")
        source = dict(os.environ)
    reader = _Reader(source)
    debug = reader.flag("DEBUG", False)
    sandbox = reader.flag("SANDBOX", False)
    port = reader.number("PORT", 8000, 1, 65535)
    public_url = reader.url("PUBLIC_URL", f"http://127.0.0.1:{port}")
    own = f"http://127.0.0.1:{port}/sandbox"
    vendor = {name: reader.text(name, default if sandbox else "", required=True) for name, default in SANDBOX_DEFAULTS.items()}
    data_dir = Path(reader.text("LOCAL_DATA_DIR", str(BASE_DIR / "var")))
    environment = Environment(
        debug=debug,
        sandbox=sandbox,
        secret_key=reader.text("SECRET_KEY", "development-only-not-a-secret" if debug else "", required=True),
        allowed_hosts=reader.names("ALLOWED_HOSTS", "*" if debug else urlsplit(public_url).hostname or ""),
        public_url=public_url,
        database_url=reader.text("DATABASE_URL", required=not debug),
        port=port,
        log_level=reader.text("LOG_LEVEL", "INFO").upper(),
        sentry_dsn=reader.text("SENTRY_DSN"),
        alert_emails=reader.names("ALERT_EMAILS", ""),
        email_url=reader.text("EMAIL_URL"),
        email_from=reader.text("EMAIL_FROM", f"alerts@{urlsplit(public_url).hostname}"),
        whatsapp_api_url=reader.url(
            "WHATSAPP_API_URL", f"{own}/graph/v25.0" if sandbox else "https://graph.facebook.com/v25.0"
        ),
        whatsapp_phone_number_id=vendor["WHATSAPP_PHONE_NUMBER_ID"],
        whatsapp_access_token=vendor["WHATSAPP_ACCESS_TOKEN"],
        whatsapp_app_secret=vendor["WHATSAPP_APP_SECRET"],
        whatsapp_verify_token=vendor["WHATSAPP_VERIFY_TOKEN"],
        paystack_api_url=reader.url("PAYSTACK_API_URL", f"{own}/paystack" if sandbox else "https://api.paystack.co"),
        paystack_secret_key=vendor["PAYSTACK_SECRET_KEY"],
        paystack_previous_secret_key=reader.text("PAYSTACK_PREVIOUS_SECRET_KEY"),
        payment_email_domain=reader.text("PAYMENT_EMAIL_DOMAIN", _email_domain(public_url)),
        media_root=reader.text("MEDIA_ROOT", str(data_dir / "media")),
        media_bucket=reader.text("MEDIA_BUCKET"),
        media_bucket_endpoint=reader.text("MEDIA_BUCKET_ENDPOINT"),
        local_data_dir=data_dir,
        lost_answer_seconds=reader.number("LOST_ANSWER_SECONDS", 180, 1, 3600),
        worker_concurrency=reader.number("WORKER_CONCURRENCY", 8, 1, 64),
        # Outside the sandbox one thread a process does most work. The stand-ins are served by the same processes that
        # wait for their answers, so there threads are needed.
        web_concurrency=reader.number("WEB_CONCURRENCY", 2 if sandbox else 2 * (os.cpu_count() or 2), 1, 64),
        web_threads=reader.number("WEB_THREADS", 8 if sandbox else 1, 1, 64),
        csrf_trusted_origins=reader.names("CSRF_TRUSTED_ORIGINS", public_url),
    )
    reader.problems += [*_unsafe_combinations(environment), *_mail_problems(environment)]
    if reader.problems:
        raise EnvironmentProblem(reader.problems)
    return environment


def _email_domain(public_url: str) -> str:
    """An address on a bare IP number or a single name is refused by Paystack, so local runs take a reserved domain."""
    host = urlsplit(public_url).hostname or ""
    return f"pay.{host}" if "." in host and not host.replace(".", "").isdecimal() else "pay.example.com"


def _mail_problems(environment: Environment) -> list[str]:
    problems = []
    if environment.email_url and urlsplit(environment.email_url).scheme not in environ.Env.EMAIL_SCHEMES:
        problems.append("EMAIL_URL is no address of a mail server such as smtp+tls://user:password@mail.example:587.")
    if environment.alert_emails and not environment.email_url:
        problems.append("ALERT_EMAILS without EMAIL_URL: name the mail server too.")
    addresses = [*environment.alert_emails, environment.email_from]
    problems += [
        f"{address!r} is no e-mail address: see ALERT_EMAILS and EMAIL_FROM." for address in addresses if "@" not in address
    ]
    return problems


def _unsafe_combinations(environment: Environment) -> list[str]:
    problems = []
    if environment.log_level not in LOG_LEVELS:
        problems.append(f"LOG_LEVEL={environment.log_level!r} is unknown: use one of {', '.join(LOG_LEVELS)}.")
    if environment.is_production and environment.log_level == "DEBUG":
        problems.append("LOG_LEVEL=DEBUG would write people's messages to the log: not with DEBUG=0.")
    if environment.sandbox and environment.is_production:
        problems.append("SANDBOX=1 needs DEBUG=1: the stand-ins must never run with production settings.")
    if environment.sandbox and environment.paystack_secret_key.startswith("sk_live_"):
        problems.append("SANDBOX=1 with a live Paystack key: unset one of them.")
    if environment.sandbox and "graph.facebook.com" in environment.whatsapp_api_url:
        problems.append("SANDBOX=1 with WhatsApp's real address: unset WHATSAPP_API_URL.")
    if environment.sandbox and "api.paystack.co" in environment.paystack_api_url:
        problems.append("SANDBOX=1 with Paystack's real address: unset PAYSTACK_API_URL.")
    if environment.paystack_secret_key and not environment.paystack_secret_key.startswith(("sk_test_", "sk_live_")):
        problems.append("PAYSTACK_SECRET_KEY must begin with sk_test_ or sk_live_: it says which mode money is in.")
    previous = environment.paystack_previous_secret_key
    if previous and previous[:8] != environment.paystack_secret_key[:8]:
        problems.append("PAYSTACK_PREVIOUS_SECRET_KEY is of the other mode (test or live) than PAYSTACK_SECRET_KEY: unset it.")
    if environment.is_production and len(environment.secret_key) < 32:
        problems.append("SECRET_KEY is too short for production: use at least 32 random characters.")
    return problems
