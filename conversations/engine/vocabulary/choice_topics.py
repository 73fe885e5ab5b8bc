"""What a short message to a question with choices is about, by its words, where no list of phrases holds it.

Nothing that sends, saves or throws away for good is read so: those want their own words (`shapes`, `synonyms`).
"""

from conversations.engine.vocabulary.common_words import SUBJECTS
from conversations.engine.vocabulary.topics import Topic
from conversations.engine.vocabulary.topics import topic as _topic


def topic(name: str, *groups: str, without: str = "") -> Topic:
    """Numbers are welcome: no exercise is expected where a question with choices was asked."""
    return _topic(name, *groups, without=without, numbers=True)


_NOT = "no not dont never wont cant havent hasnt didnt"
_DETAIL = "name names surname class level email gmail"
_PROOF = "paid debited deducted transferred debit"
_PERSON_WHO_PAYS = (
    "mum mummy mom mama mother dad daddy papa father parent parents guardian uncle aunty auntie brother sister family"
)
_DAYS = "later tomorrow tonight soon monday tuesday wednesday thursday friday saturday sunday weekend morning evening night"

CHOICES: tuple[Topic, ...] = (
    topic(
        "change_subject",
        "subject",
        "wrong change changed changing edit another different mistake picked chose selected not",
        without="question questions list there",
    ),
    topic("change_subject", " ".join(SUBJECTS), "not should meant", "is be it i", without="question questions add"),
    topic("edit", "edit", "want wait hold let"),
    topic("add_more", "add attach include", "more another picture photo page question one part pictures photos line"),
    topic(
        "add_more", "send upload snap", "another more other remaining", "photo picture page question photos pictures pages part"
    ),
    topic("add_photo", "add attach include upload snap send", "photo picture page photos pictures pages image images snap"),
    topic(
        "edit",
        "edit correct change fix modify remove adjust retype rewrite",
        "something question questions text line part number it one mistake error word photo picture page that this the some",
        without=f"send submit name email class subject {_NOT} all correctly is",
    ),
    topic("edit", "wrong incorrect", "wrote typed sent put", "thing question number word picture photo one it"),
    topic("edit", "mistake error errors mistakes wrongly mistyped omitted incomplete", without="no not pay paid"),
    topic(
        "edit",
        "forgot forget missed omitted left skipped",
        "something add question questions part one page photo picture include some number",
        without="about",
    ),
    topic("edit", "not isnt wrong", "complete what correct question finished picture photo", without="pay send"),
    topic("change", "name names class email surname level", "wrong spelt spelled spelling mistake not isnt"),
    topic("change", "mistake error wrong wrongly mistakes", without="no nothing"),
    topic("change", "change edit correct fix modify", "something it one that", without=f"is all {_DETAIL}"),
    topic("change_name", "name names surname", "change correct edit fix"),
    topic("change_class", "class level", "change correct edit fix"),
    topic("change_email", "email gmail", "change correct edit fix add"),
    topic(
        "later", _PERSON_WHO_PAYS, "when until till once after before ask tell inform meet call wait waiting", without=_PROOF
    ),
    topic("later", _DAYS, "pay do send transfer try till until by give when", without=f"{_PROOF} how why"),
    topic("later", "tomorrow tonight later today", "morning evening afternoon night", without=_PROOF),
    topic("later", "next", "week month time", without=_PROOF),
    topic(
        "later", "no dont havent not", "money cash funds balance", "have get got with enough", without=f"seen received {_PROOF}"
    ),
    topic("later", "when until till once", "money salary cash", "get have see", without=_PROOF),
    topic(
        "cancel",
        "no not dont cant wont",
        "want pay paying continue interested afford do doing need proceed",
        without=f"{_DAYS} how can link card yet {_PROOF} have know add edit sending",
    ),
    topic("cancel", "changed change", "mind"),
    topic(
        "cancel",
        "cancel forget leave drop scrap stop",
        "it this that everything about homework payment thing all",
        without=_NOT,
    ),
    topic(
        "i_have_paid",
        _PROOF,
        without="how twice double when if dont havent cant wont cannot link wrong refund why before",
    ),
    topic(
        "i_have_paid",
        "paid sent transferred made",
        "money payment transfer cash naira",
        without="how when if dont havent will not",
    ),
    topic("i_have_paid", "removed took collected taken remove left gone", "money account card naira", without="how when if"),
    topic(
        "i_have_paid",
        "confirm confirmed check seen see verify received receive",
        "it payment money transfer alert am",
        without="how link",
    ),
    topic("i_have_paid", "payment transfer transaction", "successful done complete completed gone through", without="how not"),
    topic(
        "try_again",
        "link",
        "not isnt doesnt dont no error bad dead broken failed failing fail lost cant find found resend send again new another"
        " showing expired give wrong missing where different",
        without="open opening how",
    ),
    topic(
        "try_again",
        "payment transaction transfer",
        "failed declined unsuccessful fail didnt not",
        "try go through failed again",
    ),
    topic("how_to_pay", "link", "open opening how"),
    topic("how_to_pay", "way ways method option", "pay paying", "another other which there", without=_PROOF),
    topic("how_to_pay", "cash transfer card pos", "accept collect take"),
    topic("try_again", "page site website", "not isnt doesnt dont no error", "loading load open opening showing working work"),
    topic("try_again", "failed declined unsuccessful", "it e transaction payment"),
    topic(
        "how_to_pay",
        "card atm opay palmpay kuda moniepoint ussd bank account transfer cash pos",
        "how can use with declined not dont details number which where what send give no have through into",
        without=f"{_PROOF} seen done made sent",
    ),
    topic("how_to_pay", "how where which", "pay paying payment"),
    topic("how_to_pay", "card", "declined rejected failed expired wrong"),
    topic(
        "plans_and_pay",
        "pay paying payment subscribe renew buy subscription",
        "want how can need for will like let ready another my please",
        without=f"{_PROOF} later tomorrow much cancel stop not dont was is refund done made when complete have",
    ),
    topic(
        "choose_plan",
        "plan monthly month",
        "want use take buy go get give pay choose one for prefer",
        without=f"{_NOT} my this",
    ),
    topic("plans_and_pay", "monthly month", "pay need want get buy take", without=f"{_NOT} when how every year my {_PROOF}"),
    topic("pay_homework", "only just", "homework question assignment", without=f"{_NOT} plan month"),
    topic("pay_homework", "this", "one homework question", "for pay just only", without=f"{_NOT} plan month"),
)
"""By the action's name, in no order: each action of the choices shown is asked for itself."""
