"""The main job, end to end: a question comes in, is paid for, and a tutor's answer goes back."""

import re
from datetime import timedelta

from conversations.models import OutboundMessage
from homework.models import Homework
from payments.models import Payment
from tests.builders import make_assignment, make_solution, picture
from tests.phone import Phone
from tests.world import World, now, pass_time
from tutors.models import SolutionPart


def answer(homework: Homework, text: str = "x = 2") -> None:
    """The tutor claims the homework, writes and sends; the worker delivers."""
    make_assignment(homework)
    make_solution(homework, text)


def test_a_new_person_is_welcomed_and_registers(phone: Phone) -> None:
    phone.says("hi").sees("Welcome")
    assert phone.choices == ["Register", "How it works", "Talk to us"]
    phone.taps("Register").sees("full name")
    phone.says("Howard Close").sees("E-mail")
    phone.taps("Skip").sees("class")
    phone.says("SS2").sees("Howard Close, SS2. Save?")
    phone.taps("Save").sees("You're registered, Howard.")
    student = phone.conversation.student
    assert student is not None
    assert (student.full_name, student.class_text, student.consents.count()) == ("Howard Close", "SS2", 1)


def test_text_homework_reaches_the_payment_link(student: Phone) -> None:
    student.taps("Send homework").sees("Which subject?")
    student.taps("Mathematics").sees("Type your question or send photos")
    student.says("Show that sin²x + cos²x = 1 for all x", "and then solve 2x + 3 = 7").sees("Got 2 lines")
    student.taps("Done").sees("Cost: ₦500.")
    student.taps("Pay ₦500").sees("/pay/")
    assert Homework.objects.get().status == Homework.Status.AWAITING_PAYMENT


def test_photo_homework_counts_the_photos_back(student: Phone) -> None:
    student.taps("Send homework").taps("Physics").taps("Photos").sees("Send clear photos")
    student.sends_photos(picture(1), picture(2), picture(3)).sees("3 photos received")
    student.taps("Done").sees("3 photos")


def test_paid_homework_comes_back_solved(student: Phone, world: World) -> None:
    student.orders().pays().sees("Paid ₦500. Receipt TL-")
    homework = Homework.objects.get()
    assert homework.status == Homework.Status.QUEUED
    answer(homework)
    world.work()
    assert student.last.startswith(f"Your Mathematics answer, No. {homework.code}:\n\nx = 2")
    assert student.choices == ["Yes", "Explain more", "Problem"]
    student.taps("Yes").sees("stars")
    student.taps("★★★★★").sees("Thank you")
    homework.refresh_from_db()
    assert (homework.status, homework.rating) == (Homework.Status.CLOSED, 5)
    assert SolutionPart.objects.get().state == SolutionPart.State.SENT


def test_a_paid_text_homework_needs_no_more_than_eight_bot_messages(student: Phone, world: World) -> None:
    before = len(student.messages)
    student.orders().pays()
    answer(Homework.objects.get())
    world.work()
    assert len(student.messages) - before <= 8


def test_an_answer_after_the_window_sends_the_template_and_follows_the_tap(student: Phone, world: World) -> None:
    student.orders().pays()
    pass_time(timedelta(hours=30))
    before = len(student.messages)
    answer(Homework.objects.get())
    world.work()
    [template] = student.messages[before:]
    assert template["template"]["name"] == "solution_ready"
    assert SolutionPart.objects.get().state == SolutionPart.State.HELD
    payload = template["template"]["components"][-1]["parameters"][0]["payload"]
    student.sends(student.item("button", {"payload": payload, "text": "Read it"})).sees("x = 2")
    assert SolutionPart.objects.get().state == SolutionPart.State.SENT


def test_several_parts_arrive_in_order_and_then_the_question(student: Phone, world: World) -> None:
    student.orders().pays()
    before = len(student.messages)
    answer(Homework.objects.get(), text="First step. " * 400)
    world.work()
    texts = [body.get("text", {}).get("body", "") for body in student.messages[before:]]
    assert texts[0].startswith("Your Mathematics answer")
    assert len(texts) >= 3
    assert "clear?" in student.last
    rows = OutboundMessage.objects.filter(origin__startswith="solution_part").order_by("pk")
    assert [row.origin for row in rows] == [f"solution_part:{part.pk}" for part in SolutionPart.objects.all()]


def test_a_disputed_answer_opens_a_ticket(student: Phone, world: World) -> None:
    student.orders().pays()
    homework = Homework.objects.get()
    answer(homework)
    world.work()
    student.taps("Problem").sees("What is wrong?")
    student.taps("It is wrong").sees("Noted, ticket T")
    homework.refresh_from_db()
    assert homework.status == Homework.Status.DISPUTED


def test_a_stranger_cannot_use_the_buttons_of_anothers_answer(student: Phone, world: World) -> None:
    student.orders().pays()
    homework = Homework.objects.get()
    answer(homework)
    world.work()
    other = Phone(world).is_registered("Bola Ade")
    tap = {"type": "button_reply", "button_reply": {"id": f"anywhere.anywhere.solution_clear:{homework.pk}", "title": "Yes"}}
    other.sends(other.item("interactive", tap))
    homework.refresh_from_db()
    assert homework.status == Homework.Status.SOLVED


def test_i_have_paid_asks_paystack_and_answers_once(student: Phone, world: World) -> None:
    student.orders()
    Payment.objects.update(checkout_at=now())
    world.vendor.add(
        "GET",
        re.compile(r".*/transaction/verify/.*"),
        json={"status": False, "message": "Transaction reference not found.", "code": "transaction_not_found"},
        status=400,
    )
    student.taps("I have paid").sees("hasn't reached us yet")
