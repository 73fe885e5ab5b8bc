"""Pages staff about urgent alerts by e-mail: once per open alert, from a job, so that nothing waits for the mail server."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from procrastinate.contrib.django import app

from core.clock import now
from core.jobs import enqueue
from core.models import Alert

log = logging.getLogger(__name__)
MAIL_ALERT = "core.mail_alert"
PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
SUBJECT_LENGTH = 100


def page(alert: Alert) -> None:
    """Asks for the mail about an open alert, unless nobody wants mails or it was sent; call it in the alert's transaction."""
    if settings.ALERT_EMAILS and alert.mailed_at is None:
        _enqueue(alert.pk, tries=0)


@app.task(name=MAIL_ALERT)
def mail_alert(alert_id: int, tries: int) -> None:
    send(alert_id=alert_id, tries=tries, at=now())


def send(*, alert_id: int, tries: int, at: datetime) -> None:
    """Sends the mail about an alert that is still open. It is marked first: a worker that dies sends no second one.

    A mail server that does not take it is tried again for some hours; the next repeat of the alert starts over.
    """
    if not Alert.objects.filter(pk=alert_id, mailed_at=None, resolved_at=None).update(mailed_at=at):
        return
    alert = Alert.objects.get(pk=alert_id)
    text = f"{alert.text}\n\nOpen alerts: {settings.PUBLIC_URL}{reverse('admin:core_alert_changelist')}?resolved=no\n"
    subject = f"Urgent: {' '.join(alert.text.split())[:SUBJECT_LENGTH]}"
    try:
        send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, settings.ALERT_EMAILS)
    except OSError as problem:
        log.warning("The mail about alert %s was not taken: %s", alert.key, type(problem).__name__)
        Alert.objects.filter(pk=alert_id).update(mailed_at=None)
        if tries < len(PAUSES):
            _enqueue(alert_id, tries=tries + 1, delay=PAUSES[tries])


def _enqueue(alert_id: int, *, tries: int, delay: timedelta = timedelta()) -> None:
    enqueue(MAIL_ALERT, queueing_lock=f"mail-alert:{alert_id}", delay=delay, alert_id=alert_id, tries=tries)
