"""Things that can be offered in any state: the way to the menu, confirmations, and what follows an answer."""

from conversations.engine import registry
from conversations.engine.moving import leave
from conversations.engine.state import ANYWHERE, Ask, Choice, Outcome, State, action, go, silence, stay
from conversations.engine.turn import Turn
from conversations.flows import drafts
from conversations.flows.support import tickets
from core.services import raise_alert
from homework import services
from homework.models import Homework
from support import services as support
from support.models import Topic

PROBLEMS = ("problem_late", "problem_wrong", "problem_incomplete", "problem_unreadable")


class Anywhere(State):
    """Not a state that a conversation is in: only the home of actions that do not belong to one flow."""

    name = ANYWHERE
    flow = "anywhere"
    exits = ("idle", "reg_name", "hw_subject", "opted_out", "sup_waiting", "sup_live")

    @action(always=True)
    def menu(self, turn: Turn) -> Outcome:
        asked = registry.get(turn.conversation.state).on_command(turn, "menu")
        if asked is not None:
            return asked
        leave(turn)
        return go("idle")

    @action("no")
    def keep_going(self, turn: Turn) -> Outcome:
        return stay()

    @action("yes", strict=True)
    def discard(self, turn: Turn) -> Outcome:
        registry.get(turn.conversation.state).throw_away(turn)
        turn.note(turn.say("anywhere.discarded"))
        return go("idle")

    @action()
    def stop_reminders(self, turn: Turn) -> Outcome:
        turn.conversation.opted_out_at = turn.at
        turn.note(turn.say("anywhere.reminders_stopped"))
        return stay()

    @action(strict=True)
    def stop_everything(self, turn: Turn) -> Outcome:
        turn.conversation.opted_out_at = turn.at
        leave(turn)
        return go("opted_out")

    @action()
    def photo_is_homework(self, turn: Turn) -> Outcome:
        """What was kept is homework; of somebody who is not registered yet it waits for that."""
        if turn.student:
            return go("hw_subject")
        left = drafts.left_registration(turn)
        return go("idle", ask=left) if left else go("reg_name")

    @action()
    def photo_for_support(self, turn: Turn) -> Outcome:
        ticket = tickets.opened(turn)
        tickets.hand_in_kept(turn, ticket)
        return go("sup_live") if ticket.first_answer_at else go("sup_waiting")

    @action()
    def photo_ignore(self, turn: Turn) -> Outcome:
        turn.forget_kept()
        turn.note(turn.say("anywhere.photo_ignored"))
        return stay()

    @action(always=True, line="")
    def open_news(self, turn: Turn) -> Outcome:
        """The tap on a template: it opened the window, and what was held goes out by itself."""
        if turn.released:
            return silence()
        turn.note(turn.say("anywhere.no_news"))
        return stay()

    @action(always=True)
    def in_danger(self, turn: Turn) -> Outcome:
        """Somebody may be in danger: words of safety, an urgent ticket, staff is paged. The next words go to a person."""
        ticket = support.open_ticket(lead=tickets.lead(turn), reason="danger", is_urgent=True, at=turn.at)
        if turn.message:
            tickets.hand_in(turn, ticket, turn.message)
        raise_alert(
            f"support.danger.{ticket.pk}", f"URGENT: {ticket.code}: a person may be in danger. Answer now.", urgent=True
        )
        if turn.conversation.state in {"sup_waiting", "sup_live"}:
            return stay(ask=Ask(turn.say("anywhere.danger"), [Choice("menu", of=ANYWHERE)]))
        leave(turn)
        return go("sup_waiting", ask=Ask(turn.say("anywhere.danger"), [Choice("menu", of=ANYWHERE)]))

    @action(always=True)
    def solution_clear(self, turn: Turn, homework_id: str = "") -> Outcome:
        homework = self.own(turn, homework_id)
        if homework is None:
            return stay()
        services.close(homework_id=homework.pk, at=turn.at)
        stars = [Choice("rate", "★" * number, argument=f"{homework.pk}-{number}", of=ANYWHERE) for number in range(5, 0, -1)]
        return stay(ask=Ask(turn.say("anywhere.rate_question"), stars))

    @action(always=True)
    def rate(self, turn: Turn, rated: str = "") -> Outcome:
        homework_id, _, stars = rated.partition("-")
        homework = self.own(turn, homework_id)
        if homework and stars in {"1", "2", "3", "4", "5"}:
            services.close(homework_id=homework.pk, at=turn.at, rating=int(stars))
        return stay(ask=Ask(turn.say("anywhere.rated"), [Choice("menu", of=ANYWHERE)]))

    @action(always=True)
    def solution_explain(self, turn: Turn, homework_id: str = "") -> Outcome:
        homework = self.own(turn, homework_id)
        if homework is None:
            return stay()
        return self.open_ticket(turn, homework, "explain_more", turn.say("anywhere.explain_question"))

    @action(always=True)
    def solution_problem(self, turn: Turn, homework_id: str = "") -> Outcome:
        homework = self.own(turn, homework_id)
        if homework is None:
            return stay()
        reasons = [
            Choice("problem_reason", turn.say(f"anywhere.{name}"), argument=f"{homework.pk}-{name}", of=ANYWHERE)
            for name in PROBLEMS
        ]
        return stay(ask=Ask(turn.say("anywhere.problem_question"), reasons))

    @action(always=True)
    def problem_reason(self, turn: Turn, reason: str = "") -> Outcome:
        homework_id, _, name = reason.partition("-")
        homework = self.own(turn, homework_id)
        if homework is None or name not in PROBLEMS:
            return stay()
        services.dispute(homework_id=homework.pk)
        return self.open_ticket(turn, homework, name, "")

    def open_ticket(self, turn: Turn, homework: Homework, reason: str, question: str) -> Outcome:
        """Support sees which homework it is about; what the student writes next goes to the ticket."""
        lead = turn.conversation.lead
        assert lead is not None
        ticket = support.open_ticket(lead=lead, reason=reason, topic=Topic.HOMEWORK, homework=homework, at=turn.at)
        support.add_message(
            ticket=ticket,
            text=f"No. {homework.code}: {turn.message.text if turn.message else reason}",
            source_message_id=turn.message_id,
            at=turn.sent_at,
        )
        leave(turn)
        ask = Ask(
            question or turn.say("anywhere.problem_noted", code=ticket.code),
            [Choice("end_chat", of="sup_waiting"), Choice("menu", of=ANYWHERE)],
        )
        return go("sup_live", ask=ask) if ticket.first_answer_at else go("sup_waiting", ask=ask)

    def own(self, turn: Turn, homework_id: str) -> Homework | None:
        """The student's own answered homework of that id; an id of somebody else's finds nothing."""
        if turn.student is None or not homework_id.isdecimal():
            return None
        answered = [Homework.Status.SOLVED, Homework.Status.CLOSED, Homework.Status.DISPUTED]
        return Homework.objects.filter(pk=homework_id, student=turn.student, status__in=answered).first()


STATES = (Anywhere,)
