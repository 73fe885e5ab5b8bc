"""The alerts on the home page of the desk."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.dateformat import format as in_format

from core.models import Alert
from core.pieces import PIECES, Door, Panel, Viewer, holding, list_of, page_of

SHOWN_ALERTS = 5


def open_alerts(user: Viewer) -> Sequence[Door]:
    """The latest open alerts, and where all of them are."""
    latest = Alert.objects.filter(resolved_at=None).order_by("-last_at")[:SHOWN_ALERTS]
    shown = [Door(alert.text, _how_long(alert), page_of(alert)) for alert in latest]
    return [*shown, Door("All open alerts", "", list_of(Alert, resolved="no"))] if shown else []


def _how_long(alert: Alert) -> str:
    since = f"since {in_format(timezone.localtime(alert.first_at), 'j M, H:i')}"
    return f"{since}, {alert.count} times" if alert.count > 1 else since


PIECES.add(
    Panel(
        name="core.alerts",
        title="Needs attention",
        order=10,
        allowed=holding("core.view_alert"),
        doors=open_alerts,
        is_urgent=True,
    )
)
