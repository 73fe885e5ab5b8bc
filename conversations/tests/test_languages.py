"""A second language is a pack and nothing else: whatever a student is told comes from the pack they are spoken to in."""

import re
from datetime import timedelta
from typing import Any

import pytest

from conversations import wording
from conversations.engine import wording_rules
from conversations.models import Conversation, OutboundMessage
from conversations.news import money
from conversations.tests import stage
from homework.models import Homework
from payments import services as payments
from payments.models import Dispute, Payment, Refund, SavedCard, Subscription
from tests.builders import QUESTION, picture
from tests.phone import Phone
from tests.world import now

ENGLISH = wording.PACKS["en"]
NUMBER = {key: str(number) for number, key in enumerate(sorted(ENGLISH))}
NAMES = {"format.weekdays": 7, "format.months": 12, "format.halves": 2}
SAME_IN_ALL = re.compile(
    r"https?://\S+|TL-\w+|₦[\d,.]+"
    r"|\b(?:Mathematics|Physics|English Language|Chemistry|Biology|Economics|Government|Literature|Further Mathematics)\b"
    r"|\b(?:Monthly|Ada|Obi|Sade|SS2|Primary|JSS|SS|WAEC/JAMB|Visa|Tutorline)\b"
    r"|Divide by two|Which exercise is it|Hello there"
)
"""Names, amounts, codes, addresses, and what people wrote: no pack has them."""


def told(key: str) -> str:
    """What this language says for a line, without its variables."""
    return f"~{NUMBER[key]}"


@pytest.fixture
def speaker(noon: None, student: Phone, monkeypatch: pytest.MonkeyPatch) -> Phone:
    """A student whose language has a number for every line, and nothing else but its variables.

    At noon, because the FAQ's entries, which support suggests by night, are staff's own words.
    """
    variables = {key: [f"{{{name}}}" for name in sorted(wording_rules.variables(text))] for key, text in ENGLISH.items()}
    pack = {key: " ".join([told(key), *variables[key]]) for key in ENGLISH}
    pack |= {key: ", ".join(f"~{NUMBER[key]}.{n}" for n in range(count)) for key, count in NAMES.items()}
    monkeypatch.setitem(wording.PACKS, "xx", pack)
    Conversation.objects.update(language="xx")
    OutboundMessage.objects.all().delete()
    return student


def english_left() -> list[str]:
    """Words in what was sent that neither the pack nor a name accounts for."""
    left = []
    for content in OutboundMessage.objects.values_list("content", flat=True):
        texts = [content.get("body", ""), content.get("button", ""), *(option["title"] for option in options(content))]
        left += re.findall(r"[^\W\d_]{2,}", SAME_IN_ALL.sub("", " ".join(texts)))
    return left


def options(content: dict[str, Any]) -> list[dict[str, str]]:
    return list(content.get("options", []))


def orders(speaker: Phone) -> Homework:
    speaker.says("menu").taps(told("idle.send_homework")).taps("Mathematics").says(QUESTION)
    speaker.taps(told("hw_text.done")).taps(f"{told('hw_review.pay')} ₦500")
    return Homework.objects.latest("pk")


def test_a_homework_from_question_to_complaint(speaker: Phone) -> None:
    orders(speaker)
    speaker.says("help").pays()
    speaker.says("my homework").sees(told("idle.homework_queued"))
    stage.asks(speaker, "Which exercise is it?")
    speaker.taps(told("hw_clarify.answer_now")).says("It is 4b, in the second chapter").taps(told("hw_clarify.done"))
    stage.answers(speaker, "Divide by two.")
    assert told("solution.clear") in speaker.last
    assert told("solution.heading") in speaker.last
    speaker.taps(told("anywhere.solution_problem"))
    speaker.taps(speaker.choices[1])
    stage.support_replies(speaker, "Hello there.")
    assert english_left() == []


def test_every_room_of_the_menu(speaker: Phone) -> None:
    for words in ("prices", "how it works", "my plan", "my details", "plans and pay", "stop", "help", "banana", "banana"):
        speaker.says("menu").says(words)
    speaker.says("menu").says("homework").taps("Physics").sends_photos(picture(1)).says("help").taps(told("hw_photos.done"))
    speaker.says("menu").says("support").taps(told("sup_topic.payment")).says("Where is my money, please?")
    speaker.says("menu").says("faq")
    assert english_left() == []


def test_news_about_money(speaker: Phone) -> None:
    homework = orders(speaker)
    speaker.pays()
    payment, at = Payment.objects.get(), now()
    told_of = (Refund.Status.PENDING, Refund.Status.PROCESSED, Refund.Status.FAILED, Refund.Status.NEEDS_ATTENTION)
    for number, status in enumerate(told_of, 1):
        money.on_refund_moved(Refund(pk=number, payment=payment, amount_kobo=10_000, status=status), at)
    dispute = Dispute.objects.create(payment=payment, paystack_id=1, amount_kobo=50_000)
    money.on_dispute_opened(dispute, at)
    money.on_dispute_closed(dispute, at)
    money.on_student_credited(payment.student, 20_000, payment, at)
    money.on_transfer_rejected(payment, None, at)
    money.on_checkout_back(payment, at)
    for outcome in payments.CheckOutcome:
        money.on_payment_checked(payment, outcome, at)
    for held in (*Payment.HELD, *Payment.CREDITED):
        payment.pk, payment.outcome = payment.pk + 1, held
        money.on_payment_held(payment, at)
    assert homework.pk
    assert english_left() == []


def test_plans_and_their_reminders(speaker: Phone) -> None:
    speaker.says("plans and pay").taps("Monthly").pays()
    period, at = Subscription.objects.get(), now()
    card = SavedCard(student=period.student, plan=period.plan, brand="visa", last4="4081")
    for is_over in (False, True):
        money.on_plan_reminder(period, is_over, at + timedelta(days=30))
    money.tell_charge(period, card, at)
    for reason in (reason for reason in SavedCard.Reason if f"plan.card_{reason}" in ENGLISH):
        card.pk, card.revoked_reason = (card.pk or 0) + 1, reason
        money.on_card_dropped(card, at)
    speaker.says("my plan")
    assert english_left() == []
