"""Moving about in the chat: the menu, back, help, stop and start, and giving up or going on with what was begun."""

from conversations.engine.vocabulary.groups import DAYS, NOT, PROOF, REFUSAL, SUBJECT, WORK
from conversations.engine.vocabulary.meaning import EARLY, FIRST, meaning, topic

_MESSAGES = "message messages text texts reminder reminders"

MENU = meaning(
    "menu",
    among_homework="menu, main menu",
    phrases="""
        options, 0, home, list, open menu, the menu, show menu, main page, home page, start menu, all options, the list,
        back to menu, go to menu, show me menu, show me the menu, what else can you do
    """,
    shapes=["(?:what are |show |see )(?:me )?(?:all )?(?:the |your |my )*(?:options|choices|services|things you can do)"],
    topics=[topic("show open", "what options", "you can", without=f"how {WORK}")],
)
BACK = meaning(
    "back",
    phrases="""
        back, return, bck, bak, previous, previous one, step back, last page, previous page, last step, go back,
        take me back, make i go back
    """,
)
HELP = meaning(
    "help",
    phrases="""
        help, explain, halp, assistance, help me, some help, assist me, help out, what next, wetin next, guide me,
        no understand, dont understand, i am confused, i need help, i dont understand, i no understand, i no sabi,
        help me out, wetin you mean, i no know, what is next, i dont know, i am lost, i am stuck, i dont get,
        what do i do, what should i do, wetin i go do, wetin be this question, how to use this, what do you mean,
        i no know how, i dont get it, what can i do, what should i do here, how i go do am, why do you need it,
        how do i do it, how do i do this, wetin i go do now, how do i use this, what can i do here,
        why do you need that, why you want my name, why you need my name, i no get wetin you mean,
        i dont know what to do, i no know wetin to do, i no know what to do, why do you need my email,
        why do you need my class, why do you want to know, why do you need my name, why do you want my name,
        i am not sure what to do
    """,
    topics=[
        topic("confused stuck lost", "i me am"),
        topic("understand know", NOT, "anything here this", without=f"answer how why {WORK}"),
        topic("do press click", "what wetin", "i", without=f"you have much {WORK} {SUBJECT} pay"),
    ],
)
START = meaning(
    "start",
    phrases="""
        start, begin, resume, restart, start am, start again, start afresh, start over, begin again, subscribe again
    """,
)
STOP = meaning(
    "stop",
    among_homework="stop, unsubscribe, stop messages, stop am",
    phrases="""
        optout, opt out, unsubscribe me, remove me, stop reminders, stop texting, stop messaging, stop disturbing,
        stop all, stop everything, stop messaging me, stop texting me, stop reminding me, stop all messages,
        remove my number, leave me alone, dont message me, stop sending messages, stop disturbing me, no disturb me,
        no more messages, no more message, no more texts, no more reminders, stop sending me messages,
        stop sending me message, dont message me again, dont text me again, no disturb me again, no dey disturb me,
        no dey text me, take my number off, no dey message me again, no send me message again, no dey disturb me again,
        take me off this list, remove me from this list, remove me from the list, remove me from your list,
        remove me from this group
    """,
    shapes=[
        "(?:no|dont|do not|stop) (?:dey |ever )?(?:text|texting|message|messaging|disturb|disturbing|chat|call|calling) me"
        "(?: (?:again|any ?more|now|at all))*",
        "(?:i )?(?:dont|do not|no) (?:want|wan|need)(?: to get)?(?: your| you| any| more| these)*"
        " (?:messages?|texts?)(?: again| anymore)*",
        "stop(?: all| these| your| the| sending| me)* (?:messages?|texts?)(?: again| now)*",
    ],
    topics=[
        topic(_MESSAGES, "stop remove off", without="how when see seen", rank=FIRST),
        topic(
            _MESSAGES,
            "dont no never tired",
            "send sending again",
            without="how when see seen receive received reply replied answer answered get got",
            rank=FIRST,
        ),
        topic("disturb disturbing", "stop dont no tired", rank=EARLY),
        topic("unsubscribe", "me us", rank=EARLY),
    ],
)
CANCEL = meaning(
    "cancel",
    among_homework="cancel, cancel it, cancel am",
    phrases="""
        nevermind, forget, quit, abort, cancel that, cancel this, forget it, forget am, leave am, never mind,
        cancel everything, cancel all, not interested, cancel registration, stop registration, no longer interested,
        not interested again, cancel the registration, i want to cancel, i no do again, i no want again,
        i dont want again, i changed my mind, i am not interested, i have changed my mind, i am no longer interested
    """,
)

CHOICES = (
    meaning("stop_reminders", phrases="reminders, reminder, only reminders, reminders only"),
    meaning("stop_everything", phrases="stop everything, everything, all, stop all, all messages, all of it"),
    meaning(
        "cancel",
        phrases="""
            discard, cancel registration, cancel order, leave am, dont save, cancel homework, dont pay, not interested,
            cancel payment, not paying, no payment, dont send, no dont, forget it, no cancel, leave it,
            cancel this payment, stop the payment, i cant pay, cancel the homework, cancel my homework,
            no longer interested, cancel the payment, not paying again, do not send, no dont send, no cancel it,
            no cancel am, nope leave it, no leave it, leave the payment, i no go pay, i no fit pay, i no do again,
            i no wan pay, dont want to pay, i am not interested, i no pay again, i am not paying, i no wan send,
            dont want to send, i want to cancel payment, i no wan pay again, i dont want to pay, dont want to pay again,
            i no dey pay again, i no wan send again, i dont want to send, i dont want to pay again
        """,
        shapes=[
            "(?:i )?(?:no|dont|do not)(?: (?:want|need|do|go))?(?: (?:to|it|am|this|do|send|pay|continue|save|register))*"
            " (?:again|any ?more)",
            "i (?:don|have|just)? ?(?:change|changed) my mind",
            "(?:stop|cancel|end|quit|leave|forget) (?:this|the|my) (?:homework|assignment|registration|thing|process|payment)",
            "i (?:don|am) tired?",
        ],
        topics=[
            topic(
                "no not dont cant wont",
                "want pay paying continue interested afford do doing need proceed",
                without=f"{DAYS} how can link card yet {PROOF} have know add edit sending",
            ),
            topic("changed change", "mind"),
            topic(
                "cancel forget leave drop scrap stop",
                "it this that everything about homework payment thing all",
                without=REFUSAL,
            ),
        ],
    ),
    meaning(
        "discard",
        phrases="""
            delete, remove, clear, trash, bin, cancel, erase, throw away, yes discard, discard all, delete everything,
            remove everything, yes delete, remove it, bin it, discard it, discard am, delete it, delete am,
            throw it away, throw am away, yes throw away, yes delete it, yes remove it, i am sure, yes discard it,
            yes discard am, yes bin it, yes throw it away, yes i am sure
        """,
    ),
    meaning(
        "keep_going",
        phrases="""
            keep going, resume, proceed, keep, continue, dont, wait, keep on, leave it, leave am, go back, carry on,
            go on, dont discard, dont delete, dont cancel, no o, wait dont, wait no, not yet, no wait, keep it, keep am,
            no dont, no discard am, no delete am, no keep going, do not discard, keep my homework, no dont discard,
            no dont delete, dont discard it, no keep it, no leave it, dont delete am, no leave am, no keep am,
            dont delete it, dont throw it away, leave it like that
        """,
    ),
    meaning(
        "continue_draft",
        phrases="continue, resume, proceed, yes, continue it, go on, carry on, finish it, continue homework",
    ),
    meaning("start_again", phrases="start again, new, no, fresh, start over, start afresh, start new, new one, begin again"),
)
