"""What staff must know reaches them outside the admin: its key by Sentry, urgent ones by e-mail, once while they are open."""

from datetime import timedelta
from typing import Any

import pytest
import sentry_sdk
from django.core import mail
from django.core.mail import EmailMessage
from pytest_django import DjangoCaptureOnCommitCallbacks
from sentry_sdk.integrations.logging import LoggingIntegration

from core import alert_mail
from core.clock import now
from core.jobs import revive_abandoned
from core.models import Alert
from core.services import raise_alert, resolve_alert
from core.testing import run_jobs

pytestmark = pytest.mark.django_db
TEXT = "Dispute 5 over ₦500.\nAnswer before Sat 31 Jan, 11:59 pm."


@pytest.fixture
def addresses(settings: Any) -> list[str]:
    settings.ALERT_EMAILS = named = ["ada@tutorline.example", "bola@tutorline.example"]
    return named


def test_an_urgent_alert_is_mailed_once_while_it_is_open(addresses: list[str], mailoutbox: list[EmailMessage]) -> None:
    raise_alert("dispute.5", TEXT, urgent=True)
    assert mailoutbox == [], "nobody waits for the mail server"
    run_jobs()
    for _ in range(3):
        raise_alert("dispute.5", TEXT, urgent=True)
        run_jobs()
    (mail,) = mailoutbox
    assert mail.to == addresses
    assert mail.from_email == "alerts@testserver"
    assert mail.subject == "Urgent: Dispute 5 over ₦500. Answer before Sat 31 Jan, 11:59 pm."
    assert TEXT in mail.body
    assert "http://testserver/admin/core/alert/?resolved=no" in mail.body
    assert Alert.objects.get().mailed_at is not None
    resolve_alert("dispute.5")
    raise_alert("dispute.5", TEXT, urgent=True)
    run_jobs()
    assert len(mailoutbox) == 2, "what was resolved and happens again is news"


def test_other_alerts_and_those_that_ended_meanwhile_are_not_mailed(
    addresses: list[str], mailoutbox: list[EmailMessage]
) -> None:
    raise_alert("photos", "A photo could not be read.")
    raise_alert("whatsapp.sending", "WhatsApp takes no messages.", urgent=True)
    resolve_alert("whatsapp.sending")
    run_jobs()
    assert mailoutbox == []


def test_without_addresses_there_is_no_job(mailoutbox: list[EmailMessage]) -> None:
    raise_alert("dispute.5", TEXT, urgent=True)
    assert run_jobs() == 0
    assert mailoutbox == []


def test_a_mail_server_that_is_down_is_tried_again(
    addresses: list[str], mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([False, False, True])

    def sometimes(*arguments: Any) -> None:
        if not next(answers):
            raise ConnectionRefusedError
        mail.send_mail(*arguments)

    monkeypatch.setattr(alert_mail, "send_mail", sometimes)
    raise_alert("dispute.5", TEXT, urgent=True)
    assert run_jobs(also_scheduled=False) == 1
    assert mailoutbox == []
    assert run_jobs() == 2
    assert len(mailoutbox) == 1


def test_a_mail_server_that_stays_down_is_left_alone_until_the_next_repeat(
    addresses: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: Any) -> None:
        raise TimeoutError

    monkeypatch.setattr(alert_mail, "send_mail", refuse)
    raise_alert("dispute.5", TEXT, urgent=True)
    assert run_jobs() == 1 + len(alert_mail.PAUSES)
    raise_alert("dispute.5", TEXT, urgent=True)
    assert run_jobs(also_scheduled=False) == 1


def test_a_worker_that_died_while_mailing_sends_no_second_mail(addresses: list[str], mailoutbox: list[EmailMessage]) -> None:
    raise_alert("dispute.5", TEXT, urgent=True)
    Alert.objects.update(mailed_at=now() - timedelta(minutes=1))
    revive_abandoned()
    run_jobs()
    assert mailoutbox == []


class Heard(sentry_sdk.Transport):
    def __init__(self) -> None:
        super().__init__({})
        self.events: list[Any] = []

    def capture_envelope(self, envelope: Any) -> None:
        self.events += [item.get_event() for item in envelope.items if item.get_event()]


def test_sentry_hears_of_each_new_alert_by_its_key_alone(
    settings: Any, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    heard = Heard()
    options: Any = settings.SENTRY_OPTIONS
    sentry_sdk.init(
        dsn="https://key@sentry.example/1",
        transport=heard,
        default_integrations=False,
        integrations=[LoggingIntegration()],
        **options,
    )
    try:
        with django_capture_on_commit_callbacks(execute=True):
            for key in ("turn.7", "turn.7", "turn.8"):
                raise_alert(key, "A message of Ada Obi (2348031234567) could not be handled.")
    finally:
        sentry_sdk.get_global_scope().set_client(None)
    assert [event["logentry"]["message"][:13] for event in heard.events] == ["Alert turn.7:", "Alert turn.8:"]
    assert [event["level"] for event in heard.events] == ["error", "error"]
    assert "Ada" not in str(heard.events)
    assert "2348031234567" not in str(heard.events)
