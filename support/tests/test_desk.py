"""The support desk in the admin."""

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from core.clock import now
from students.models import Lead
from support import services
from support.models import CannedReply, FaqEntry, SupportMessage, SupportTicket
from tests.builders import signed_in

INBOX = "/admin/support/supportticket/"


def page(ticket: SupportTicket) -> str:
    return reverse("admin:support_supportticket_change", args=[ticket.pk])


def post(client: Client, ticket: SupportTicket, action: str, **data: object) -> str:
    response = client.post(page(ticket), {"action": action, **data}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_the_inbox_shows_open_tickets_and_filters(ticket: SupportTicket, agent: User) -> None:
    client = signed_in(agent)
    assert ticket.code in client.get(INBOX).content.decode()
    assert ticket.code not in client.get(INBOX, {"inbox": "mine"}).content.decode()
    services.claim(ticket=ticket, actor=agent)
    assert ticket.code in client.get(INBOX, {"inbox": "mine"}).content.decode()
    assert ticket.code not in client.get(INBOX, {"inbox": "urgent"}).content.decode()
    services.end(ticket=ticket, at=now(), ended_by=SupportTicket.EndedBy.STAFF)
    assert ticket.code not in client.get(INBOX).content.decode()
    assert ticket.code in client.get(INBOX, {"inbox": "ended"}).content.decode()
    assert ticket.code in client.get(INBOX, {"inbox": "all"}).content.decode()


def test_the_page_reads_like_the_chat(ticket: SupportTicket, agent: User) -> None:
    CannedReply.objects.create(title="Greeting", text="Thanks for writing.")
    services.reply(ticket=ticket, author=agent, text="On it", at=now())
    services.add_note(lead=ticket.lead, text="Payment X was confirmed.", at=now())
    body = signed_in(agent).get(page(ticket)).content.decode()
    for words in ("It never came", "On it", "Payment X was confirmed.", "Ada Obi", "Greeting", "Waiting", "Give back"):
        assert words in body
    assert "onclick" not in body
    assert "<script>" not in body


def test_a_reply_is_stored_claims_and_waits_for_delivery(ticket: SupportTicket, agent: User) -> None:
    post(signed_in(agent), ticket, "reply", text="  On it  ", seen="0")
    ticket.refresh_from_db()
    message = SupportMessage.objects.get(sender="staff")
    assert (message.text, message.author, message.state) == ("On it", agent, "waiting")
    assert (ticket.status, ticket.claimed_by) == ("in_progress", agent)
    assert "nothing was sent" in post(signed_in(agent), ticket, "reply", text="   ")


def test_the_second_of_two_is_warned_and_both_are_stored(ticket: SupportTicket, agent: User, other_agent: User) -> None:
    seen = str(SupportMessage.objects.latest("pk").pk)
    post(signed_in(agent), ticket, "reply", text="One", seen=seen)
    assert "Sade answered while you wrote" in post(signed_in(other_agent), ticket, "reply", text="Two", seen=seen)
    assert "Sade has this ticket" in post(signed_in(other_agent), ticket, "reply", text="Three", seen="99999999")
    assert [message.text for message in SupportMessage.objects.filter(sender="staff")] == ["One", "Two", "Three"]


def test_claiming_is_shown_and_can_be_taken_over(ticket: SupportTicket, agent: User, other_agent: User) -> None:
    post(signed_in(agent), ticket, "claim")
    assert "Take over" in signed_in(other_agent).get(page(ticket)).content.decode()
    post(signed_in(other_agent), ticket, "claim")
    ticket.refresh_from_db()
    assert ticket.claimed_by == other_agent
    post(signed_in(other_agent), ticket, "release")
    ticket.refresh_from_db()
    assert ticket.claimed_by is None


def test_ending_and_reopening(ticket: SupportTicket, agent: User) -> None:
    assert "has ended" in post(signed_in(agent), ticket, "end")
    ticket.refresh_from_db()
    assert (ticket.status, ticket.ended_by) == ("resolved", "staff")
    post(signed_in(agent), ticket, "reopen")
    ticket.refresh_from_db()
    assert ticket.is_active


def test_a_reply_to_an_ended_ticket_goes_to_the_open_one(ticket: SupportTicket, agent: User, lead: Lead) -> None:
    services.end(ticket=ticket, at=now() - services.REOPENED_WITHIN, ended_by=SupportTicket.EndedBy.STAFF)
    other = services.open_ticket(lead=lead, reason="asked", at=now())
    assert f"Ticket {other.code} is open: answer there" in post(signed_in(agent), ticket, "reply", text="Late")
    assert not SupportMessage.objects.filter(sender="staff").exists()


@pytest.fixture
def voice(ticket: SupportTicket) -> SupportMessage:
    message = services.add_message(ticket=ticket, text="(voice)", source_message_id="wamid.2", at=now(), has_media=True)
    services.settle_media(source_message_id="wamid.2", file=default_storage.save("voice/a.ogg", ContentFile(b"OggS")))
    message.refresh_from_db()
    return message


def test_media_come_through_the_sign_in_only(voice: SupportMessage, agent: User, stranger: User) -> None:
    address = reverse("admin:support_media", args=[voice.pk])
    response = signed_in(agent).get(address)
    assert (response.status_code, response["Content-Type"], response["Cache-Control"]) == (
        200,
        "audio/ogg",
        "private, max-age=600",
    )
    assert response.getvalue() == b"OggS"
    assert address in signed_in(agent).get(page(voice.ticket)).content.decode()
    assert signed_in(stranger).get(address).status_code == 403
    assert Client().get(address).status_code == 302


def test_a_stranger_is_refused(ticket: SupportTicket, stranger: User) -> None:
    client = signed_in(stranger)
    for address in (INBOX, page(ticket), reverse("admin:support_thread", args=[ticket.pk])):
        assert client.get(address).status_code == 403
    assert client.post(page(ticket), {"action": "reply", "text": "x"}).status_code == 403
    assert SupportMessage.objects.filter(sender="staff").count() == 0


def test_the_home_page_counts_what_waits(ticket: SupportTicket, agent: User, stranger: User) -> None:
    assert "tickets wait for an answer" in signed_in(agent).get("/admin/").content.decode()
    assert "tickets wait for an answer" not in signed_in(stranger).get("/admin/").content.decode()


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ("It costs {prise}.", "Unknown: {prise}"),
        ("Set {x", "only for names"),
        ("x" * 601, "at most 600"),
        ("{price}" * 200, "at most 600"),
    ],
)
def test_an_answer_that_could_not_be_sent_is_refused_when_saved(answer: str, problem: str, admin_client: Client) -> None:
    entry = FaqEntry.objects.get(title="Ways to pay")
    data = {"topic": entry.topic, "title": entry.title, "question": entry.question, "position": 1, "answer": answer}
    response = admin_client.post(reverse("admin:support_faqentry_change", args=[entry.pk]), data)
    assert problem in response.content.decode()
    entry.refresh_from_db()
    assert entry.version == 1


def test_a_changed_answer_is_a_new_version_and_previewed(admin_client: Client) -> None:
    entry = FaqEntry.objects.get(title="Ways to pay")
    data = {"topic": entry.topic, "title": entry.title, "question": entry.question, "position": 1, "is_published": "on"}
    address = reverse("admin:support_faqentry_change", args=[entry.pk])
    assert admin_client.post(address, data | {"answer": "By card, {price}."}).status_code == 302
    entry.refresh_from_db()
    assert entry.version == 2
    assert "By card, ₦500." in admin_client.get(address).content.decode()
    assert admin_client.get("/admin/support/faqentry/").status_code == 200
