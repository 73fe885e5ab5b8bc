"""What students and staff do around a ticket."""

from django.contrib.auth.models import User

from support import services
from support.models import SupportMessage, SupportTicket
from tests.phone import Phone
from tests.world import now


def ticket() -> SupportTicket:
    return SupportTicket.objects.get()


def texts() -> list[str]:
    return [message.text for message in SupportMessage.objects.filter(sender="person")]


def answers(phone: Phone, author: User, text: str = "I am looking into it") -> Phone:
    """Staff answer the newest ticket; the worker delivers."""
    phone.seen = len(phone.messages)
    services.reply(ticket=SupportTicket.objects.latest("pk"), author=author, text=text, at=now())
    phone.world.work()
    return phone


def asks_support(phone: Phone, text: str = "My answer never came", topic: str = "Homework") -> Phone:
    return phone.says("menu").taps("Talk to us").taps(topic).says(text)


def ends(phone: Phone, author: User) -> Phone:
    phone.seen = len(phone.messages)
    services.end(ticket=ticket(), at=now(), ended_by=SupportTicket.EndedBy.STAFF, actor=author)
    phone.world.work()
    return phone
