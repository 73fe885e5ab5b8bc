"""How finance's pages and exports stand up to a large desk: 300,000 payments with all that hangs on them."""

import http.client
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import psutil
import psycopg

from bench import product
from bench.database import Server
from bench.intake import row
from config.environment import BASE_DIR

PAYMENTS = 300_000
STUDENTS = 50_000
DAYS = 365
ROUNDS = 5
USER, PASSWORD = "bench", "only-for-measuring"
LIST, REPORT = "/admin/payments/payment/", "/admin/payments/report/"

# Rows are made by the database itself; its guards for single bookings are left out while so many are made at once.
FILL = """
SET session_replication_role = replica;
INSERT INTO students_student (public_id, full_name, email, phone, class_text, level, age_band, registered_at)
SELECT gen_random_uuid(), 'Student ' || n, '', '23480' || lpad(n::text, 8, '0'), 'SS2', 'senior', 'teenager', now()
FROM generate_series(1, %(students)s) n;
INSERT INTO homework_homework
SELECT made.* FROM homework_homework template, generate_series(2, %(payments)s) n,
LATERAL jsonb_populate_record(template, jsonb_build_object('id', n, 'student_id', 1 + n %% %(students)s)) made
WHERE template.id = 1;
INSERT INTO payments_payment
SELECT made.* FROM payments_payment template, generate_series(2, %(payments)s) n,
LATERAL (SELECT now() - n * (interval '1 day' * %(days)s / %(payments)s) AS moment) at,
LATERAL jsonb_populate_record(template, jsonb_build_object(
    'id', n, 'homework_id', n, 'student_id', 1 + n %% %(students)s,
    'token', md5(n::text), 'reference', 'TL-' || substr(md5(n::text || 'r'), 1, 16), 'paystack_id', 4000000000 + n,
    'created_at', moment, 'quoted_at', moment, 'checkout_at', moment,
    'paid_at', moment + interval '5 minutes', 'settled_at', moment + interval '6 minutes',
    'channel', (ARRAY['card', 'bank_transfer', 'ussd'])[1 + n %% 3])) made
WHERE template.id = 1;
INSERT INTO payments_listedpayment (payment_id, seen_at, agreed_at) SELECT id, now(), now() FROM payments_payment;
INSERT INTO payments_settlement
    (paystack_id, mode, status, currency, gross_kobo, fees_kobo, net_kobo, paid_out_at, first_seen_at)
SELECT n, 'test', 'success', 'NGN', 41000000, 615000, 40385000, now() - n * interval '1 day', now()
FROM generate_series(1, %(days)s) n;
INSERT INTO payments_settledtransaction (settlement_id, paystack_id, reference, payment_id, amount_kobo, fees_kobo)
SELECT 1 + id %% %(days)s, paystack_id, reference, id, 50000, 750 FROM payments_payment WHERE paystack_id IS NOT NULL;
INSERT INTO payments_refund
    (payment_id, amount_kobo, currency, status, is_external, reason, failure_reason, asked_at, finished_at, paystack_id)
SELECT id, 20000, 'NGN', 'processed', false, '', '', paid_at, paid_at + interval '2 days', id
FROM payments_payment WHERE id %% 100 = 0;
INSERT INTO payments_ledgertransaction (key, kind, at, day, student_id, payment_id)
SELECT 'payment:' || reference, 'payment', settled_at, settled_at::date, student_id, id FROM payments_payment;
INSERT INTO payments_ledgerentry (transaction_id, account, amount_kobo, currency, student_id)
SELECT id, account, amount, 'NGN', CASE WHEN account = 'student_credit' THEN student_id END
FROM payments_ledgertransaction,
LATERAL (VALUES ('clearing', 49250), ('fees', 750), (CASE WHEN id %% 50 = 0 THEN 'student_credit' ELSE 'revenue' END, -50000))
    entry (account, amount);
SET session_replication_role = origin;
ANALYZE;
"""
FIRST = """
from django.contrib.auth.models import User
from core.clock import now
from homework.models import Homework
from payments.models import Payment
from students.models import Student
User.objects.create_superuser("bench", password="only-for-measuring")
student = Student.objects.create(full_name="Student 0", class_text="SS2")
moment = now()
homework = Homework.objects.create(student=student, status="solved", released_at=moment)
Payment.objects.create(
    student=student, homework=homework, amount_kobo=50_000, mode="test", quoted_at=moment, status="paid", outcome="settled",
    paid_at=moment, settled_at=moment, paid_amount_kobo=50_000, paid_currency="NGN", fees_kobo=750, channel="card",
)
"""


@dataclass(frozen=True)
class Timing:
    """One thing asked of the desk. Seconds; the first byte and the size matter for exports only."""

    name: str
    seconds: float
    first_byte: float
    megabytes: float
    peak_megabytes: float


class Desk:
    """A member of finance at a browser: keeps the cookies and the token that forms need."""

    def __init__(self, port: int, pid: int) -> None:
        self.port, self.pid = port, pid
        self.cookies: dict[str, str] = {}
        self.sign_in()

    def sign_in(self) -> None:
        self.ask("GET", "/admin/login/")
        status, _, _ = self.ask("POST", "/admin/login/", {"username": USER, "password": PASSWORD, "next": "/admin/"})
        if status != 302:
            raise SystemExit(f"Signing in was answered with {status}.")

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, float, int]:
        """Returns status, seconds to the first byte of the body, and its size in bytes."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            body = urlencode(form | {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")})
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        began = time.monotonic()
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        size, first = len(response.read(1)), time.monotonic() - began
        while block := response.read(1 << 20):
            size += len(block)
        for text in response.headers.get_all("Set-Cookie") or []:
            name, _, rest = text.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        connection.close()
        return response.status, first, size

    def peak_megabytes(self) -> float:
        """The most memory that any web process has held so far, where the system keeps that figure."""
        peaks = [_peak_kilobytes(child.pid) for child in psutil.Process(self.pid).children(recursive=True)]
        return max(peaks, default=0) / 1024


def _peak_kilobytes(pid: int) -> int:
    status = Path(f"/proc/{pid}/status")
    found = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
    return int(found[1]) if found else psutil.Process(pid).memory_info().rss // 1024


def measure(server: Server) -> list[Timing]:
    """Times the list, the report and the exports.

    Raises:
        SystemExit: if a page is not answered with 200.
    """
    url = product.prepare(server)
    _manage(url, "collectstatic", "--noinput", "--verbosity=0")
    began = time.monotonic()
    _fill(url)
    print(f"  filled in {time.monotonic() - began:.0f} s", flush=True)
    return _measure(url)


def _measure(url: str) -> list[Timing]:
    end, start = time.strftime("%Y-%m-%d"), time.strftime("%Y-%m-%d", time.localtime(time.time() - DAYS * 86_400))
    year = {"from": start, "to": end, "date": "paid"}
    with product.web(url) as (port, pid):
        desk = Desk(port, pid)
        pages = {
            "list of payments": LIST,
            "list, paid this year": f"{LIST}?{urlencode(year)}",
            "list, refused for want of money": f"{LIST}?outcome__exact=short",
            "list, last page that is offered": f"{LIST}?p=200",
            "search: a reference": f"{LIST}?q=TL-0123456789abcdef",
            "search: a phone": f"{LIST}?q=08000000777",
            "search: a name": f"{LIST}?q=Student+777",
            "report, this month": REPORT,
            "report, the whole year": f"{REPORT}?{urlencode(year)}",
        }
        timings = [_page(desk, name, path) for name, path in pages.items()]
    # Each export in fresh processes, so that the peak of memory is its own.
    for form in ("csv", "xlsx"):
        with product.web(url) as (port, pid):
            desk = Desk(port, pid)
            timings.append(_export(desk, f"export of all rows, {form.upper()}", year | {"format": form}))
    return timings


def _manage(url: str, *arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=BASE_DIR, env=os.environ | product.variables(url), check=True, stdout=subprocess.DEVNULL)


def _fill(url: str) -> None:
    _manage(url, "shell", "-c", FIRST)
    numbers = {"payments": PAYMENTS, "students": STUDENTS, "days": DAYS}
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in FILL.split(";\n"):
            if statement.strip():
                connection.execute(statement.encode(), numbers if "%(" in statement or "%%" in statement else None)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM")


def _page(desk: Desk, name: str, path: str) -> Timing:
    desk.ask("GET", path)
    seconds = [_timed(lambda: desk.ask("GET", path)) for _ in range(ROUNDS)]
    return Timing(name, median(seconds), 0, 0, 0)


def _export(desk: Desk, name: str, form: dict[str, str]) -> Timing:
    desk.ask("GET", REPORT)
    began = time.monotonic()
    status, first, size = desk.ask("POST", f"{REPORT}export/", form)
    seconds = time.monotonic() - began
    if status != 200:
        raise SystemExit(f"{name} was answered with {status}.")
    return Timing(name, seconds, first, size / 1e6, desk.peak_megabytes())


def _timed(act: Callable[[], tuple[int, float, int]]) -> float:
    began = time.monotonic()
    status, _, _ = act()
    if status != 200:
        raise SystemExit(f"A page was answered with {status}.")
    return time.monotonic() - began


def table(timings: list[Timing]) -> list[str]:
    """Returns a Markdown table."""
    lines = [row(["asked", "seconds", "first byte s", "MB sent", "peak MB of the process"]), row(["---"] * 5)]
    for timing in timings:
        extra = [timing.first_byte, timing.megabytes, timing.peak_megabytes]
        lines.append(row([timing.name, f"{timing.seconds:.2f}", *[f"{value:.1f}" if value else "" for value in extra]]))
    return lines
