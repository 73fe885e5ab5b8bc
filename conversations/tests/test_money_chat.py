"""What a student hears about money: plans, credit, odd sums, refunds, disputes, reminders."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command

from conversations.tests import stage
from homework.models import Homework
from payments import services
from payments.events import dispute_closed, dispute_opened, refund_moved
from payments.models import Dispute, Payment, Refund, Subscription
from support.models import SupportMessage, SupportTicket
from tests.builders import QUESTION
from tests.phone import Phone
from tests.world import World, now, pass_time


def newest() -> Payment:
    return Payment.objects.latest("pk")


def test_the_plan_is_one_tap_beside_the_link_and_takes_the_homework_along(student: Phone) -> None:
    before = len(student.messages)
    student.orders().sees("Or pay ₦5,000 a month for up to 30 homeworks, this one included: tap Monthly.")
    assert student.choices == ["I have paid", "Monthly", "Cancel"]
    student.taps("Monthly").sees("Pay ₦5,000 for your Monthly plan here: ")
    student.pays().sees("Your Monthly plan is active until")
    assert "is with our tutors" in student.last
    assert Homework.objects.get().status == Homework.Status.QUEUED
    assert len(student.messages) - before <= 8


def test_homework_under_a_plan_costs_nothing(student: Phone) -> None:
    student.taps("Plans and pay").sees("Monthly: ₦5,000 a month")
    assert student.choices == ["Monthly", "Menu"]
    student.taps("Monthly").pays()
    student.says("menu").taps("Send homework").taps("Mathematics").says(QUESTION).taps("Done").sees("Your plan covers it.")
    student.taps("Send").sees("Sent. No.")
    student.taps("Menu").taps("Plans and pay").sees("Your Monthly plan runs until")


def test_a_used_up_plan_offers_the_single_price(student: Phone) -> None:
    student.taps("Plans and pay").taps("Monthly").pays()
    Subscription.objects.update(homework_limit=1)
    student.says("menu").taps("Send homework").taps("Mathematics").says(QUESTION).taps("Done").taps("Send")
    student.says("menu").taps("Send homework").taps("Physics").says(QUESTION + "?").taps("Done")
    student.sees("Your plan's homeworks for this period are used up. Cost: ₦500.")
    student.taps("Pay ₦500").sees("Pay ₦500 here: ")


def test_giving_a_plan_up_brings_the_homework_back(student: Phone) -> None:
    student.orders().taps("Monthly").taps("Cancel").sees("Your homework is kept as a draft")
    assert Homework.objects.get().status == Homework.Status.DRAFT


def test_paying_twice_is_told_and_spent_first(student: Phone, world: World) -> None:
    student.orders()
    first = newest()
    student.taps("Cancel").taps("Pay ₦500").pays()
    student.seen = len(student.messages)
    world.receives_money(first)
    student.sees("We received ₦500 once more for something that was paid already. It is kept as your credit")
    student.says("menu").taps("Send homework").taps("Physics").says(QUESTION + "?").taps("Done")
    student.sees("Cost: ₦500. Your credit pays all of it.")
    student.taps("Send").sees("Sent. No.")


def test_too_much_is_told_with_the_receipt(student: Phone) -> None:
    student.orders().pays(amount=70_000).sees("You paid ₦200 too much. It is kept as your credit")
    student.says("menu").taps("Send homework").taps("Physics").says(QUESTION + "?").taps("Done")
    student.sees("Your credit pays ₦200 of it, so ₦300 is left.")
    student.taps("Pay ₦300").sees("Pay ₦300 here: ")


def test_too_little_is_held_and_finance_makes_it_credit(student: Phone, world: World, finance: User) -> None:
    student.orders().pays(amount=20_000).sees("We received ₦200, but ₦500 was due. A person is looking at it")
    student.seen = len(student.messages)
    services.credit_held_money(payment=newest(), actor=finance, at=now())
    world.work()
    student.sees("The ₦200 you paid is your credit now.")
    assert "only the rest is left to pay: http" in student.last


def test_money_after_giving_up_and_discarding_becomes_credit(student: Phone, world: World) -> None:
    student.orders().taps("Cancel").says("cancel").taps("Discard")
    student.seen = len(student.messages)
    world.receives_money(newest())
    student.sees("no longer waits for it. It is kept as your credit")


def test_a_withdrawn_homework_tells_its_credit_in_the_same_reply(student: Phone) -> None:
    student.orders().pays().taps("Menu")
    homework = Homework.objects.get()
    tap = {"id": f"homework.hw_submitted.cancel_request:{homework.pk}", "title": "Cancel request"}
    student.sends(student.item("interactive", {"type": "button_reply", "button_reply": tap}))
    student.sees("What you paid for it becomes your credit.")
    student.taps("Yes, withdraw").sees(f"No. {homework.code} is withdrawn.")
    assert "₦500 is your credit again" in student.last


def test_a_paid_homework_can_be_withdrawn_from_the_list_of_mine(student: Phone) -> None:
    student.orders().pays().taps("Menu").taps("My homework")
    assert student.choices == ["Send homework", "Cancel request", "Menu"]
    student.taps("Cancel request").taps("Yes, withdraw").sees("₦500 is your credit again")


def test_refunds_and_disputes_are_told_in_plain_words(student: Phone, world: World) -> None:
    student.orders().pays()
    payment = newest()
    refund = Refund.objects.create(payment=payment, amount_kobo=50_000, status=Refund.Status.PENDING)
    for status in (Refund.Status.PENDING, Refund.Status.PROCESSING):
        refund.status = status
        refund_moved.send(Refund, refund=refund, at=now())
    student.seen = len(student.messages)
    world.work()
    student.sees("Your refund of ₦500 is on its way.")
    dispute = Dispute(payment=payment, paystack_id=1, amount_kobo=50_000, pk=7)
    dispute_opened.send(Dispute, dispute=dispute, at=now())
    dispute.resolution = Dispute.Resolution.DECLINED
    dispute_closed.send(Dispute, dispute=dispute, at=now())
    student.seen = len(student.messages)
    world.work()
    assert "A bank has asked for the ₦500 paid for homework No." in student.news[0]
    assert "the payment counts again" in student.news[1]


@pytest.mark.parametrize("opted_out", [False, True])
def test_reminders_reach_those_who_want_them(student: Phone, world: World, opted_out: bool) -> None:
    student.taps("Plans and pay").taps("Monthly").pays()
    ends_at = Subscription.objects.get().ends_at
    pass_time(ends_at - timedelta(days=2) - now())
    student.says("stop").taps("Reminders") if opted_out else student.says("hi")
    student.seen = len(student.messages)
    call_command("remind_renewals", now=now().isoformat())
    world.work()
    if opted_out:
        student.sees_nothing()
    else:
        student.sees("Your Monthly plan is paid until")
        student.taps("Plans and pay").sees("A new period starts then.")


def test_a_link_opened_after_credit_grew_is_answered_in_the_chat(student: Phone, world: World) -> None:
    student.orders()
    waiting = newest()
    student.taps("Monthly").pays(amount=550_000)
    Homework.objects.update(status=Homework.Status.AWAITING_PAYMENT)
    Subscription.objects.update(homework_limit=1, starts_at=now() - timedelta(days=2), ends_at=now() - timedelta(days=1))
    student.seen = len(student.messages)
    world.client.get(f"/pay/{waiting.token}")
    world.work()
    student.sees("Your credit has paid for it")


def test_a_burst_of_proofs_gets_one_answer_and_asks_paystack_once(student: Phone, world: World) -> None:
    student.orders()
    stage.paystack_knows_nothing(world)
    Payment.objects.update(checkout_at=now())
    student.says("I have paid", "Debit alert: Acct ***12, Amt NGN500").sees("Screenshots aren't needed")
    assert student.choices == ["I have paid", "Talk to us", "Menu"]
    asked = [call for call in world.vendor.calls if "/transaction/verify/" in str(call.request.url)]
    assert len(asked) == 1


def test_a_voice_note_about_a_payment_reaches_support_only_when_asked(student: Phone) -> None:
    student.orders()
    for _ in range(2):
        voice = {"id": student.world.add_media(b"OggS voice"), "mime_type": "audio/ogg", "voice": True}
        student.sends(student.item("audio", voice)).sees("our team can")
    assert not SupportTicket.objects.exists()
    student.taps("Talk to us").sees("Ticket T")
    assert SupportTicket.objects.get().topic == "payment"
    assert [message.media_state for message in SupportMessage.objects.all()] == ["ready", "ready"]


def test_somebody_elses_notes_and_drafts_are_out_of_reach(student: Phone, world: World) -> None:
    student.orders().taps("Cancel").pays()
    draft = Homework.objects.get()
    other = Phone(world, name="Bola Ade").is_registered("Bola Ade")
    tap = {"id": f"payment.pay_pending.send_after_all:{draft.pk}", "title": "Yes, send it"}
    other.sends(other.item("interactive", {"type": "button_reply", "button_reply": tap})).sees("no draft any more")
    assert Homework.objects.get(pk=draft.pk).status == Homework.Status.DRAFT


def test_money_after_giving_up_asks_before_the_draft_is_sent(student: Phone) -> None:
    student.orders().taps("Cancel").says("menu")
    student.pays().sees("It is your credit now. Shall I send the homework with it?")
    assert (Homework.objects.get().status, student.choices) == (Homework.Status.DRAFT, ["Yes, send it", "Menu"])
    student.taps("Yes, send it").sees("Sent. No.")
    assert Homework.objects.get().status == Homework.Status.QUEUED
    student.says("menu")
    assert "Continue homework" not in student.choices
    student.taps("Yes, send it").sees("no draft any more")


def test_an_open_payment_waits_in_the_menu_until_it_is_given_up(student: Phone) -> None:
    student.orders().says("menu")
    assert student.choices[0] == "Payment waiting"
    student.says("1").sees("Pay ₦500 here: ")
    student.says("back").sees("for your homework No.")
    student.says("1").sees("Pay ₦500 here: ")
    assert Payment.objects.count() == 1
    student.taps("Cancel").says("menu")
    assert "Payment waiting" not in student.choices


def test_a_failed_payment_of_a_plan_is_tried_again(student: Phone, world: World) -> None:
    student.taps("Plans and pay").taps("Monthly")
    stage.payment_fails(student, "Declined")
    student.taps("I have paid").sees("The bank declined it.")
    first = newest()
    student.taps("Try again").sees("Pay ₦5,000 for your Monthly plan here: ")
    assert newest().pk != first.pk


def test_check_now_asks_about_the_plan_and_not_about_a_newer_payment(student: Phone, world: World) -> None:
    student.taps("Plans and pay").taps("Monthly")
    plan_payment = newest()
    student.orders()
    Payment.objects.update(checkout_at=now())
    stage.paystack_knows_nothing(world)
    student.says("menu").taps("My plan").taps("Check now")
    plan_payment.refresh_from_db()
    assert plan_payment.checks == 1
    assert newest().checks == 0


def test_a_used_up_plan_is_told_before_the_homework_is_written(student: Phone) -> None:
    student.taps("Plans and pay").taps("Monthly").pays()
    Subscription.objects.update(homework_limit=0)
    student.says("homework").sees("used up, so this one costs ₦500.")


def test_a_link_that_met_paystack_down_is_sent_again_when_it_is_back(student: Phone, world: World) -> None:
    student.orders()
    initialize = f"{settings.PAYSTACK_API_URL}/transaction/initialize"
    down = world.vendor.add("POST", initialize, status=503)
    stage.paystack_knows_nothing(world)
    token, student.seen = newest().token, len(student.messages)
    for _ in range(2):
        assert "Your homework is saved." in world.client.get(f"/pay/{token}").content.decode()
    world.work()
    world.later(timedelta(minutes=3))
    student.sees_nothing()
    world.vendor.remove(down)
    page = {"authorization_url": "https://checkout.paystack.com/x", "access_code": "x"}
    world.vendor.add("POST", initialize, json={"status": True, "message": "ok", "data": page})
    world.later(timedelta(minutes=6))
    student.sees(f"Payments work again, thank you for waiting. Pay here: {settings.PUBLIC_URL}/pay/")
    world.later(timedelta(hours=2))
    assert len(student.news) == 1


def test_nobody_is_told_of_a_page_they_no_longer_want(student: Phone, world: World) -> None:
    student.orders()
    world.vendor.add("POST", f"{settings.PAYSTACK_API_URL}/transaction/initialize", status=503)
    world.client.get(f"/pay/{newest().token}")
    student.taps("Cancel").sees("Your homework is kept as a draft")
    before = len([call for call in world.vendor.calls if "initialize" in str(call.request.url)])
    world.later(timedelta(minutes=3))
    assert len([call for call in world.vendor.calls if "initialize" in str(call.request.url)]) == before
