"""Phrases that are commands, and whole-message shapes that mean one."""

PLAIN_COMMANDS: dict[str, tuple[str, ...]] = {
    "menu": ("menu", "main menu"),
    "cancel": ("cancel", "cancel it", "cancel am"),
    "stop": ("stop", "unsubscribe", "stop messages", "stop am"),
}
"""The few that count even where a student types homework: what no homework consists of."""

COMMANDS: dict[str, tuple[str, ...]] = {
    "menu": (
        "list", "the list",
        "main page", "home page", "start menu", "all options",
        *PLAIN_COMMANDS["menu"], "0", "home", "show menu", "show me menu", "show me the menu",
        "open menu", "back to menu", "go to menu", "the menu", "options",
    ),
    "back": (
        "bck", "bak","previous one", "step back", "last page", "previous page", "last step", "back", "go back", "previous",
        "take me back", "return", "make i go back"),
    "cancel": (
        "cancel registration", "cancel the registration", "stop registration",
        "not interested", "i am not interested", "no longer interested", "i am no longer interested", "not interested again",
        "cancel everything", "cancel all", "forget", "quit", "abort", "i changed my mind", "i have changed my mind",
        "i no do again", "i no want again", "i dont want again",
        *PLAIN_COMMANDS["cancel"], "cancle", "cancel that", "cancel this", "forget it", "forget am", "leave am", "never mind",
        "nevermind", "i want to cancel", "i wan cancel",
    ),
    "help": (
        "why do you need my name", "why do you want my name", "why you want my name", "why you need my name",
        "why do you need my email", "why do you need my class", "why do you need that", "why do you want to know",
        "what can i do here", "what can i do",
        "guide me", "i am lost", "i am stuck", "no understand", "dont understand", "i dont get it", "i dont get",
        "i no get wetin you mean", "i dont know what to do", "i no know wetin to do", "i no know what to do", "i dont know",
        "i no know", "i no know how", "what next", "wetin next", "wetin i go do now", "what is next", "how do i use this",
        "how to use this", "how do i do it", "how do i do this", "what do you mean", "wetin you mean",
        "wetin be this question", "why do you need it", "i am not sure what to do", "assist me", "assistance", "help out",
        "some help",
        "help", "help me", "halp", "i need help", "i don't understand", "i dont understand", "i no understand", "i no sabi",
        "what do i do", "what should i do", "what should i do here", "wetin i go do", "how i go do am", "i'm confused",
        "im confused", "i am confused", "explain",
    ),
    "stop": (
        "stop all", "stop everything", "no more messages", "no more message", "no more texts", "no more reminders",
        "remove me from this list", "remove me from the list", "remove me from your list", "remove me from this group",
        "take me off this list", "take my number off",
        "no dey disturb me", "no dey disturb me again", "no dey text me",
        "stop texting", "stop messaging", "stop disturbing me", "stop disturbing", "no disturb me", "no disturb me again",
        "leave me alone", "dont message me", "dont message me again", "dont text me again", "stop sending messages",
        "stop sending me message", "stop all messages", "unsubscribe me", "remove me", "remove my number", "stop reminders",
        "stop reminding me",
        *PLAIN_COMMANDS["stop"], "stop messaging me", "stop texting me", "stop sending me messages", "opt out", "optout",
        "no dey message me again", "no send me message again",
    ),
    "start": ("start again", "start afresh", "start over", "begin again", "resume", "subscribe again", "start", "restart",
        "begin", "start am"),
    "support": (
        "live agent", "a live agent", "online agent", "speak with a real person", "speak to real person", "tutor",
        "talk to a tutor", "talk to tutor",
        "talk to a real person", "talk to real person", "lay a complaint", "lay complaint", "connect me to customer care",
        "connect me to agent", "connect me", "connect me to a person", "connect me to someone", "call customer service",
        "call customer care", "yarn with person", "anybody to talk to",
        "talk to human", "talk to human being", "human being", "talk to customer care", "talk to support", "talk to a human",
        "contact support", "contact", "contact you", "contact customer care", "talk to you", "talk to somebody",
        "speak to someone", "speak with someone", "speak to somebody", "speak to a human", "speak to a person",
        "speak with a person", "speak with an agent", "speak with agent", "talk with someone", "chat with someone",
        "chat with agent", "chat with a person", "chat with support", "talk to agent", "talk to your agent",
        "speak to agent", "talk to admin", "admin", "customer support", "support team", "support agent", "real human",
        "a person", "person", "complaints", "report", "report a problem", "report problem", "i get problem",
        "i have a problem", "i have problem", "i have issue", "i have an issue", "i get issue", "make a complaint",
        "call you", "call me", "representative", "talk to staff", "talk to your team",
        "support", "talk to us", "agent", "customer care", "customer service", "human", "talk to a person",
        "talk to person", "talk to someone", "i want to talk to someone", "i wan talk to person", "i wan talk to somebody",
        "speak to an agent", "talk to an agent", "real person", "make i talk to person", "complain", "complaint",
        "i have a complaint", "i get complain", "live chat", "contact us", "connect me to an agent",
    ),
    "status": (
        "any answer yet", "any answer", "any reply yet", "any reply", "answer yet", "is there any answer",
        "is it done", "is it done yet", "is it ready yet", "my result", "my results", "check homework", "check my homework",
        "check on my homework", "check my answer", "check my assignment",
        "how far with it", "where e dey",
        "my homework ready", "my homework don ready", "my assignment don ready", "my answer don ready", "homework don ready",
        "answer don ready", "answer ready", "is the answer ready", "is my answer ready", "is my assignment ready",
        "is my homework done", "is my assignment done", "you don do my homework", "you don do my assignment",
        "you don finish", "you don do am", "you don solve am", "you don solve my homework", "have you solved my homework",
        "have you solved it", "have you solved my question", "have you done it", "have you done my homework",
        "have you done my assignment", "have you finished", "have you finished my assignment", "how far my answer",
        "how far with my assignment", "how far with my answer", "how far the homework", "how far the assignment",
        "how far with the homework", "how far for my homework", "how far for my assignment", "where my homework",
        "where my homework dey", "where my assignment", "where my assignment dey", "where is my assignment",
        "where my solution dey", "where is the answer", "where the answer dey", "i never see my answer",
        "i never get my answer", "i never see answer", "i have not gotten my answer", "i have not received my answer",
        "i havent received my answer", "i have not seen my answer", "i no see my answer", "when will i get my answer",
        "when will i get the answer", "when will it be ready", "when will my homework be ready",
        "when will my assignment be ready", "when go my answer ready", "when my answer go ready",
        "when my homework go ready", "when e go ready", "track my homework", "track homework", "track", "homework update",
        "any update on my homework", "any update on my assignment", "any news", "any news on my homework",
        "update on my homework", "what is the status of my homework", "status of my homework", "status of my assignment",
        "my homework progress", "progress", "my assignments", "my questions", "my question", "my answers", "answers",
        "my answer is not ready", "old homework", "previous homework", "homework list", "homework history", "history",
        "what happened to my homework", "what happened to my assignment", "wetin happen to my assignment", "my solution",
        "status", "my homework", "my homeworks", "my assignment", "homework status", "where is my homework",
        "where is my answer", "where is my solution", "where my answer", "where my answer dey", "my answer",
        "is my homework ready", "is it ready", "e don ready", "don ready", "any update", "update", "how far my homework",
        "how far with my homework", "how far my assignment", "wetin happen to my homework", "una don do am",
        "have you finished my homework",
    ),
    "homework": (
        "next homework", "next question", "next assignment",
        "help with homework", "help with my homework", "help with assignment", "help with my assignment",
        "help with an assignment", "homework help", "assignment help", "assist me with my homework", "do homework",
        "do assignment", "do an assignment", "solve my homework", "solve my assignment", "solve my question",
        "solve a question", "help me solve my homework", "help me solve a question", "help me solve my assignment",
        "help me solve question", "you help me with my homework", "send question", "send a question", "send my question",
        "send my assignment", "send an assignment", "send homework", "send a homework", "submit assignment",
        "submit my assignment", "submit my homework", "submit a question", "submit question", "submit an assignment",
        "upload homework", "upload my homework", "upload assignment", "drop assignment", "drop homework", "post homework",
        "post a question", "new homework", "new question", "another homework", "another question", "another assignment",
        "one more question", "one more homework", "send another homework", "send another question",
        "send another assignment", "send new homework", "send a new homework", "i have another homework",
        "i have another question", "i have another assignment", "i get another homework", "i get another question",
        "i have new homework", "i get new assignment", "i get homework to do", "i have homework to do", "get homework",
        "get help", "get answers", "get my homework done", "do my homework for me", "do my assignment for me",
        "start homework", "start a homework", "start new homework", "class work", "classwork", "assignments", "homeworks",
        "exercise", "ask", "ask something", "ask my question", "solve",
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
        "regista", "rejista", "register my child", "register my son", "register my daughter", "register my kid",
        "register now", "registering", "registration form", "signing up", "sign me up", "sign up now",
        "enroll", "enrol",
        "get registered", "be registered", "create an account", "create my account", "open an account", "new account",
        "become a member", "be a member", "get started", "join you", "join tutorline", "register for tutorline",
        "register", "sign up", "signup", "registration", "i want to register", "i wan register",
        "make i register", "join", "i want to join", "create account", "open account", "how do i register", "register me",
    ),
    "prices": (
        "how you charge", "how una charge", "how you dey charge", "how una dey charge",
        "price list", "pricing", "your price", "your prices", "your fee", "your fees", "your charges", "charge", "rates",
        "amount", "how much per question", "how much for one question", "how much for one homework",
        "how much for a homework", "how much for homework", "how much for one assignment", "how much for assignment",
        "how much for one", "how much for the plan", "how much is one question", "how much is one homework",
        "how much is a homework", "how much is homework", "how much is the homework", "how much is the plan",
        "how much is your plan", "how much is the subscription", "how much is your service", "how much do i pay",
        "how much i go pay", "how much to pay", "how much you dey collect", "how much you dey charge",
        "how much do you collect", "how much do you charge per question", "how much do you charge for homework",
        "how much e cost", "how much does homework cost", "how much does one homework cost", "how much be one homework",
        "how much be homework", "how much be one", "how much be the price", "what are your prices", "what is your price",
        "what is the cost", "what does it cost", "what is the fee", "what is the amount", "what are your charges",
        "is it free", "na free", "e dey free", "you dey charge", "wetin be your price", "know the price", "know your price",
        "know your prices", "know the prices",
        "price", "prices", "how much", "cost", "fee", "fees", "charges", "how much is it", "how much does it cost",
        "how much be am", "how much e be", "na how much", "wetin be the price", "what is the price", "what's the price",
        "how much una dey charge", "how much do you charge",
    ),
    "how_it_works": (
        "who owns this", "who get this", "who owns tutorline",
        "tell me more about this", "tell me about this", "tell me about you",
        "how it works please", "how does it works", "how it work", "how does it work here", "how does tutorline work",
        "how tutorline dey work", "how does the app work", "how does everything work", "how you dey do am",
        "how you dey work", "how the thing dey work", "how this dey work", "how e be", "what is tutorline",
        "wetin be tutorline", "what is this about", "what is it about", "what is it all about", "what is this all about",
        "wetin be this thing", "wetin this thing be", "tell me more", "more information", "more info", "info", "learn more",
        "about", "about you", "about tutorline", "what can you do", "what do you offer", "what are you", "who be this",
        "who is this", "who you be", "what do you people do", "wetin you dey do", "wetin you people dey do",
        "explain how it works", "tell me how it works", "know how it works", "know more", "how does it help me",
        "how it works", "how does it work", "how does this work", "how e dey work", "how this thing dey work",
        "how una dey do am", "what is this", "wetin be this", "what do you do", "who are you", "wetin una dey do",
    ),
    "faq": ("faq please", "the faqs", "questions and answers", "common question", "frequent questions", "faq", "faqs",
        "common questions", "frequently asked questions"),
    "plan": (
        "my sub", "sub status", "subscription status", "plan status", "when is my plan ending", "when is my plan expiring",
        "when does my plan expire", "when will my plan end", "when will my plan expire", "when does my subscription end",
        "when my plan go finish", "when my sub go end", "is my plan active", "my plan active", "my plan still dey",
        "my plan don finish", "has my plan expired", "what plan am i on", "which plan am i on", "wetin be my plan",
        "my current plan", "my balance", "balance", "my credit",
        "plan", "plans", "my plan", "my plans", "subscription", "my subscription", "monthly plan", "when does my plan end",
        "when my plan go end",
    ),
    "details": (
        "my account details",
        "my detail", "my information", "my info", "my data", "my personal details", "update my details", "update my profile",
        "update details", "update profile", "edit my details", "edit my profile", "edit details", "edit profile",
        "edit my name", "edit my email", "edit my class", "change details", "change my detail", "change my profile",
        "change name", "change class", "change email", "update my name", "update my email", "update my class",
        "correct my name", "wrong name", "my name is wrong",
        "details", "my details", "profile", "my profile", "my account", "account", "change my details", "change my name",
        "change my class", "change my email", "change my e-mail", "i wan change my name", "i wan change my class",
    ),
    "paid": (
        "i sent the money", "i sent money", "i don send am already", "sent it already",
        "don pay finish", "e don enter", "money has been sent", "the money has been sent", "i paid", "alert don land",
        "alert don enter",
        "payed", "i payed", "i have payed", "i paid already", "i have already paid", "i already paid", "i have paid already",
        "i have done the payment", "i have done payment", "i did the payment", "i made the payment", "i made payment",
        "i have made a payment", "i just paid", "i just made payment", "i have just paid", "i have sent it", "i don send am",
        "i don send money", "i don make payment", "i don do transfer", "i have done the transfer", "i have done transfer",
        "i did transfer", "i have transferred the money", "i transferred", "i transferred the money", "transferred",
        "transfer done", "money sent", "sent the money", "payment sent", "payment successful", "payment complete",
        "payment completed", "successful payment", "done with payment", "done with the payment", "i am done paying",
        "i have finished paying", "i don finish payment", "money don enter", "has my money entered", "my money don enter",
        "you don see my money", "you don see the money", "have you seen my payment", "have you received my payment",
        "have you received the money", "check my payment", "confirm my payment", "confirm payment", "check payment",
        "i don pay am", "i don pay already", "i don pay finish",
        "paid", "i paid", "i have paid", "i've paid", "i don pay", "don pay", "i don pay o", "paid already", "done paying",
        "payment done", "i have made payment", "i've made payment", "i have made the payment", "i don send the money",
        "i have sent the money", "i don transfer", "i have transferred", "payment made", "money don go",
    ),
}  # fmt: skip

_WORK = "(?:homework|home work|assignment|question|answer|solution)s?"
INTENTS: dict[str, str] = {
    "status": (
        "(?:how far(?: with| for)?|when (?:una |you )?(?:will|go|fit)"
        "(?: finish| send| answer| solve)?|where(?: is)?|what is happening (?:with|to)"
        "|wetin (?:dey )?(?:happen|concern)(?: (?:to|with))?"
        "|what about|is|has|have you|you never|you don|(?:i (?:am|have been|dey) )?waiting for|i never see"
        "|i have not seen|any update on)"
        f"(?: done| finished| solved| answer| answered| do| seen)?(?: it)? my {_WORK}"
        "(?: (?:been done|been solved|been answered"
        "|ready|done|finished|solved|come|coming|dey|reach|land|enter|be ready|be done|don ready|don land"
        "|don come|yet|now))*"
        "|(?:una|you|you people|they|nobody|no one) (?:never|has not|have not|no)"
        " (?:answer|answered|reply|replied|do|solve|send)"
        f"(?: (?:me|it|am|to me|my {_WORK}))?"
    ),
    "homework": (
        "(?:have|get|got|i (?:have|get|got)|need|help(?: me)?(?: with| do| solve)?|help me out with|send|submit|do"
        "|solve|ask|finish"
        "|need (?:help|answers?|solutions?) (?:with|to|for|on)|(?:answers?|solutions?) (?:to|for|on))"
        "(?: a| an| my| some| the| new| another| this| one)*"
        "(?: (?:maths?|mathematics|english|physics|chemistry|biology|economics|government|literature|school|science))?"
        " (?:homework|home work|assignment|class ?work|question|problem)s?"
        "(?: (?:to (?:do|send|submit|ask|solve)|for me|i want to (?:do|send|submit)))?"
        "|(?:help|assist)(?: me)? (?:with|in|on)"
        " (?:maths?|mathematics|english|physics|chemistry|biology|economics|government|literature|school work)"
    ),
    "prices": (
        "(?:(?:how much|amount|price|prices|cost|fee|charges?)(?: (?:is|be|of|for|does|do|are|you|i|we|it|go|to"
        "|need|pay|charge|collect|cost"
        "|the|a|an|one|each|per|your|this|my|monthly|month|plan|subscription|question|homework|assignment|service))+"
        "|(?:what|wetin) (?:is|are|be) (?:the|your|una) (?:price|prices|cost|fee|fees|charges?|rates?)(?: (?:for|of"
        "|per) (?:one |a )?\\w+)?)"
    ),
    "plan": (
        "(?:wetin|what|how many(?: homeworks?| questions?)?) (?:remain|remains|is left|are left|left)(?: (?:for|in"
        "|on|of) my (?:plan|sub|subscription))?"
        "|(?:what|which|wetin) (?:is|be) my (?:plan|sub|subscription)"
        "|when (?:will|does|go) (?:it|e|my (?:plan|sub|subscription)) (?:expire|end|finish|run out)"
    ),
    "details": (
        "i (?:am now|don|have|just|have just)(?: been)? (?:move|moved|enter|entered|promoted|dey|reach)?(?: to| in| for)?"
        " (?:jss|js|ss|sss|primary|form|grade|year|basic) ?\\w{1,3}"
        "|(?:change|edit|update|correct|modify)(?: my| the)? (?:name|class|email|phone|number|profile|details|school)"
        "(?: (?:address|number|name))?"
    ),
    "support": (
        "(?:talk|speak|chat|yarn)(?: (?:to|with))?(?: a| an| the| your| one| real)*"
        " (?:person|people|human|someone|somebody|anybody|agent|manager|boss|admin|staff|owner|team|customer care)"
        "|(?:have|make|lay|lodge|get|i (?:have|get))(?: a| an| one| some)? (?:complaint|issue|problem)s?"
        "(?: to (?:make|report))?"
    ),
    "stop": (
        "(?:i )?(?:dont|do not|no) (?:want|wan|need)(?: to get)?(?: your| any| more| these)*"
        " (?:messages?|texts?)(?: again| anymore)*"
        "|stop(?: all| these| your| the| sending| me)* (?:messages?|texts?)(?: again| now)*"
    ),
    "paid": (
        "(?:(?:check|confirm)(?: it| am)? )?(?:(?:my|me and my) (?:mum|mummy|mom|dad|daddy|father|mother|sister|brother|uncle"
        "|aunty|parents?|guardian|friend) |i |they |he |she )?(?:have |has |don |did |already )*"
        "(?:paid|pay|sent|transferred|transfer|made|make|done|do)(?: (?:the|my|una))?"
        " (?:money|payment|cash|fee|transfer|n?\\d[\\d,]*|naira)(?: (?:money|naira|now|already|today|finish))*"
        "|(?:i |they |we )?(?:have |don |was |were )*(?:paid|debited|been debited|debit)(?: me| my account)?"
        "(?: (?:with|from|through|by) (?:my |the )?(?:\\w+ )?(?:card|transfer|ussd|account|bank|phone))"
        "|(?:my account|account|my card|they|i|me)(?: \\w+)? (?:has been|have been|was|is|have|don)? ?(?:debited|debit)(?: me)?"
        "|(?:(?:check|confirm)(?: it| am)? )?(?:my (?:mum|mummy|mom|dad|daddy|father|mother|sister|brother|uncle|aunty|parents?"
        "|guardian|friend)|i|they|we) (?:have |has |don |already |just )*(?:paid|pay)"
        "(?: for (?:it|this|am|my homework|the homework|me))?(?: already| now| today| finish| yesterday)*"
        "|(?:payment|money|alert|transfer) (?:don|has|have|is)(?: been)?"
        " (?:enter|land|drop|go|done|sent|made|entered|successful|complete|completed)"
    ),
    "how_it_works": "(?:explain|tell me|know|understand) how (?:this|it|the|una)(?: thing| app| service)?(?: dey)? works?",
}
"""The shapes of whole messages that ask for a thing of the menu, in plain spelling; idle only."""
