"""Frequent questions: a topic or typed words lead to an answer, and a word whether it helped."""

from collections.abc import Sequence

from conversations.engine.moving import leave
from conversations.engine.state import Ask, Choice, Outcome, State, action, as_if_in, go, stay
from conversations.engine.turn import Turn
from conversations.flows.answers import FaqAnswers, SupportAnswers
from conversations.flows.drafts import continue_choice
from conversations.flows.support import tickets
from conversations.wording import spoken
from support import faq
from support.models import FaqEntry, FaqTopic, FaqUse
from support.models import Topic as TicketTopic

ROWS_BEFORE_MORE = 8
"""WhatsApp shows ten rows: these, More and Topics."""
TOPICS_OF = {
    TicketTopic.HOMEWORK: FaqTopic.HOMEWORK,
    TicketTopic.PAYMENT: FaqTopic.PAYMENT,
    TicketTopic.ACCOUNT: FaqTopic.REGISTRATION,
    TicketTopic.APP: FaqTopic.TECHNICAL,
}
"""Where the FAQ speaks of what a ticket is about."""
TICKETS_OF = {topic: ticket for ticket, topic in TOPICS_OF.items()} | {FaqTopic.SUBSCRIPTION: TicketTopic.PAYMENT}


class Topics(State):
    name = "faq_topics"
    flow = "faq"
    exits = ("faq_topics",)
    reads_requests = False
    keeps_draft = False

    def ask(self, turn: Turn) -> Ask:
        choices = [Choice("topic", turn.say(f"faq_topics.{topic}"), argument=topic) for topic in faq.topics()]
        return Ask(turn.say("faq_topics.ask"), [*choices, Choice("talk_to_us", of="idle")])

    @action()
    def topic(self, turn: Turn, chosen: str = "") -> Outcome:
        """The entries of a topic, from the first or, after More, from a later one on."""
        topic, _, first = chosen.partition("-")
        start = int(first) if first.isdecimal() else 0
        entries = faq.entries_of(topic)[start:]
        if not entries:
            return stay()
        fits = len(entries) <= ROWS_BEFORE_MORE + 1
        shown = rows(entries if fits else entries[:ROWS_BEFORE_MORE])
        if not fits:
            shown.insert(-1, Choice("topic", turn.say("faq_answer.more"), argument=f"{topic}-{start + ROWS_BEFORE_MORE}"))
        return stay(ask=Ask(turn.say(f"faq_topics.{topic}"), shown))

    @action("topic", always=True)
    def topics(self, turn: Turn) -> Outcome:
        return go("faq_topics")

    def on_text(self, turn: Turn, text: str) -> Outcome:
        """A typed question: the entries that share most words with it."""
        found = faq.search(text)
        faq.record_search(text=text, found=len(found), at=turn.at)
        if not found:
            return stay(ask=Ask(turn.say("faq_topics.not_found"), [Choice("topics"), Choice("talk_to_us", of="idle")]))
        return stay(ask=Ask(turn.say("faq_topics.found"), rows(found)))


class Answer(State):
    name = "faq_answer"
    flow = "faq"
    exits = ("faq_topics", "faq_answer", "sup_describe", "sup_waiting", "sup_live", "idle")
    previous = "faq_topics"
    keeps_draft = False

    @action(always=True)
    def read(self, turn: Turn, entry_id: str = "") -> Outcome:
        entry = faq.find(entry_id)
        if turn.conversation.state not in {"idle", "faq_topics", "faq_answer"}:
            leave(turn)
        if entry is None:
            turn.note(turn.say("faq_answer.gone"))
            return go("faq_topics")
        told = turn.told(FaqAnswers)
        told.entry_id, told.entry_version = entry.pk, entry.version
        faq.record_use(entry=entry, kind=FaqUse.Kind.VIEW, at=turn.at)
        return go("faq_answer")

    def ask(self, turn: Turn) -> Ask:
        """The entry as it stands now, also when it was edited since it was chosen."""
        entry = self.entry(turn)
        choices = [Choice("yes"), Choice("no"), Choice("more")]
        if entry is None:
            return Ask(turn.say("faq_answer.gone"), [Choice("more"), Choice("menu", of="anywhere")])
        answer = faq.filled(entry.answer, spoken.for_answers(turn.student, turn.language))
        return Ask(turn.say("faq_answer.ask", question=entry.question, answer=answer), choices)

    @action()
    def yes(self, turn: Turn) -> Outcome:
        self.vote(turn, FaqUse.Kind.HELPFUL)
        left = continue_choice(turn)
        choices = [*([left] if left else []), Choice("menu", of="anywhere")]
        return go("idle", ask=Ask(turn.say("faq_answer.glad"), choices))

    @action()
    def no(self, turn: Turn) -> Outcome:
        self.vote(turn, FaqUse.Kind.NOT_HELPFUL)
        return stay(ask=Ask(turn.say("faq_answer.sorry"), [Choice("ask_person"), Choice("more")]))

    @action("topics")
    def more(self, turn: Turn) -> Outcome:
        return go("faq_topics")

    @action()
    def ask_person(self, turn: Turn) -> Outcome:
        """To support, with the topic already known; an open ticket goes on."""
        entry = self.entry(turn)
        topic = TICKETS_OF.get(FaqTopic(entry.topic), TicketTopic.OTHER) if entry else TicketTopic.OTHER
        turn.forget_answers()
        turn.told(SupportAnswers).topic = topic
        ticket = tickets.active(turn)
        if ticket is None:
            return go("sup_describe")
        return go("sup_live") if ticket.first_answer_at else go("sup_waiting")

    def on_text(self, turn: Turn, text: str) -> Outcome:
        return as_if_in("faq_topics")

    def entry(self, turn: Turn) -> FaqEntry | None:
        return faq.find(str(turn.told(FaqAnswers).entry_id or ""))

    def vote(self, turn: Turn, kind: FaqUse.Kind) -> None:
        entry = self.entry(turn)
        if entry:
            faq.record_use(entry=entry, kind=kind, at=turn.at, version=turn.told(FaqAnswers).entry_version)


STATES = (Topics, Answer)


def rows(entries: Sequence[FaqEntry]) -> list[Choice]:
    """Entries as list rows, and the way back to the topics."""
    shown = [
        Choice("read", entry.title, argument=str(entry.pk), description=entry.question, of="faq_answer") for entry in entries
    ]
    return [*shown, Choice("topics", of="faq_topics")]
