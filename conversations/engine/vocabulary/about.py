"""What we are: how it works, common questions, and privacy."""

from conversations.engine.vocabulary.groups import OTHERS
from conversations.engine.vocabulary.meaning import meaning, topic

HOW_IT_WORKS = meaning(
    "how_it_works",
    phrases="""
        how it works, about, info, know more, about you, about tutorline, more information, more info, learn more,
        what is this, wetin be this, who are you, who is this, who you be, what are you, who be this, tell me more,
        wetin be tutorline, how e be, what is tutorline, how it work, who owns this, who get this, who owns tutorline,
        what do you do, wetin you dey do, how does it work, how does this work, how e dey work, explain how it works,
        know how it works, what can you do, what do you offer, wetin be this thing, wetin this thing be,
        what is this about, what is it about, how you dey work, how this dey work, how tutorline dey work,
        how does everything work, how does it works, how does tutorline work, tell me about this, tell me about you,
        how you dey do am, how this thing dey work, tell me how it works, how does it help me, what do you people do,
        wetin you people dey do, what is it all about, what is this all about, how the thing dey work,
        how does the app work, how does it work here, tell me more about this
    """,
    shapes=[
        "how (?:can|do|does|should|will|go)? ?(?:i|it|this|you|we|e|one)(?: (?:dey|go|can))*"
        " (?:work|use|operate)(?: (?:this|it|am|the app|the service|you))?",
        "(?:explain|tell me|know|understand) how (?:this|it|the|una)(?: thing| app| service)?(?: dey)? works?",
    ],
    topics=[
        topic(
            "work works working use operate",
            "how explain",
            "this it you app service platform thing site website bot",
            without=f"{OTHERS} do much money",
        ),
        topic("what", "service app platform", "about do", "your this you", without="problem"),
        topic("explain", "this", "thing app service"),
        topic("are is", "bot robot real human", "you this"),
    ],
)
FAQ = meaning(
    "faq",
    phrases="""
        faq, faqs, common questions, the faqs, common question, frequent questions, frequently asked questions,
        questions and answers
    """,
    shapes=["questions? and answers?"],
)
PRIVACY = meaning(
    "privacy",
    phrases="""
        privacy, terms, delete account, my privacy, privacy policy, data policy, data protection, your terms,
        is it private, is this private, remove my data, remove my account, erase my data, close my account,
        delete my information, terms and conditions, terms of service, t and c, delete my data, delete my account,
        your privacy policy, is my information safe, who sees my data, is my data safe, copy of my data,
        who can see my messages, what data do you keep, i want my data deleted, what do you keep about me,
        i want to delete my account, what do you do with my data
    """,
)

CHOICES = (
    meaning("more", phrases="topics, more questions, other questions, another question, more topics, see more, back to topics"),
)
