"""Gathering a question: lines of text, photos, or both, until the student says Done."""

from conversations.engine.state import Ask, Choice, Kind, Outcome, action, go, missed, stay
from conversations.engine.turn import Turn
from conversations.flows.answers import HomeworkAnswers
from conversations.flows.homework import content
from conversations.flows.homework.subject import LONG_TEXT, HomeworkState
from conversations.flows.photo_page import link
from core.models import AdminSettings
from homework import services

SHORTEST_TEXT = 10


class Text(HomeworkState):
    name = "hw_text"
    kind = Kind.FREE_TEXT
    previous = "hw_type"
    exits = ("hw_review",)
    quiet_seconds = 3

    def ask(self, turn: Turn) -> Ask:
        if not self.has_content(turn):
            return Ask(turn.say("hw_text.ask_empty"))
        text = turn.say("hw_text.ask", content=content.in_words(turn, turn.homework))
        return Ask(text, [Choice("done"), Choice("start_over")])

    def on_text(self, turn: Turn, text: str) -> Outcome:
        if not content.add_text(turn, text):
            turn.note(turn.say("hw_text.too_long"))
        return stay()

    @action("done", "finish", "finished", "that's all", "thats all", "e don do")
    def done(self, turn: Turn) -> Outcome:
        homework = turn.homework
        if not self.has_content(turn):
            turn.note(turn.say("hw_text.nothing_yet"))
            return stay()
        if not services.pages(homework) and not content.has_words(homework.text):
            turn.note(turn.say("hw_text.no_words"))
            return stay()
        if len(homework.text) < SHORTEST_TEXT and not homework.attachments.filter(removed_at=None).exists():
            turn.note(turn.say("hw_text.far_too_short"))
            return stay()
        if not services.pages(homework) and len(homework.text) < LONG_TEXT and not turn.told(HomeworkAnswers).short_is_all:
            turn.told(HomeworkAnswers).short_is_all = True
            return stay(ask=Ask(turn.say("hw_text.too_short"), [Choice("that_is_all"), Choice("start_over")]))
        return go("hw_review")

    @action("yes")
    def that_is_all(self, turn: Turn) -> Outcome:
        return go("hw_review") if self.has_content(turn) else missed()

    @action()
    def start_over(self, turn: Turn) -> Outcome:
        choices = [Choice("start_over_yes"), Choice("done")]
        return stay(ask=Ask(turn.say("hw_text.start_over_question"), choices))

    @action(strict=True)
    def start_over_yes(self, turn: Turn) -> Outcome:
        services.clear_content(homework=turn.homework, at=turn.at)
        return stay()


class Photos(HomeworkState):
    name = "hw_photos"
    previous = "hw_type"
    exits = ("hw_review",)
    quiet_seconds = 3

    def ask(self, turn: Turn) -> Ask:
        content.tell_problems(turn)
        if not self.has_content(turn):
            return Ask(turn.say("hw_photos.ask_empty", most=AdminSettings.load().photos_per_homework))
        text = turn.say("hw_photos.ask", content=content.in_words(turn, turn.homework))
        return Ask(text, [Choice("done"), Choice("remove_last"), Choice("start_over")])

    def on_text(self, turn: Turn, text: str) -> Outcome:
        """Loose texts become notes to the photos, in order."""
        if not content.add_text(turn, text):
            turn.note(turn.say("hw_text.too_long"))
        return stay()

    @action("finish", "finished", "that's all", "thats all", "e don do")
    def done(self, turn: Turn) -> Outcome:
        if not self.has_content(turn):
            turn.note(turn.say("hw_photos.nothing_yet"))
            return stay()
        return go("hw_review")

    @action()
    def remove_last(self, turn: Turn) -> Outcome:
        if services.remove_last_photo(homework=turn.homework, at=turn.at):
            turn.note(turn.say("hw_photos.removed"))
        return stay()

    @action()
    def start_over(self, turn: Turn) -> Outcome:
        services.clear_content(homework=turn.homework, at=turn.at)
        return stay()

    @action("link", "web link", "upload link", "send link", "send me a link", "website", "photos not sending", always=True)
    def web_link(self, turn: Turn, homework_id: str = "") -> Outcome:
        """For photos that do not get through WhatsApp; offered only to those who ask, or whose photo did not arrive."""
        return link.lead_to(turn, homework_id or str(turn.homework.pk))
