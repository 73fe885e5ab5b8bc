"""The words that students use, in plain English and Nigerian Pidgin: small letters, without outer punctuation."""

PLAIN_COMMANDS: dict[str, tuple[str, ...]] = {
    "menu": ("menu", "main menu"),
    "cancel": ("cancel", "cancel it", "cancel am"),
    "stop": ("stop", "unsubscribe", "stop messages", "stop am"),
}
"""The few that count even where a student types homework: what no homework consists of."""

COMMANDS: dict[str, tuple[str, ...]] = {
    "menu": (
        *PLAIN_COMMANDS["menu"], "manu", "meun", "mneu", "menuu", "0", "home", "show menu", "show me menu", "show me the menu",
        "open menu", "back to menu", "go to menu", "the menu", "options",
    ),
    "back": ("back", "go back", "bak", "previous", "take me back", "return", "make i go back"),
    "cancel": (
        *PLAIN_COMMANDS["cancel"], "cancle", "cancel that", "cancel this", "forget it", "forget am", "leave am", "never mind",
        "nevermind", "i want to cancel", "i wan cancel",
    ),
    "help": (
        "help", "help me", "halp", "i need help", "i don't understand", "i dont understand", "i no understand", "i no sabi",
        "what do i do", "what should i do", "what should i do here", "wetin i go do", "how i go do am", "i'm confused",
        "im confused", "i am confused", "explain",
    ),
    "stop": (
        *PLAIN_COMMANDS["stop"], "stop messaging me", "stop texting me", "stop sending me messages", "opt out", "optout",
        "no dey message me again", "no send me message again",
    ),
    "start": ("start", "restart", "begin", "start am"),
    "support": (
        "support", "suport", "talk to us", "agent", "customer care", "customer service", "human", "talk to a person",
        "talk to person", "talk to someone", "i want to talk to someone", "i wan talk to person", "i wan talk to somebody",
        "speak to an agent", "talk to an agent", "real person", "make i talk to person", "complain", "complaint",
        "i have a complaint", "i get complain", "live chat", "contact us", "connect me to an agent",
    ),
    "status": (
        "status", "my homework", "my homeworks", "my assignment", "homework status", "where is my homework",
        "where is my answer", "where is my solution", "where my answer", "where my answer dey", "my answer",
        "is my homework ready", "is it ready", "e don ready", "don ready", "any update", "update", "how far my homework",
        "how far with my homework", "how far my assignment", "wetin happen to my homework", "una don do am",
        "have you finished my homework",
    ),
    "homework": (
        "homework", "home work", "send homework", "new homework", "assignment", "new assignment", "i get assignment",
        "i get homework", "i have homework", "i have a homework", "i have an assignment", "i have assignment",
        "i want to send homework", "i want to send my homework", "i want to submit homework", "submit homework",
        "send my homework", "send assignment", "i wan send homework", "i wan send assignment", "make i send homework",
        "i wan do assignment", "do my homework", "do my assignment", "help me with my homework", "help me with homework",
        "help me with my assignment", "help me do my assignment", "help me do my homework", "ask a question", "ask question",
        "i have a question", "i have question", "i get question", "i want to ask a question", "new question", "question",
        "questions",
    ),
    "register": (
        "register", "sign up", "signup", "registration", "regester", "rigister", "i want to register", "i wan register",
        "make i register", "join", "i want to join", "create account", "open account", "how do i register", "register me",
    ),
    "prices": (
        "price", "prices", "how much", "cost", "fee", "fees", "charges", "how much is it", "how much does it cost",
        "how much be am", "how much e be", "na how much", "wetin be the price", "what is the price", "what's the price",
        "how much una dey charge", "how much do you charge",
    ),
    "how_it_works": (
        "how it works", "how does it work", "how does this work", "how e dey work", "how this thing dey work",
        "how una dey do am", "what is this", "wetin be this", "what do you do", "who are you", "wetin una dey do",
    ),
    "faq": ("faq", "faqs", "common questions", "frequently asked questions"),
    "plan": (
        "plan", "plans", "my plan", "my plans", "subscription", "my subscription", "monthly plan", "when does my plan end",
        "when my plan go end",
    ),
    "details": (
        "details", "my details", "profile", "my profile", "my account", "account", "change my details", "change my name",
        "change my class", "change my email", "change my e-mail", "i wan change my name", "i wan change my class",
    ),
    "paid": (
        "paid", "i paid", "i have paid", "i've paid", "i don pay", "don pay", "i don pay o", "paid already", "done paying",
        "payment done", "i have made payment", "i've made payment", "i have made the payment", "i don send the money",
        "i have sent the money", "i don transfer", "i have transferred", "payment made", "money don go",
    ),
}  # fmt: skip

SYNONYMS: dict[str, tuple[str, ...]] = {
    "yes": (
        "yes", "y", "yea", "yeah", "yh", "yep", "yup", "yess", "yes na", "ya", "ok", "okay", "okk", "k", "kk", "oya", "oya na",
        "sure", "of course", "na so", "na him", "no wahala", "no problem", "no qualms", "correct", "e correct", "na correct",
        "that's right", "that is right", "thats right", "right", "true", "i agree", "alright", "all right", "fine",
        "go ahead", "proceed", "do am", "make we go", "ehen", "beeni", "it is", "it is correct", "sharp",
    ),
    "no": (
        "no", "n", "nope", "nah", "no o", "no be so", "no be am", "not really", "no need", "mba", "rara", "wrong",
        "e no correct", "not correct", "it's wrong", "at all", "no thank you", "i no want", "i don't want",
    ),
    "done": (
        "done", "don", "doen", "finish", "finished", "i'm done", "im done", "am done", "i am done", "i have finished",
        "i've finished", "that's all", "thats all", "that is all", "that's it", "thats it", "na all", "na all be that",
        "na everything be that", "e don do", "e don finish", "i don finish", "i don send everything", "i don send all",
        "i have sent everything", "all done", "complete", "completed", "nothing more", "no more",
    ),
    "paid": COMMANDS["paid"],
    "skip": (
        "skip", "skip it", "skip this", "pass", "none", "nothing", "nil", "later", "not now", "i no get", "i no get email",
        "i no get e-mail", "i no get am", "i no dey use email", "no email", "no e-mail", "i don't have", "i dont have",
        "don't have", "dont have", "i don't have one", "i don't have email", "i dont have email", "i do not have email",
        "i don't have an email",
    ),
    "type_it": (
        "type", "text", "typing", "write", "i want to type", "i want to type it", "i will type", "i will type it", "i go type",
        "i go type am", "make i type", "make i type am", "by text", "i wan type", "typed", "written",
    ),
    "photos": (
        "photo", "photos", "picture", "pictures", "pics", "pic", "image", "images", "snap", "snap it", "snap am", "send photos",
        "i go snap", "i go snap am", "i wan snap am", "make i snap am", "i will snap it", "i want to snap it", "send picture",
        "send pictures", "by photo", "camera", "foto", "fotos",
    ),
    "end_chat": ("end chat", "end", "exit", "close chat"),
}  # fmt: skip
"""More words for an action of that name, or for one whose own words hold the key."""

GREETINGS = (
    "hi", "hello", "hey", "hi there", "hello there", "hey there", "helo", "hy", "hallo", "yo", "sup", "xup", "greetings", "gm",
    "good morning", "good afternoon", "good evening", "good day", "good night", "gud morning", "gud afternoon",
    "gud evening", "gud day", "morning", "afternoon", "evening", "how are you", "how are you doing", "how far", "how far na",
    "wetin dey", "wetin dey happen", "wetin dey sup", "how you dey", "how una dey", "how body", "abeg", "how now", "what's up",
    "whats up", "wassup", "anybody dey", "anybody there", "are you there", "una dey", "you dey there", "salam",
    "assalamu alaikum", "sannu", "ina kwana", "kedu", "bawo ni", "e kaaro", "e kaasan", "good to see you",
)  # fmt: skip
THANKS = (
    "thanks", "thank you", "thank you so much", "thank you very much", "thanks a lot", "thanks so much", "tanx", "thanx", "thx",
    "ty", "tnx", "you do well", "una do well", "god bless you", "god bless", "i appreciate", "well done", "weldone",
    "nice one", "great", "wow", "e se", "daalu", "nagode", "bye", "bye bye", "goodbye", "later", "i see", "noted",
)  # fmt: skip
POLITE_BEFORE = frozenset(
    {
        "please", "pls", "plz", "plss", "abeg", "biko", "jare", "oga", "bro", "boss", "just", "kindly", "oya", "sir", "ma",
        "madam", "ok", "okay",
    }
)  # fmt: skip
"""Words before a message that change nothing about what it asks for."""
POLITE_AFTER = frozenset(
    {
        "please", "pls", "plz", "plss", "abeg", "biko", "jare", "sir", "sirs", "ma", "ma'am", "madam", "sah", "oga", "bro",
        "boss", "o", "oo", "oh", "ooo", "na", "dear", "thanks", "joor", "jor",
    }
)  # fmt: skip
"""And words after it."""

NUMBER_WORDS = {
    word: str(number)
    for number, words in enumerate(
        [
            ("one", "first", "the first", "first one", "the first one"),
            ("two", "second", "the second", "second one", "the second one"),
            ("three", "third", "the third", "third one", "the third one"),
            ("four", "fourth"), ("five", "fifth"), ("six",), ("seven",), ("eight",), ("nine",), ("ten",),
        ],
        start=1,
    )
    for word in words
}  # fmt: skip
