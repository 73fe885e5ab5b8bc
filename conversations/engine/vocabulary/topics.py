"""What a short request is about, by its words: for the many ways of asking that no list of phrases holds.

A message counts only if every word of it is known, so that a homework sentence, with its words of its own, never does.
"""

from dataclasses import dataclass

from conversations.engine.vocabulary.common_words import SUBJECTS, words_of

IMPERSONAL = r"(?:what (?:is|are|do|does)|find|how many|who|state|define|use|explain why|he|she|they|it|when)\b.*"
"""How exercises begin: a request that begins so says whose matter it is (`what is your charge`)."""
EXERCISE = r"(?:if|because|suppose|let(?! me| us)|list|mention|outline|discuss)\b.*"
"""How exercises begin, and no request."""


@dataclass(frozen=True)
class Topic:
    """One of each of these groups of words, and none of the others."""

    name: str
    groups: tuple[frozenset[str], ...]
    without: frozenset[str] = frozenset()
    numbers: bool = False
    """Whether it may name a number or a class."""


def topic(name: str, *groups: str, without: str = "", numbers: bool = False) -> Topic:
    return Topic(name, tuple(map(words_of, groups)), words_of(without), numbers)


_NOT = "no not never dont doesnt didnt isnt arent wasnt cant couldnt wont havent hasnt yet nothing cannot"
_WORK = "homework homeworks assignment assignments question questions classwork project exercise work"
_ANSWER = "answer answers solution solutions reply replies feedback result results response correction corrections"
_ANSWERED = (
    "answer answered answering solve solved solving reply replied replying respond responded responding"
    " finish finished mark marked done treated"
)
_GIVEN_WORK = "homework homeworks assignment assignments classwork project exercise"
_NEEDED = "help need needs want wants assist assistance have has get got send submit ask solve do start upload struggling teach"
_SUBJECT = " ".join(SUBJECTS)
_OTHERS = "he she him her his they their them"

GRATITUDE = topic(
    "thanks",
    "thank thanks bless grateful appreciate",
    without="paid pay send sent submit need want can could but not no wrong when how where why yet another new more homework"
    " assignment solve ask stop price cost",
)

_TROUBLE: tuple[Topic, ...] = (
    topic("stop", "message messages text texts reminder reminders", "stop remove off", without="how when see seen"),
    topic(
        "stop",
        "message messages text texts reminder reminders",
        "dont no never tired",
        "send sending again",
        without="how when see seen receive received reply replied answer answered get got",
    ),
    topic("status", "ask know check confirm see", "if whether", f"{_ANSWERED} ready", _WORK, without=_OTHERS),
    topic("support", "money", "happened where", "my"),
    topic("stop", "disturb disturbing", "stop dont no tired"),
    topic("stop", "unsubscribe", "me us"),
    topic("status", "going happening", "what", _WORK, "my our", without=_OTHERS),
    topic(
        "status",
        _ANSWER,
        "no not never",
        "hours hour days day yet since long",
        without=f"correct clear wrong well {_OTHERS} how if",
        numbers=True,
    ),
    topic("support", "refund refunded", without="no dont"),
    topic("support", "money", "back return returned", without="when come comes"),
    topic("support", "twice double times", "paid charged debited deducted took removed debit"),
    topic("support", f"{_ANSWER} tutor tutors teacher work", "wrong bad poor incorrect wrongly rude rubbish nonsense"),
    topic(
        "support",
        f"{_ANSWER} {_ANSWERED} tutor tutors teacher",
        _NOT,
        "well correct clear good complete understand understood right happy satisfied like pleased",
        without="subject send",
    ),
    topic("support", "tutor tutors teacher", _NOT, "explain explained understand try tried good well"),
)
TOPICS: tuple[Topic, ...] = (
    *_TROUBLE,
    topic(
        "paid", "paid transferred debited deducted", "i me my we you", without=f"how when if what {_OTHERS} dont havent never"
    ),
    topic(
        "paid", "paid transferred sent made", "money payment", "#", "i me my we", without=f"how when if what {_OTHERS} each for"
    ),
    topic(
        "paid", "paid", "mum mummy mom mother dad daddy father parents uncle aunty brother sister guardian", without="how if"
    ),
    topic("paid", "payment transfer money", "done made completed successful sent complete did finished", without="how if when"),
    topic(
        "paid", "money payment transfer alert", "send sent enter entered land landed drop dropped", "don seen received has have"
    ),
    topic("paid", "confirm check see seen received", "payment money transfer alert", without="how if when"),
    topic(
        "prices",
        "price prices cost costs charge charges charging fee fees expensive amount collect rates free",
        without=f"{_OTHERS} each did was were debited time when late",
    ),
    topic("prices", "much", "how", without=f"{_OTHERS} each did was were left remain remaining remains there time have has"),
    topic(
        "prices",
        "much",
        "how",
        "question questions homework homeworks assignment assignments subject subjects plan",
        without=f"{_OTHERS} each did was were left remain remaining buy bought sell sold time answer",
        numbers=True,
    ),
    topic("prices", "weekly daily monthly yearly termly", "have has offer do you", "plan plans package packages option"),
    topic(
        "support",
        "person human agent someone somebody anyone anybody staff",
        "talk speak yarn chat meet contact call reach connect ask want need see answer reply",
        without=f"{_GIVEN_WORK} question questions help should another {_SUBJECT}",
    ),
    topic(
        "support",
        "complain complaint complaints wahala problem problems issue issues",
        "talk speak need want get have report lay lodge make having got there with facing",
        without=f"{_SUBJECT} solve {_GIVEN_WORK}",
    ),
    topic("support", "support admin representative manager", without=f"{_SUBJECT} {_OTHERS}"),
    topic(
        "plan",
        "plan sub subscription",
        "my what which when how active end expire details still have check",
        without="buy want change cancel pay subscribe get new",
    ),
    topic("plan", "month monthly", "when", "end ends finish expire expires", "my"),
    topic("plan", "left remain remaining remains", "how", f"{_WORK} many", without=_OTHERS),
    topic(
        "status",
        f"{_ANSWER}",
        "my you yet ready come when where far any no never waiting seen see check done coming there still",
        without=f"{_SUBJECT} need want help {_OTHERS}",
    ),
    topic(
        "status",
        f"{_WORK}",
        "news update updates ready status far waiting track progress finished done solved yet did received receive marked"
        " seen happened happen see answered attended treated reached looked look checked",
        without=f"need want help {_OTHERS}",
    ),
    topic(
        "status",
        _ANSWERED,
        _NOT,
        "you me una nobody anyone tutor tutors teacher they",
        without=f"how what {_SUBJECT} {_OTHERS} money paid",
    ),
    topic("status", _ANSWERED, "when how", "you me una my", without=f"how much pay {_OTHERS} do what"),
    topic(
        "status",
        _ANSWERED,
        "have has don did",
        "you una it tutor tutors teacher they anybody anyone",
        without=f"i how much what why money {_OTHERS}",
    ),
    topic("status", "waiting", "still been since long", without=_OTHERS),
    topic(
        "details",
        "name class email profile details school number",
        "change changed changing edit update correct wrong see view moved",
        without=f"{_WORK} account answer {_OTHERS} send",
        numbers=True,
    ),
    topic("details", "now moved promoted entered", "in to into", "#", "i am", without=f"{_WORK} {_OTHERS} money", numbers=True),
    topic("details", "email number name phone", "new", "have got i my", without=f"{_WORK} {_OTHERS}"),
    topic("register", "register registration signup join enroll registered", without="year which", numbers=True),
    topic("register", "sign", "up"),
    topic("homework", _GIVEN_WORK, without="how price pay due if why should reason good bad every", numbers=True),
    topic("homework", "question questions", _NEEDED, without=f"what which {_OTHERS}", numbers=True),
    topic("homework", _SUBJECT, "help need needs assist struggling", numbers=True),
    topic("homework", _SUBJECT, "ask solve want teach", without=_OTHERS, numbers=True),
    topic("homework", "submit", "want can how need where"),
    topic("homework", "solve ask", "something anything"),
    topic("homework", "school", "work", "help need assist"),
    topic(
        "how_it_works",
        "work works working use operate",
        "how explain",
        "this it you app service platform thing site website bot",
        without=f"{_OTHERS} do much money",
    ),
    topic("how_it_works", "what", "service app platform", "about do", "your this you", without="problem"),
    topic("how_it_works", "explain", "this", "thing app service"),
    topic("how_it_works", "are is", "bot robot real human", "you this"),
    topic("help", "confused stuck lost", "i me am"),
    topic("help", "understand know", _NOT, "anything here this", without=f"answer how why {_WORK}"),
    topic("help", "do press click", "what wetin", "i", without=f"you have much {_WORK} {_SUBJECT} pay"),
    topic("menu", "show open", "what options", "you can", without=f"how {_WORK}"),
)
"""In order of weight: one of each group of words."""
