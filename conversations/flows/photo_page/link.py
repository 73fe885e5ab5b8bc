"""The page for photos that do not get through WhatsApp, offered by a button on the news that one did not arrive.

The button works at any time: it leads back to the homework, as far as that still takes photos, and gives a link for it.
"""

from dataclasses import replace

from conversations.engine.state import Ask, Choice, Outcome, go, stay
from conversations.engine.turn import Turn
from conversations.flows import drafts
from conversations.flows.homework.sent import Clarify, Submitted, own_homework
from conversations.flows.photo_page import uploads
from homework.models import Homework

GATHERS = "hw_photos"
Status = Homework.Status


def page(turn: Turn, state: str) -> Ask:
    """A fresh link for the homework of this flow, asked in `state`, which says itself when photos have come."""
    done = [Choice("done", of=GATHERS)] if state == GATHERS else []
    new = Choice("web_link", turn.say("hw_photos.new_link"), argument=str(turn.homework.pk), of=GATHERS)
    return Ask(turn.say("hw_photos.web_page", link=uploads.link(turn)), [*done, new])


def lead_to(turn: Turn, homework_id: str) -> Outcome:
    """Goes to where photos of this homework are taken and gives the link; where they no longer are, says so."""
    homework = own_homework(turn, homework_id)
    if homework is None:
        return go("idle")
    present = turn.conversation.state
    if turn.homework_begun == homework and uploads.takes_photos(turn.conversation, homework):
        return stay(ask=page(turn, present))
    if homework.status == Status.DRAFT:
        state = drafts.take_up(turn, homework)
        return Outcome(to=state, ask=page(turn, state))
    asked_back = homework.clarification_question and homework.status in {Status.ASSIGNED, Status.NEEDS_CLARIFICATION}
    outcome = Clarify().answer_now(turn, homework_id) if asked_back else Submitted().add_photo(turn, homework_id)
    return outcome if outcome.to in {None, "idle"} else replace(outcome, ask=page(turn, str(outcome.to)))
