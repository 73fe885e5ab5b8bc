"""What a short request to the menu is about, by its words: for the many ways of asking that no list of phrases holds.

A message counts only if every word of it is known here, so that a homework sentence, with its words of its own, never does.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ASKED_FOR = _words(
    "talk speak yarn chat need want get see ask meet contact call help reach give make answer connect report lay"
    " lodge tell have message find having got"
)
_WORK = _words("homework homeworks assignment assignments question questions classwork project exercise")
_ANSWER = _words("answer answers answered solution solutions reply replied feedback result results response")
_ANY: frozenset[str] = frozenset()

SUBJECTS = _words(
    "maths math mathematics english physics chemistry biology economics government literature geography"
    " accounting commerce agric civic history french science"
)
TOPICS: tuple[tuple[str, frozenset[str], frozenset[str]], ...] = (
    ("support", _words("wrong bad poor incorrect late"), _ANSWER | {"tutor", "teacher"}),
    ("paid", _words("paid transferred debited"), _ANY),
    (
        "paid",
        _words("payment transfer"),
        _words("done made completed successful sent complete did finished"),
    ),
    ("prices", _words("price prices cost costs charge charges fee fees expensive amount collect rates"), _ANY),
    ("prices", frozenset({"much"}), _words("how")),
    ("support", _words("person human agent someone somebody anyone anybody staff"), _ASKED_FOR),
    ("support", _words("complain complaint complaints wahala problem problems issue issues"), _ASKED_FOR),
    ("support", _words("refund support admin representative"), _ANY),
    ("status", _ANSWER, _words("my you yet ready come when where far any no never waiting seen see check done coming there")),
    (
        "status",
        _WORK,
        _words("news update updates ready status far waiting track progress finished done solved yet did received receive"),
    ),
    (
        "plan",
        _words("plan sub subscription"),
        _words("my what which when how active end expire details i"),
    ),
    (
        "details",
        _words("name class email profile details school"),
        _words("change edit update correct wrong see my view"),
    ),
    ("register", _words("register registration signup join enroll registered"), _ANY),
    ("homework", frozenset({*_WORK, "solve", "submit", "solved"}), _ANY),
    ("homework", SUBJECTS, _words("ask help solve need want")),
    ("how_it_works", _words("work works working use operate"), _words("how explain")),
)
"""In order of weight: what is asked for, one of these words, and one of those beside it where the first say too little."""

AROUND = _words(
    "nobody having coming got subject people"
    " i you we me us my our your it is am are was be been being do does did done don dey go going will would can"
    " could should shall the a an this that these those them they he she some any new another more one two first"
    " for to of with in on at by from and or but so then now please just today tomorrow yesterday again yet still"
    " even really here there not no never have has had want need like let make take get give send show tell know"
    " say help assist start begin open see check ask try come look find use how what when where which who why"
    " much many about all only if ok okay yes hello hi thing things something app service time urgent urgently"
    " fast quickly soon monthly month per day pay person child son daughter school work far tutor tutors teacher"
    " somehow wetin fit abeg sir ma una own already before after back up out than too very well good else money"
    " link chat call talk speak"
)
"""Words that may stand around them."""
PERSONAL = _words("i you me my your we us our mine")
IMPERSONAL = r"(?:what (?:is|are|do|does)|find|how many|who|state|define|use|explain why)\b.*"
"""How exercises begin: a request that begins so says whose matter it is (`what is your charge`)."""
