"""My plan: what a student has now, worked out from dates and payments at the moment of asking."""

from conversations.engine.state import Ask, Choice, Outcome, State, as_if_in
from conversations.engine.turn import Turn
from conversations.flows.payment import open_payment
from conversations.models import InboundMessage
from core.clock import in_words
from core.models import AdminSettings
from core.money import naira
from homework.models import Homework
from payments.models import Subscription
from support.faq import plans_in_words

ANSWERED = (Homework.Status.SOLVED, Homework.Status.CLOSED, Homework.Status.DISPUTED)


class Status(State):
    name = "sub_status"
    flow = "plan"
    exits = ("idle",)
    keeps_draft = False

    def ask(self, turn: Turn) -> Ask:
        menu = Choice("menu", of="anywhere")
        price = naira(AdminSettings.load().homework_price_kobo)
        if turn.student is None:
            return Ask(
                turn.say("sub_status.prices", price=price, plans=plans_in_words()), [Choice("register", of="idle"), menu]
            )
        payment = open_payment(turn)
        if payment and payment.homework is None:
            text = turn.say("sub_status.pending", price=naira(payment.amount_kobo))
            return Ask(text, [Choice("i_have_paid", turn.say("sub_status.check_now"), of="pay_pending"), menu])
        period = Subscription.objects.filter(student=turn.student, starts_at__lte=turn.at, ends_at__gt=turn.at).first()
        if period is None:
            return Ask(turn.say("sub_status.none", price=price), [Choice("send_homework", of="idle"), menu])
        return Ask(self.active(turn, period), [Choice("my_homework", of="idle"), menu])

    def active(self, turn: Turn, period: Subscription) -> str:
        sent = Homework.objects.filter(student=turn.student, released_at__gte=period.starts_at, released_at__lt=period.ends_at)
        return turn.say(
            "sub_status.active",
            plan=period.plan.name,
            until=in_words(period.ends_at),
            sent=sent.count(),
            solved=sent.filter(status__in=ANSWERED).count(),
            price=naira(period.price_kobo),
            bought=in_words(period.bought_at),
        )

    def on_text(self, turn: Turn, text: str) -> Outcome:
        return as_if_in("idle")

    def on_photo(self, turn: Turn, photo: InboundMessage) -> Outcome:
        return as_if_in("idle")
