"""Before a ticket: what it is about, and in the person's own words."""

import re

from conversations.engine import understanding
from conversations.engine.answers import Draft
from conversations.engine.state import Ask, Choice, Kind, Outcome, State, action, as_if_in, go, missed, silence, stay
from conversations.engine.turn import Turn
from conversations.flows.answers import SupportAnswers
from conversations.flows.support import tickets
from conversations.models import InboundMessage
from support.models import Topic as TicketTopic

LONG_TEXT = 25
SHORTEST_TEXT = 3
SUGGESTED = 2
TOPIC_WORDS = {
    TicketTopic.HOMEWORK: "homework homeworks assignment answer solution tutor question",
    TicketTopic.PAYMENT: (
        "payment payments pay paid money debit debited deducted refund transfer card bank receipt charged charging plan"
        " subscription subscriptions renew renewal price prices"
    ),
    TicketTopic.ACCOUNT: "account name class email details register registration number profile login password",
    TicketTopic.APP: "app application error bug photo photos upload uploading crash whatsapp link technical network website",
    TicketTopic.OTHER: (
        "other others else something different another none listed"
        " agent person human someone somebody staff complaint customer care"
    ),
}
KNOWN_WORDS = frozenset(" ".join(TOPIC_WORDS.values()).split())
AROUND_A_TOPIC = (
    "thing about on regarding concerning its it s is i have a an the my with for na issue issues problem problems matter"
    " has got complaint question wahala please abeg get want to talk speak chat need of these them entirely above not"
)
"""Words that only say that there is a topic."""


class SupportState(State):
    """What the states before and in the chat share: everything that is sent goes to the ticket."""

    flow = "support"
    kind = Kind.FREE_TEXT
    keeps_draft = False
    quiet_seconds = 3

    def on_photo(self, turn: Turn, photo: InboundMessage) -> Outcome:
        return self.take(turn, photo)

    def on_voice(self, turn: Turn, note: InboundMessage) -> Outcome:
        return self.take(turn, note)

    def on_other(self, turn: Turn, message: InboundMessage) -> Outcome:
        return self.take(turn, message)

    def take(self, turn: Turn, message: InboundMessage) -> Outcome:
        """Hands the message to support, opening a ticket if needed."""
        problem = tickets.hand_in(turn, tickets.opened(turn), message)
        return self.taken(turn, problem)

    def taken(self, turn: Turn, problem: str) -> Outcome:
        """What follows; `problem` tells the person what staff could not get, if anything."""
        return silence()


class BeforeTicket(SupportState):
    """Nothing is with staff yet: what was chosen stays as a draft, unless a homework is kept there already."""

    keeps_draft = True

    def worth_keeping(self, turn: Turn) -> bool:
        draft = Draft.from_json(turn.conversation.draft)
        return (draft is None or draft.state.startswith("sup_")) and turn.told(SupportAnswers).topic is not None


class Topic(BeforeTicket):
    name = "sup_topic"
    kind = Kind.CHOICE
    exits = ("sup_describe",)
    bare_commands = ("status", "support")
    reads_requests = False

    def ask(self, turn: Turn) -> Ask:
        return Ask(
            turn.say("sup_topic.ask"),
            [Choice("about", turn.say(f"sup_topic.{topic}"), argument=topic) for topic in TicketTopic],
        )

    @action()
    def about(self, turn: Turn, topic: str = "") -> Outcome:
        turn.told(SupportAnswers).topic = TicketTopic(topic) if topic in TicketTopic else TicketTopic.OTHER
        return go("sup_describe")

    def on_text(self, turn: Turn, text: str) -> Outcome:
        """A word about the topic chooses it; a whole sentence is the description as well."""
        words = set(understanding.corrected(text, KNOWN_WORDS).split()) or set(re.findall(r"\w+", text.casefold()))
        topic = next((topic for topic, known in TOPIC_WORDS.items() if words & set(known.split())), None)
        if topic is None and len(text) < LONG_TEXT:
            return missed() if turn.conversation.misses < 2 else self.about(turn)
        turn.told(SupportAnswers).topic = topic or TicketTopic.OTHER
        says_more = words - set(AROUND_A_TOPIC.split()) - set(TOPIC_WORDS.get(topic, "").split()) if topic else words
        return as_if_in("sup_describe") if says_more else go("sup_describe")

    def take(self, turn: Turn, message: InboundMessage) -> Outcome:
        return as_if_in("sup_describe")


class Describe(BeforeTicket):
    name = "sup_describe"
    exits = ("sup_topic", "sup_waiting")
    previous = "sup_topic"

    def ask(self, turn: Turn) -> Ask:
        return Ask(turn.say("sup_describe.ask"), [Choice("back"), Choice("menu", of="anywhere")])

    @action("go back")
    def back(self, turn: Turn) -> Outcome:
        return go("sup_topic")

    @action("help", "help me", line="")
    def what_to_write(self, turn: Turn) -> Outcome:
        turn.note(turn.say("sup_describe.help"))
        return stay()

    def on_text(self, turn: Turn, text: str) -> Outcome:
        """Short lines count together: «hi», then what happened, is one description."""
        typed = "".join(message.text.strip() for message in turn.messages)
        if len(typed) < SHORTEST_TEXT or turn.message is None:
            turn.note(turn.say("sup_describe.too_short"))
            return stay()
        return self.take(turn, turn.message)

    def taken(self, turn: Turn, problem: str) -> Outcome:
        if problem:
            turn.note(problem)
        turn.forget_answers()
        turn.told(SupportAnswers).told_at = turn.at
        return go("sup_waiting")
