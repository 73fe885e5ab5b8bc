"""Times, spans and offers in the words of a language; how each is said stands in its pack under `format.`."""

from datetime import datetime, time

from django.utils import timezone

from conversations.wording import line
from core.models import AdminSettings
from core.money import naira
from homework.prices import price_of, prices
from payments.models import Plan, SavedCard
from payments.services import plans_on_offer
from students.models import Student


def moment(at: datetime, language: str) -> str:
    """Returns a moment in Lagos time: `Sat 31 Jan, 11:59 pm`."""
    local = timezone.localtime(at)
    return line("format.moment", language, time=_time(local.time(), language), **_day(local, language))


def due(at: datetime, now: datetime, language: str) -> str:
    """Returns the day as students say it, and the time: `today by 10 am`, `tomorrow by 9:30 am`, `on Tue 3 Nov by 9 am`."""
    local = timezone.localtime(at)
    said = clock(local.time(), language)
    days = (local.date() - timezone.localtime(now).date()).days
    if days in {0, 1}:
        return line("format.tomorrow" if days else "format.today", language, time=said)
    return line("format.on_day", language, time=said, **_day(local, language))


def clock(moment: time, language: str) -> str:
    """Returns a time of the day, a full hour without its zeros: `8 am`, `9:30 am`."""
    return _time(moment, language, key="format.time" if moment.minute else "format.hour")


def opening(settings: AdminSettings, language: str) -> str:
    """Returns when support is there: `8 am to 8 pm`."""
    opens, closes = clock(settings.support_opens_at, language), clock(settings.support_closes_at, language)
    return line("format.opening", language, opens=opens, closes=closes)


def wait(minutes: int, language: str) -> str:
    """Returns a length of time: `2 hours`, `1 hour`, `45 minutes`."""
    hours, rest = divmod(minutes, 60)
    if rest:
        return line("format.minutes", language, n=minutes)
    return line("format.one_hour", language) if hours == 1 else line("format.hours", language, n=hours)


def period(plan: Plan, language: str) -> str:
    """Returns a plan's period as it stands after a price: `a month`, `14 days`."""
    one, many = ("one_day", "days") if plan.period_unit == Plan.Unit.DAY else ("one_month", "months_long")
    return line(f"format.{many}", language, n=plan.period_length) if plan.period_length > 1 else line(f"format.{one}", language)


def offers(language: str) -> str:
    """Returns what can be bought for a whole period: `Monthly: ₦5,000 a month.`"""
    said = [_offer(plan, language) for plan in plans_on_offer()]
    return f"{line('format.between_offers', language).join(said)}." if said else line("format.no_offer", language)


def homework_price(student: Student | None, language: str) -> str:
    """Returns what one homework costs this student: `₦500`; somebody unknown hears `from ₦300` where levels differ."""
    if student is not None:
        return naira(price_of(student.level))
    known = prices()
    lowest = naira(known.lowest_kobo)
    return line("format.from_price", language, price=lowest) if known.differ else lowest


def for_answers(student: Student | None, language: str) -> dict[str, str]:
    """Returns what names in the answers of the FAQ stand for, as far as it depends on who reads them in which language."""
    settings = AdminSettings.load()
    return {
        "price": homework_price(student, language),
        "plans": offers(language),
        "support_hours": opening(settings, language),
        "support_answer": wait(settings.support_answer_minutes, language),
    }


def card(saved: SavedCard, language: str) -> str:
    """Returns a card as its owner knows it: `Visa ending 4081`."""
    return line("format.card", language, brand=saved.brand.title(), last4=saved.last4)


def _offer(plan: Plan, language: str) -> str:
    return line("format.offer", language, plan=plan.name, price=plan.price, period=period(plan, language))


def _time(moment: time, language: str, *, key: str = "format.time") -> str:
    hour, half = (moment.hour % 12) or 12, _names("format.halves", language)[moment.hour // 12]
    return line(key, language, hour=hour, minute=f"{moment.minute:02}", half=half)


def _day(local: datetime, language: str) -> dict[str, object]:
    weekdays, months = _names("format.weekdays", language), _names("format.months", language)
    return {"weekday": weekdays[local.weekday()], "day": local.day, "month": months[local.month - 1]}


def _names(key: str, language: str) -> list[str]:
    return [name.strip() for name in line(key, language).split(",")]
