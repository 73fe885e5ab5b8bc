"""What a draft homework is made of: lines and photos, added once each, and told back in words."""

import re
from collections.abc import Sequence

from conversations.engine.answers import Carried
from conversations.engine.state import Choice
from conversations.engine.turn import Turn
from conversations.flows.answers import HomeworkAnswers
from conversations.models import InboundMessage
from core.models import AdminSettings
from homework import services
from homework.models import Attachment, Homework
from homework.photos import PhotoFacts, Problem

MediaState = InboundMessage.MediaState


def draft(turn: Turn) -> Homework:
    """The draft of this flow, started on first use; what was kept for it moves in."""
    homework = turn.homework_begun
    if homework is None or homework.status != Homework.Status.DRAFT:
        assert turn.student is not None, "homework needs a student"
        homework = services.start_draft(student=turn.student, at=turn.at)
        turn.told(Carried).homework_id = homework.pk
        kept = turn.kept_messages()
        for message in kept:
            _take_kept(turn, homework, message, kept)
        turn.forget_kept()
    return homework


def _take_kept(turn: Turn, homework: Homework, message: InboundMessage, kept: Sequence[InboundMessage]) -> None:
    if message.kind == InboundMessage.Kind.VOICE:
        add_voice(turn, message, to=homework)
    elif message.has_media:
        attach(turn, homework, message, among=kept)
    elif message.text:
        services.add_text(homework=homework, message_id=message.vendor_id, text=message.text, sent_at=message.sent_at)


def add_text(turn: Turn, text: str, *, to: Homework | None = None) -> bool:
    """Adds the present message's text to the draft (or the given homework), once; False if it would grow too long."""
    return services.add_text(homework=to or draft(turn), message_id=turn.message_id, text=text, sent_at=turn.sent_at)


def add_photo(turn: Turn, photo: InboundMessage) -> None:
    """Adds a photo, loaded or not; its caption becomes a line of the question."""
    attach(turn, draft(turn), photo)


def add_voice(turn: Turn, note: InboundMessage, *, to: Homework | None = None) -> None:
    """Keeps a voice note for the tutor, once, in the draft or the given homework."""
    services.add_voice(homework=to or draft(turn), message_id=note.vendor_id, sent_at=note.sent_at)
    settle_waiting(note)
    turn.note(turn.say("hw_content.voice_kept"))


def attach(turn: Turn, homework: Homework, photo: InboundMessage, *, among: Sequence[InboundMessage] = ()) -> bool:
    """Adds a photo to a homework, as far as it is loaded; False if there is no room for it or it cannot be used.

    Args:
        among: the messages that were sent together, by which a photo without room is numbered; the burst if empty.
    """
    attachment = services.add_photo(homework=homework, message_id=photo.vendor_id, caption=photo.text, sent_at=photo.sent_at)
    if attachment is None:
        sent = among or turn.messages
        photos = [message.pk for message in sent if message.kind == message.Kind.IMAGE or message.is_picture]
        _tell_left_out(turn, photos.index(photo.pk) + 1)
        return False
    if attachment.state == Attachment.State.PENDING and not settle_photo(attachment, photo):
        turn.note(turn.say("hw_content.same_photo"))
    return attachment.state != Attachment.State.FAILED


def _tell_left_out(turn: Turn, number: int) -> None:
    """Names one more photo that found no room, by its place among those sent together: one note for all of them."""
    told = _left_out(turn)
    turn.left_out.append(number)
    turn.notes = [note for note in turn.notes if note != told]
    turn.note(_left_out(turn))


def _left_out(turn: Turn) -> str:
    numbers = ", ".join(map(str, turn.left_out))
    return turn.say("hw_content.too_many", most=AdminSettings.load().photos_per_homework, numbers=numbers)


def settle_waiting(message: InboundMessage) -> None:
    """Tells every homework that waits for this message's file how its download ended."""
    for attachment in Attachment.objects.filter(source_message_id=message.vendor_id, state=Attachment.State.PENDING):
        settle_photo(attachment, message)


def settle_photo(attachment: Attachment, message: InboundMessage) -> bool:
    """Takes over what is known of a photo's download; False if the same picture is already in the homework."""
    if message.media_state == MediaState.FAILED or not message.media_id:
        services.photo_failed(attachment=attachment, problem=message.media_problem or "not_loaded")
    elif message.media_state == MediaState.READY:
        facts = PhotoFacts(**message.media_facts) if message.media_facts else None
        return services.photo_arrived(attachment=attachment, name=str(message.media_file.name), facts=facts)
    return True


def tell_problems(turn: Turn) -> bool:
    """Notes every photo that failed and has not been told yet, of whichever homework; returns whether there was one."""
    failed = services.problems_to_tell(student=turn.student, at=turn.at) if turn.student else []
    for attachment in failed:
        voice = attachment.kind == Attachment.Kind.VOICE
        if attachment.problem == Problem.NOT_LOADED and not voice:
            turn.offer(Choice("web_link", argument=str(attachment.homework_id), of="hw_photos"))
        turn.note(turn.say("hw_problem.voice" if voice else f"hw_problem.{attachment.problem}", n=attachment.position))
    return bool(failed)


def has_news(turn: Turn) -> bool:
    """Whether photos have come by the web page, or there is a failed one to tell, which is noted."""
    told = turn.told(HomeworkAnswers)
    uploaded, told.uploaded = told.uploaded, False
    return tell_problems(turn) or uploaded


def loading(turn: Turn, homework: Homework) -> str:
    """The photos that are still on their way, in words; empty if none is. A voice note may follow after Send."""
    pending = sum(photo.state == Attachment.State.PENDING for photo in services.pages(homework))
    return _count(turn, pending, "photo") if pending else ""


def in_words(turn: Turn, homework: Homework) -> str:
    """What the draft holds: `2 lines, 3 photos`."""
    lines, photos = len(homework.text_parts), len(services.pages(homework))
    parts = [_count(turn, lines, "line")] if lines else []
    parts += [_count(turn, photos, "photo")] if photos else []
    return ", ".join(parts) or turn.say("hw_content.nothing")


def has_words(text: str) -> bool:
    """Whether a text holds more than links and signs."""
    return any(character.isalnum() for character in re.sub(r"https?://\S+", "", text))


def _count(turn: Turn, number: int, what: str) -> str:
    return turn.say(f"hw_content.one_{what}") if number == 1 else turn.say(f"hw_content.{what}s", n=number)
