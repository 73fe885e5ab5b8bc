"""What a line must keep when staff reword it: its variables, and WhatsApp's limits."""

from collections.abc import Iterator
from string import Formatter

from conversations.engine import registry
from conversations.outbox.contents import BODY_LIMIT, BUTTON_TITLE_LIMIT, LIST_BUTTON_LIMIT, ROW_TITLE_LIMIT, units
from conversations.wording import DEFAULT_LANGUAGE, PACKS, template
from conversations.wording.limits import IN_WORDS
from support.models import FaqTopic, Topic

SAMPLES: dict[str, str] = {
    "amount": "₦500",
    "answers": "Ngozi Okafor, SS2",
    "answer": "Tap Send homework, choose the subject, and type your question or send photos.",
    "bought": "Thu 1 Jan, 10:05 am",
    "brand": "Tutorline",
    "came": "₦250",
    "card": "Visa ending 4081",
    "class_text": "SS2",
    "closes": "8 pm",
    "code": "1024",
    "content": "2 lines, 3 photos",
    "cost": "Cost: ₦500.",
    "credit": "₦200",
    "date": "Thu 1 Jan, 10:05 am",
    "day": "Monday",
    "due": "₦500",
    "email": "ngozi@gmail.com",
    "group": "JSS",
    "half": "pm",
    "hour": "11",
    "hours": "12",
    "last4": "4081",
    "lines": "No. 1024, Physics: in the queue\nNo. 1023, Mathematics: solved",
    "link": "https://tutorline.example/pay/4fQ2aXb7",
    "minute": "59",
    "month": "Jan",
    "most": "10",
    "numbers": "11, 12",
    "n": "3",
    "name": "Ngozi Okafor",
    "opens": "8 am",
    "over": "₦250",
    "period": "a month",
    "plan": "Monthly",
    "plans": "Monthly plan: ₦5,000 for 30 days.",
    "price": "₦500",
    "promise": "2 hours",
    "question": "Is it the second or the third exercise of the page?",
    "reason": "Insufficient funds.",
    "receipt": "TL-7KQ2M9",
    "sent": "5",
    "since": "Sat 31 Jan, 11:59 pm",
    "solved": "4",
    "status": "in the queue",
    "subject": "Mathematics",
    "suggestion": "ngozi@gmail.com",
    "title": "School",
    "time": "Sat 31 Jan, 11:59 pm",
    "until": "Sat 31 Jan, 11:59 pm",
    "weekday": "Sat",
    **IN_WORDS,
    "what": "an unsent Mathematics homework",
}
"""What previews and length checks fill in: values of the usual length."""
_ANY_SAMPLE = "something"
LABELS = (
    "hw_review.pay",
    "hw_submitted.new_homework",
    "idle.continue_homework",
    "idle.continue_registration",
    "idle.continue_support",
    "reg_class.other_group",
    "reg_more.keep",
    "reg_more.skip",
    *(f"sup_topic.{topic}" for topic in Topic),
    *(f"faq_topics.{topic}" for topic in FaqTopic),
)
"""What buttons say besides the labels of actions."""
OFFERED_EVERYWHERE = ("anywhere.menu", "idle.talk_to_us")


def variables(text: str) -> set[str]:
    """The names in braces.

    Raises:
        ValueError: if the braces are not balanced, or hold more than a plain name.
    """
    names = set()
    for _, name, form, conversion in Formatter().parse(text):
        if name is None:
            continue
        if form or conversion or not name.isidentifier():
            raise ValueError(f"«{{{name}}}» is not a plain name in braces.")
        names.add(name)
    return names


def preview(text: str) -> str:
    """The line with sample values."""
    return text.format(**{name: SAMPLES.get(name, _ANY_SAMPLE) for name in variables(text)})


def limit(key: str) -> int:
    """How many characters WhatsApp shows of this line: it is a button, a row of a list, or a text with buttons under it."""
    if key == "anywhere.choose":
        return LIST_BUTTON_LIMIT
    if not is_label(key):
        return BODY_LIMIT
    return BUTTON_TITLE_LIMIT if units(preview(PACKS[DEFAULT_LANGUAGE][key])) <= BUTTON_TITLE_LIMIT else ROW_TITLE_LIMIT


def is_label(key: str) -> bool:
    """Whether the line is what a button or row says."""
    return key in LABELS or key in registry.button_lines()


def problems(key: str, text: str, language: str) -> list[str]:
    """What is wrong with a new wording, in words for staff; empty if nothing is."""
    default = PACKS[DEFAULT_LANGUAGE][key]
    try:
        found, needed = variables(text), variables(default)
    except ValueError as problem:
        return [f"Check the braces: {problem}"]
    if found != needed:
        return [f"It must hold exactly these variables: {_named(needed)}. It holds: {_named(found)}."]
    return list(_problems_of_form(key, preview(text), language))


def _problems_of_form(key: str, shown: str, language: str) -> Iterator[str]:
    length, most = units(shown), limit(key)
    if length > most:
        yield f"It has {length} characters with sample values; WhatsApp shows at most {most} here."
    if not is_label(key):
        return
    if "\n" in shown or not any(character.isalpha() for character in shown):
        yield "A button needs letters, in one line."
    twin = next((other for other in _neighbours(key) if _same(preview(template(other, language)), shown)), None)
    if twin:
        yield f"The button {twin} already says this; a student could not tell them apart."


def _neighbours(key: str) -> list[str]:
    """Labels that may stand beside this one: those of the same state, and the ways out of any state.

    Those that say the same by default never meet.
    """
    defaults, state = PACKS[DEFAULT_LANGUAGE], key.partition(".")[0]
    beside = [other for other in defaults if other.partition(".")[0] == state and is_label(other)]
    return [other for other in (*beside, *OFFERED_EVERYWHERE) if not _same(defaults[other], defaults[key])]


def _same(first: str, second: str) -> bool:
    return " ".join(first.casefold().split()) == " ".join(second.casefold().split())


def _named(names: set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "none"
