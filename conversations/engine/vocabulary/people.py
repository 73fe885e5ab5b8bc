"""People of ours: asking for one, talking with one, leaving the talk, and saying how it was."""

from conversations.engine.vocabulary.groups import ANSWER, ANSWERED, GIVEN_WORK, NOT, OTHERS, SUBJECT
from conversations.engine.vocabulary.meaning import FIRST, SOON, meaning, topic

SUPPORT = meaning(
    "support",
    phrases="""
        support, complain, complaint, agent, human, representative, person, complaints, report, admin, contact, tutor,
        live chat, contact us, real person, customer care, customer service, call you, call me, a person,
        report problem, customer support, support team, support agent, real human, contact support, contact you,
        human being, connect me, lay complaint, nobody answers, live agent, online agent, i get complain,
        talk to person, talk to someone, talk to us, talk to staff, i have problem, i have issue, i get issue,
        make a complaint, report a problem, i get problem, speak to agent, talk to admin, chat with agent,
        chat with support, talk to agent, speak with agent, talk with someone, chat with someone, speak to someone,
        speak with someone, speak to somebody, contact customer care, talk to you, talk to somebody, talk to human,
        talk to support, call customer care, yarn with person, call customer service, lay a complaint, talk to tutor,
        e get problem, a live agent, i have a complaint, speak to an agent, talk to an agent, talk to a person,
        talk to your team, i have a problem, i have an issue, chat with a person, talk to your agent,
        speak with a person, speak with an agent, speak to a human, speak to a person, talk to human being,
        talk to customer care, talk to a human, anybody to talk to, connect me to agent, connect me to someone,
        talk to real person, talk to a tutor, speak to real person, nobody is answering me, connect me to an agent,
        make i talk to person, i wan talk to person, i wan talk to somebody, connect me to a person,
        talk to a real person, connect me to customer care, speak with a real person, i want to talk to someone
    """,
    shapes=[
        "(?:want |need )?(?:a |my )*(?:money back|refund)(?: (?:my money|me|now))*",
        "(?:the|my|your|this|you) (?:answer|solution|tutor|work)(?: \\w+)?(?: (?:is|was|be|na|no|not))+"
        " (?:wrong|bad|incorrect|correct|good|complete|clear|try|right)",
        "who (?:can|should|will|do|go) i (?:talk|speak|complain|report|meet|call)(?: to| with)?",
        "help ?(?:line|desk|cent(?:er|re))",
        "hot ?line",
        "(?:customer care|customer service|support|phone|your|contact) (?:number|line)",
        "(?:need )?help from (?:a )?(?:person|human|someone|somebody)",
        "(?:talk|speak|chat|yarn)(?: (?:to|with))?(?: a| an| the| your| one| real)*"
        " (?:person|people|human|someone|somebody|anybody|agent|manager|boss|admin|staff|owner|team|customer care)",
        "(?:have|make|lay|lodge|get|i (?:have|get))(?: a| an| one| some)? (?:complaint|issue|problem)s?"
        "(?: to (?:make|report))?",
    ],
    topics=[
        topic("money", "happened where", "my", rank=FIRST),
        topic("refund refunded", without="no dont", rank=SOON),
        topic("money", "back return returned", without="when come comes", rank=SOON),
        topic("twice double times", "paid charged debited deducted took removed debit", rank=SOON),
        topic(f"{ANSWER} tutor tutors teacher work", "wrong bad poor incorrect wrongly rude rubbish nonsense", rank=SOON),
        topic(
            f"{ANSWER} {ANSWERED} tutor tutors teacher",
            NOT,
            "well correct clear good complete understand understood right happy satisfied like pleased",
            without="subject send",
            rank=SOON,
        ),
        topic("tutor tutors teacher", NOT, "explain explained understand try tried good well", rank=SOON),
        topic(
            "person human agent someone somebody anyone anybody staff",
            "talk speak yarn chat meet contact call reach connect ask want need see answer reply",
            without=f"{GIVEN_WORK} question questions help should another {SUBJECT}",
        ),
        topic(
            "complain complaint complaints wahala problem problems issue issues",
            "talk speak need want get have report lay lodge make having got there with facing",
            without=f"{SUBJECT} solve {GIVEN_WORK}",
        ),
        topic("support admin representative manager", without=f"{SUBJECT} {OTHERS}"),
    ],
)

CHOICES = (
    meaning("ask_person", phrases="person, support, agent, human, talk to someone, talk to us, ask a person, talk to a person"),
    meaning("photo_for_support", phrases="support, complaint, help, for support, customer care"),
    meaning("solution_problem", phrases="problem, wrong, complain, it is wrong, e get problem, there is a problem"),
    meaning(
        "end_chat",
        phrases="""
            end chat, endchat, quit, close, end, exit, end conversation, finish chat, quit chat, close it, stop chat,
            leave chat, exit chat, close chat, end it, end am, end the conversation, end chat now, stop the chat,
            leave the chat, exit the chat, close this chat, close chat now, end the chat, close the chat, end this chat,
            end the chat now, end this chat now, close the chat now, i want to end the chat
        """,
    ),
    meaning("leave_chat", phrases="leave, menu, yes, leave it, go to menu"),
    meaning("stay_here", phrases="stay here, stay, no, remain, continue, keep chatting"),
    meaning("good", phrases="great, nice, excellent, perfect, helpful, wonderful, fantastic, well done, very good, e good"),
    meaning("ok", phrases="okay, fair, average, fine, alright, oky, manage, so so, not bad"),
    meaning("bad", phrases="worst, poor, terrible, useless, awful, rubbish, very bad, not good, no good, e bad, not helpful"),
)
