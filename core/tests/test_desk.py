"""The alerts on the home page."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AnonymousUser

from core.desk import SHOWN_ALERTS, open_alerts
from core.models import Alert
from core.services import raise_alert, resolve_alert

NOON = datetime(2026, 11, 27, 12, 5, tzinfo=ZoneInfo("Africa/Lagos"))


def test_the_latest_open_alerts_are_shown_with_their_age_and_count(db: None) -> None:
    for number in range(SHOWN_ALERTS + 1):
        raise_alert(f"key{number}", f"Alert {number}")
    raise_alert("key5", "Alert 5")
    Alert.objects.filter(key="key5").update(first_at=NOON)
    *alerts, everything = open_alerts(AnonymousUser())
    assert [door.title for door in alerts] == ["Alert 5", "Alert 4", "Alert 3", "Alert 2", "Alert 1"]
    assert alerts[0].text == "since 27 Nov, 12:05, 2 times"
    assert alerts[1].text.startswith("since ")
    assert "times" not in alerts[1].text
    assert (everything.title, everything.url) == ("All open alerts", "/admin/core/alert/?resolved=no")


def test_without_an_open_alert_nothing_is_shown(db: None) -> None:
    raise_alert("token", "The token is dead")
    resolve_alert("token")
    assert open_alerts(AnonymousUser()) == []
