"""The words that students use, in plain English and Nigerian Pidgin: small letters, without outer punctuation."""

import re

PLAIN_COMMANDS: dict[str, tuple[str, ...]] = {
    "menu": ("menu", "main menu"),
    "cancel": ("cancel", "cancel it", "cancel am"),
    "stop": ("stop", "unsubscribe", "stop messages", "stop am"),
}
"""The few that count even where a student types homework: what no homework consists of."""

COMMANDS: dict[str, tuple[str, ...]] = {
    "menu": (
        "main page", "home page", "start menu", "all options",
        *PLAIN_COMMANDS["menu"], "0", "home", "show menu", "show me menu", "show me the menu",
        "open menu", "back to menu", "go to menu", "the menu", "options",
    ),
    "back": ("previous one", "step back", "last page", "previous page", "last step", "back", "go back", "previous",
        "take me back", "return", "make i go back"),
    "cancel": (
        "cancel everything", "cancel all", "forget", "quit", "abort", "i changed my mind", "i have changed my mind",
        "i no do again", "i no want again", "i dont want again",
        *PLAIN_COMMANDS["cancel"], "cancle", "cancel that", "cancel this", "forget it", "forget am", "leave am", "never mind",
        "nevermind", "i want to cancel", "i wan cancel",
    ),
    "help": (
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
        "register now", "registering", "registration form", "signing up", "sign me up", "sign up now", "enroll", "enrol",
        "get registered", "be registered", "create an account", "create my account", "open an account", "new account",
        "become a member", "be a member", "get started", "join you", "join tutorline", "register for tutorline",
        "register", "sign up", "signup", "registration", "i want to register", "i wan register",
        "make i register", "join", "i want to join", "create account", "open account", "how do i register", "register me",
    ),
    "prices": (
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

SYNONYMS: dict[str, tuple[str, ...]] = {
    "yes": (
        "yess", "yas", "ye", "yessir", "yes it is", "yes it is correct", "yes that is correct", "yes i do", "yes i am",
        "yes i want", "yes i agree", "i do", "oky", "okey", "okie", "okayy", "okk", "ok then", "absolutely", "definitely",
        "exactly", "indeed", "alrighty", "confirm", "confirmed", "i confirm", "agreed", "agree", "accept", "i accept",
        "na true", "na am", "na im", "e dey correct", "e correct well", "all correct", "everything is correct",
        "looks good", "good", "perfect", "make you do am", "do it", "oya do am", "ehn",
        "eh", "aye", "oui", "si", "eeh", "hmm yes", "sure thing", "for sure", "i am sure",
        "yes", "y", "yea", "yeah", "yh", "yep", "yup", "yess", "yes na", "ya", "ok", "okay", "okk", "k", "kk", "oya", "oya na",
        "sure", "of course", "na so", "na him", "no wahala", "no problem", "no qualms", "correct", "e correct", "na correct",
        "that's right", "that is right", "thats right", "right", "true", "i agree", "alright", "all right", "fine",
        "go ahead", "proceed", "do am", "make we go", "ehen", "beeni", "it is", "it is correct", "sharp",
    ),
    "no": (
        "noo", "nay", "naa", "nop", "never", "no at all", "no need again", "no i dont", "i dont", "i no dey", "i no gree",
        "i disagree", "not yet", "not correct", "incorrect", "it is wrong", "it is not correct", "it is not right",
        "not right", "that is wrong", "it is not", "no it is not", "dont", "do not", "no no", "no am", "e no dey correct",
        "e wrong", "non", "no thanks", "no please", "nothing like that", "i do not want",
        "no", "n", "nope", "nah", "no o", "no be so", "no be am", "not really", "no need", "mba", "rara", "wrong",
        "e no correct", "not correct", "it's wrong", "at all", "no thank you", "i no want", "i don't want",
    ),
    "done": (
        "done sending", "i am done sending", "donee",
        "dn", "finsh", "finshed", "done now", "i have done", "done with it", "i am finished", "i am through", "through",
        "finito", "e done do", "e don finish", "e don complete", "i don complete am", "i don done", "i don send am finish",
        "i don send finish", "i have sent all", "i have sent it all", "i sent everything", "i sent all",
        "i have sent them all", "that is everything", "thats everything", "everything", "that is all for now",
        "that is all i have", "that is all of it", "that is it for now", "na everything", "na that be all", "na him be that",
        "na all i get", "no more photos", "no more pictures", "no more questions", "nothing again", "no other one",
        "finish am", "i have completed it",
        "done", "don", "doen", "finish", "finished", "i'm done", "im done", "am done", "i am done", "i have finished",
        "i've finished", "that's all", "thats all", "that is all", "that's it", "thats it", "na all", "na all be that",
        "na everything be that", "e don do", "e don finish", "i don finish", "i don send everything", "i don send all",
        "i have sent everything", "all done", "complete", "completed", "nothing more", "no more",
    ),
    "paid": COMMANDS["paid"],
    "skip": (
        "i dont have an email address", "i no get gmail", "i dont have gmail", "no gmail", "do it later", "add it later",
        "make we leave am", "let us skip", "nope i dont have", "i dont have an email",
        "skp", "skip am", "skip email", "skip this one", "no i dont", "no i dont have", "i have no email", "i no have email",
        "i no have", "i no get any", "i dont have any", "i dont have email address", "i dont use email", "no email address",
        "no get", "no get email", "not interested", "without email", "leave it", "leave am", "nope i dont", "no one", "n/a",
        "na", "not available", "no need", "dont want to",
        "skip", "skip it", "skip this", "pass", "none", "nothing", "nil", "later", "not now", "i no get", "i no get email",
        "i no get e-mail", "i no get am", "i no dey use email", "no email", "no e-mail", "i don't have", "i dont have",
        "don't have", "dont have", "i don't have one", "i don't have email", "i dont have email", "i do not have email",
        "i don't have an email",
    ),
    "type_it": (
        "txt", "type it out", "written text",
        "type am", "type it", "type the question", "type my question", "write it", "write am", "write the question",
        "text message", "text it", "as text", "in text", "words", "typ", "tying",
        "type", "text", "typing", "write", "i want to type", "i want to type it", "i will type", "i will type it", "i go type",
        "i go type am", "make i type", "make i type am", "by text", "i wan type", "typed", "written",
    ),
    "photos": (
        "i took a picture", "i took a photo", "i took pictures", "i don snap am", "i don snap", "picture dey",
        "snap am send", "na picture", "photo dey",
        "send photo", "send a photo", "send my photo", "send a picture", "send my picture", "send pics", "send pic",
        "send image", "send images", "upload", "upload photo", "upload photos", "upload a photo", "upload picture",
        "upload a picture", "upload pictures", "upload image", "take a picture", "take a photo", "take picture",
        "snap picture", "snap the question", "snap my homework", "i have a photo", "i have photo", "i have a picture",
        "i have pictures", "i have photos", "i get picture", "i get photo", "screenshot", "phto", "phtos", "pictue", "pix",
        "a photo", "a picture",
        "photo", "photos", "picture", "pictures", "pics", "pic", "image", "images", "snap", "snap it", "snap am", "send photos",
        "i go snap", "i go snap am", "i wan snap am", "make i snap am", "i will snap it", "i want to snap it", "send picture",
        "send pictures", "by photo", "camera", "foto", "fotos",
    ),
    "end_chat": (
        "end chat", "end", "exit", "close chat", "end the chat", "close the chat", "end this chat", "end it", "end am", "close",
        "close it", "stop the chat", "stop chat", "leave chat", "leave the chat", "exit chat", "exit the chat", "quit",
        "quit chat",
        "end conversation", "end the conversation", "finish chat", "end chat now", "i want to end the chat",
        "i wan end the chat",
        "endchat",
    ),
    "leave_chat": ("leave", "leave it", "menu", "yes", "go to menu"),
    "stay_here": ("stay", "no", "stay here", "remain", "continue", "keep chatting"),
    "send": (
        "go ahead and send", "lets go", "i agree send", "agree and send",
        "send homework", "send my homework", "send to tutor", "send to tutors", "send all", "submit homework", "forward",
        "send everything", "do am", "continue", "make payment", "pay for it", "pay the money", "pay money", "next", "post",
    ),
    "send_again": ("yes", "send", "again", "resend", "send it again"),
    "edit": (
        "correct it", "correct am",
        "change", "changes", "make changes", "make change", "make a change", "make correction", "correct", "correction",
        "modify",
        "adjust", "edit homework", "edit my homework", "edit the homework", "edit question", "change something",
        "add something",
        "change my homework", "update", "fix",
    ),
    "add_more": ("add", "add more", "add another", "add photo", "add photos", "add text", "add question", "more",
        "add something"),
    "replace": ("replace", "start over", "start again", "restart", "replace all", "new photos", "clear", "clear all", "redo"),
    "change_subject": ("subject", "change subject", "change the subject", "wrong subject", "another subject"),
    "cancel": (
        "no cancel", "no cancel it", "no cancel am", "nope leave it", "leave it", "no leave it", "leave the payment",
        "no dont send", "no dont", "forget it",
        "dont send", "do not send", "i no wan send", "i no wan send again", "i dont want to send", "dont want to send",
        "cancel payment", "cancel the payment", "cancel homework", "cancel the homework", "cancel my homework", "dont pay",
        "i no wan pay", "i no wan pay again", "i dont want to pay", "dont want to pay", "dont want to pay again", "dont save",
        "i dont want to pay again", "i no go pay", "i no fit pay", "i cant pay", "leave am", "discard", "i no do again",
        "cancel registration", "cancel order", "cancel this payment", "i want to cancel payment", "stop the payment",
    ),
    "discard": ("delete", "remove", "throw away", "clear", "yes discard", "discard all", "trash", "bin", "cancel", "erase"),
    "keep_going": (
        "no dont discard", "no dont delete", "dont discard it", "dont cancel", "dont",
        "keep", "continue", "keep going", "go on", "dont discard", "dont delete", "do not discard", "keep my homework",
        "proceed",
        "no discard am", "no delete am", "keep on", "resume", "leave it", "leave am", "go back", "no keep going", "carry on",
    ),
    "keep": ("keep", "continue", "same", "leave it", "the same", "maintain", "keep subject", "same subject"),
    "change": ("i made a mistake", "i made mistake", "mistake", "correct it", "correct am", "it is wrong", "wrong name",
        "wrong class", "wrong email", "something is wrong", "not correct", "no change it", "no change", "there is a mistake",
        "there is an error", "edit", "make changes", "change something", "correct something", "correction",
        "make correction", "modify", "update"),
    "cancel_request": (
        "cancel request", "cancel", "withdraw", "cancel my request", "cancel the request", "cancel my homework",
        "cancel the homework", "cancel homework", "withdraw my homework", "withdraw homework", "withdraw request", "take back",
        "cancel my assignment", "cancel assignment",
    ),
    "cancel_yes": ("yes", "withdraw", "cancel", "yes withdraw", "yes cancel"),
    "start_over": ("start over", "start again", "start afresh", "begin again", "clear all", "clear everything", "restart"),
    "start_over_yes": ("yes", "start over", "yes start over"),
    "that_is_all": ("thats all", "na all", "na all be that", "done", "na everything"),
    "remove_last": (
        "remove last", "remove last photo", "remove the last photo", "remove the last", "delete last", "delete last photo",
        "delete the last", "delete the last photo", "remove last picture", "remove last pic", "delete last picture", "remove",
        "delete", "undo", "comot the last one", "comot the last", "comot last", "remove last image",
    ),
    "save": ("sharp sharp", "save everything", "save details", "save my details", "submit", "register", "register me",
        "done", "finish", "complete", "continue", "next"),
    "change_name": ("name", "full name", "change name", "change my name", "edit name", "edit my name", "names"),
    "change_email": ("email", "mail", "email address", "change email", "change my email", "edit email", "gmail", "add email"),
    "change_class": ("class", "change class", "change my class", "edit class", "edit my class", "level", "my level"),
    "fix": ("correct", "correct it", "fix", "change it", "change", "use that", "use that one", "yes fix"),
    "it_is_right": (
        "it is right", "that is right", "it is fine like that",
        "it is right", "mine is right", "mine is correct", "leave it", "leave am", "keep", "keep mine", "dont fix", "use mine",
        "dont change it", "it is correct", "keep it like that", "leave it like that", "as i wrote it", "no fix am",
    ),
    "single_is_right": (
        "that is my name", "it is my name", "na my name", "only one name", "one name", "i have one name", "i get one name",
        "just one name", "thats all", "na only one name",
    ),
    "continue_draft": ("continue", "go on", "resume", "carry on", "proceed", "finish it", "yes", "continue homework",
        "continue it"),
    "start_again": ("start again", "start over", "start afresh", "start new", "new", "new one", "begin again", "no", "fresh"),
    "plans_and_pay": (
        "buy monthly plan", "subscribe me", "get monthly plan", "a plan", "buy subscription",
        "pay", "payment", "payments", "pay now", "make payment", "plans and payment", "buy plan", "buy a plan", "get plan",
        "get a plan", "subscribe", "subscribe to a plan", "renew", "renew my plan", "renew plan", "pay for a plan",
        "pay for plan",
        "pay for homework", "pay for my homework", "see plans", "available plans", "your plans", "monthly", "upgrade",
        "pay money",
        "renew my subscription", "pay for my plan", "do subscription", "do payment",
    ),
    "pay_homework": (
        "pay", "pay homework", "pay for homework", "pay for the homework", "pay for my homework", "pay for it", "homework",
        "pay for one homework", "single homework", "one homework", "only this homework",
    ),
    "i_have_paid": (
        "done", "finished", "completed", "check", "check now", "check again", "confirm", "verify", "sent", "i have done it",
        "i have done am", "i don do am", "i did it", "money sent", "seen",
    ),
    "stop_reminders": ("reminders", "reminder", "only reminders", "reminders only", "just reminders"),
    "stop_everything": ("everything", "all", "stop everything", "stop all", "all messages", "all of it"),
    "photo_is_homework": ("yes", "homework", "yes homework", "it is homework", "na homework", "my homework", "assignment",
        "question"),
    "photo_for_support": ("support", "for support", "complaint", "customer care", "help"),
    "photo_ignore": ("ignore", "no", "ignore it", "nothing", "none", "mistake", "sent by mistake", "na mistake", "delete"),
    "solution_clear": ("yes", "clear", "it is clear", "understood", "i understand", "e clear", "i don understand", "all clear"),
    "solution_explain": ("explain", "explain more", "explain better", "more explanation", "not clear", "e no clear"),
    "solution_problem": ("problem", "there is a problem", "wrong", "it is wrong", "complain", "e get problem"),
    "good": ("great", "very good", "nice", "excellent", "perfect", "helpful", "e good", "wonderful", "fantastic", "well done"),
    "ok": ("okay", "fair", "average", "so so", "fine", "not bad", "alright", "oky", "manage"),
    "bad": ("poor", "very bad", "terrible", "not good", "no good", "e bad", "useless", "awful", "not helpful", "rubbish",
        "worst"),
    "more": ("more questions", "other questions", "topics", "another question", "more topics", "back to topics", "see more"),
    "ask_person": ("talk to us", "ask a person", "person", "support", "agent", "talk to a person", "human", "talk to someone"),
    "problem_reason": (),
}  # fmt: skip
"""More words for an action of that name, or for one whose own words hold the key."""

GREETINGS = (
    "hello dear", "hi dear", "hello everyone", "hello all", "hello tutor", "hi tutor", "hello tutorline", "hi tutorline",
    "hello teacher", "hi teacher", "is anyone there", "is anybody there", "anyone there", "anyone here", "somebody dey",
    "you dey", "you there", "are you online", "how you dey now", "how you dey today", "how is it going", "hows it going",
    "how is your day", "how was your day", "how is work", "how work", "how is everything", "how everything", "how today",
    "how family", "i greet", "i greet o", "i dey greet", "i hail", "i hail you", "well done o", "good moring", "good mornin",
    "goodmorning", "goodafternoon", "goodevening", "goodday", "gud nite", "ekaro", "e karo", "ekaaro", "ekasan", "e kasan",
    "ekaasan", "e kaale", "ekaale", "e ku irole", "e ku ise", "bawo", "bawoni", "se daadaa ni", "pele", "pele o", "ndewo",
    "nno", "nnoo", "kedu ka i mere", "ututu oma", "i boola chi", "kachifo", "ehihie oma", "mgbede oma", "sannu da zuwa",
    "ina wuni", "ina yini", "barka", "barka da safe", "barka da yamma", "barka da rana", "salama alaikum", "salam alaikum",
    "salaam", "salaam alaikum", "assalamualaikum", "assalamu alaikum wa rahmatullah", "as salamu alaykum", "salamu alaikum",
    "peace be unto you", "shalom", "bonjour", "bonsoir", "salut", "hola", "buenos dias", "ola", "guten tag", "guten morgen",
    "jambo", "habari", "mambo", "hujambo", "sawubona", "dumela", "akwaaba", "namaste", "ciao", "marhaba", "hullo", "hiya",
    "heya", "hai", "hy dear", "howdy", "wagwan", "what is up", "wats up", "whatsup", "wats good", "wetin dey happen now",
    "wetin sup", "wetin happen", "how market", "long time", "happy new month", "happy sunday", "happy new year", "compliments",
    "top of the morning", "greetings to you", "good to meet you", "nice to meet you", "happy new week", "gm sir", "ga", "ge",
    "hi", "hello", "hey", "hi there", "hello there", "hey there", "helo", "hy", "hallo", "yo", "sup", "xup", "greetings", "gm",
    "good morning", "good afternoon", "good evening", "good day", "good night", "gud morning", "gud afternoon",
    "gud evening", "gud day", "morning", "afternoon", "evening", "how are you", "how are you doing", "how far", "how far na",
    "wetin dey", "wetin dey happen", "wetin dey sup", "how you dey", "how una dey", "how body", "abeg", "how now", "what's up",
    "whats up", "wassup", "anybody dey", "anybody there", "are you there", "una dey", "you dey there", "salam",
    "assalamu alaikum", "sannu", "ina kwana", "kedu", "bawo ni", "e kaaro", "e kaasan", "good to see you",
)  # fmt: skip
THANKS = (
    "ok thanks", "ok thank you", "okay thanks", "okay thank you", "alright thanks", "alright thank you", "thanks dear",
    "thank you very very much", "many thanks", "thank u", "thank you all", "thanks a million", "thanks for your help",
    "thank you for your help", "thanks for the help", "thank you for everything", "i am grateful", "grateful",
    "much appreciated",
    "appreciate it", "appreciated", "i really appreciate", "i dey grateful", "you are welcome", "youre welcome", "welcome",
    "you try", "you don try", "una try", "you are the best", "you are good", "very good", "good job", "good work", "nice",
    "cool", "awesome", "wonderful", "amazing", "haha", "hahaha", "see you", "see you later", "see you tomorrow",
    "take care", "have a nice day", "have a great day", "o dabo", "odabo", "ka chi fo", "sai anjima", "merci", "gracias",
    "danke", "shukran", "jazakallah", "jazakallahu khairan", "e se o", "ese", "e seun", "ese gan", "imela", "dalu",
    "i don see am",
    "i have seen it", "seen", "got it", "understood", "i understand", "i hear", "i don hear", "i hear you", "amen", "god bless",
    "may god bless you", "god bless you all", "more blessings", "thank god", "no p", "okay no problem", "i will be back",
    "brb", "wow thanks", "thanks again", "thank you again",
    "thanks", "thank you", "thank you so much", "thank you very much", "thanks a lot", "thanks so much", "tanx", "thanx", "thx",
    "ty", "tnx", "you do well", "una do well", "god bless you", "god bless", "i appreciate", "well done", "weldone",
    "nice one", "great", "wow", "e se", "daalu", "nagode", "bye", "bye bye", "goodbye", "later", "i see", "noted",
)  # fmt: skip
POLITE_BEFORE = frozenset(
    {
        "plse", "pleas", "pleasee", "plis", "abegi", "abeggi", "ejoo", "ejo", "mbok", "dear", "sorry", "uncle",
        "aunty", "auntie", "teacher", "guy", "guys", "chairman", "bros", "well", "so", "oh", "ah", "ahh", "alright",
        "please", "pls", "plz", "plss", "abeg", "biko", "jare", "oga", "bro", "boss", "just", "kindly", "oya", "sir", "ma",
        "madam", "ok", "okay",
    }
)  # fmt: skip
"""Words before a message that change nothing about what it asks for."""
POLITE_AFTER = frozenset(
    {
        "plse", "pleas", "pleasee", "plis", "abegi", "ejoo", "ejo", "tanx", "thanx", "thx", "tnx", "ty",
        "guys", "bros", "uncle", "aunty", "auntie", "teacher", "guy", "chairman", "sef", "ooo", "oooo", "now", "then", "oga",
        "lol",
        "please", "pls", "plz", "plss", "abeg", "biko", "jare", "sir", "sirs", "ma", "ma'am", "madam", "sah", "bro",
        "boss", "o", "oo", "oh", "na", "dear", "thanks", "joor", "jor",
    }
)  # fmt: skip
"""And words after it."""

_WORK = "(?:homework|home work|assignment|question|answer|solution)s?"
INTENTS: dict[str, str] = {
    "status": (
        "(?:how far(?: with| for)?|when (?:will|go)|where(?: is)?|what is happening (?:with|to)"
        "|wetin (?:dey )?happen (?:to|with)"
        "|what about|is|has|have you|you never|you don|still waiting for|i am still waiting for|i never see"
        "|i have not seen|any update on)"
        f"(?: done| finished| solved| answer| answered| do| seen)?(?: it)? my {_WORK}"
        "(?: (?:ready|done|finished|solved|come|coming|dey|reach|land|enter|be ready|be done|don ready|don land"
        "|don come|yet|now))*"
    ),
    "homework": (
        "(?:have|get|got|i (?:have|get|got)|need|help(?: me)?(?: with| do| solve)?|help me out with|send|submit|do"
        "|solve|ask|finish"
        "|need (?:help|answers?|solutions?) (?:with|to|for|on)|(?:answers?|solutions?) (?:to|for|on))"
        "(?: a| an| my| some| the| new| another| this| one)*"
        "(?: (?:maths?|mathematics|english|physics|chemistry|biology|economics|government|literature|school|science))?"
        " (?:homework|home work|assignment|class ?work)s?(?: (?:to (?:do|send|submit)|for me|i want to (?:do|send|submit)))?"
    ),
    "prices": (
        "(?:(?:how much|amount|price|prices|cost|fee|charges?)(?: (?:is|be|of|for|does|do|are|you|i|we|it|go|to"
        "|need|pay|charge|collect|cost"
        "|the|a|an|one|each|per|your|this|my|monthly|month|plan|subscription|question|homework|assignment|service))+"
        "|(?:what|wetin) (?:is|are|be) (?:the|your) (?:price|prices|cost|fee|fees|charges?|rates?)(?: (?:for|of"
        "|per) (?:one |a )?\\w+)?)"
    ),
    "plan": (
        "(?:wetin|what|how many(?: homeworks?| questions?)?) (?:remain|remains|is left|are left|left)(?: (?:for|in"
        "|on|of) my (?:plan|sub|subscription))?"
    ),
}
"""The shapes of whole messages that ask for a thing of the menu, in plain spelling; idle only."""

FILLERS = frozenset(
    {
        "please", "pls", "plz", "plss", "plse", "abeg", "biko", "jare", "joor", "jor", "sir", "sirs", "ma", "maam", "madam",
        "sah",
        "oga", "boss", "o", "oo", "ooo", "oh", "sef", "just", "kindly", "actually", "really", "quickly", "dear", "bro", "bros",
    }
)  # fmt: skip
"""Words that change nothing wherever they stand in a short message."""
SHORT_FORMS = {
    "u": "you", "una": "you", "ur": "your", "d": "the", "dis": "this", "dat": "that", "dem": "them", "wan": "want to",
    "wanna": "want to", "wnt": "want", "gonna": "going to", "im": "i am", "ive": "i have", "ill": "i will", "id": "i would",
    "thats": "that is", "whats": "what is", "its": "it is", "hows": "how is", "r": "are", "b": "be", "n": "and", "nd": "and",
    "wat": "what", "wats": "what is", "wht": "what", "hw": "homework", "hmwk": "homework", "hwk": "homework",
    "assgn": "assignment",
    "asgmt": "assignment", "assgmt": "assignment", "pix": "pictures", "pic": "picture", "pics": "pictures", "fotos": "photos",
    "foto": "photo", "msg": "message", "msgs": "messages", "wit": "with", "wt": "with", "bcos": "because", "nw": "now",
    "mi": "my",
    "mail": "email", "hav": "have", "gimme": "give me", "lemme": "let me", "snd": "send", "hlp": "help", "cancle": "cancel",
    "bk": "back", "mnu": "menu", "tok": "talk", "comot": "exit", "doen": "done", "finsh": "finish", "yess": "yes", "noo": "no",
    "oky": "ok", "okk": "ok", "kk": "ok", "pls": "please", "registr": "register", "havent": "have not", "cant": "can not",
    "doesnt": "does not", "hv": "have", "v": "have", "ansa": "answer", "ans": "answer", "qst": "question", "acct": "account",
    "sm1": "someone", "some1": "someone", "smbdy": "somebody", "2day": "today", "2moro": "tomorrow", "1st": "first",
    "2nd": "second",
    "3rd": "third",
}  # fmt: skip
"""How words are shortened or said in Pidgin -> how the lists here write them."""
RIGHT_WORDS = frozenset(
    {
        "want", "need", "like", "please", "make", "show", "open", "check", "with", "this", "that", "have", "help", "would",
        "could",
        "should", "where", "when", "what", "send", "take", "from", "about",
    }
)  # fmt: skip
NO_SLIPS = frozenset(
    {
        "bank", "book", "look", "shop", "step", "held", "hell", "pack", "lack", "rack", "mean", "mend", "test", "next",
        "lend", "sand",
        "bend", "tend", "mind", "post", "last", "past", "pair", "laid", "said", "load", "loan", "clan", "plane", "plain",
        "agents",
        "snip", "slip", "ship", "skin", "stay", "star", "stat", "ended", "wait", "hold", "well", "hills", "hill", "nice",
        "rice",
        "cast", "coast", "lost", "most", "host", "free", "feel", "feet", "flee", "price", "pride", "prize", "late", "rate",
        "gate",
        "date", "save", "have", "gave", "wave", "cave", "same", "game", "came", "nine", "line", "mine", "done", "gone",
        "bone", "none",
        "does", "down", "good", "food", "mood", "find", "kind", "fund", "mans", "men", "tape", "tyre", "hype", "ripe", "photon",
        "proton", "class", "glass", "grass", "chase", "change", "charge", "orange", "range", "chance", "king", "ring", "other",
        "mother", "order", "over", "ever", "music", "hand", "band", "land", "begin", "being", "stops", "cancels", "heap",
        "helps",
    }
)  # fmt: skip
"""Right words that only look like a slip in one of ours."""

NUMBER = re.compile(
    r"^(?:(?:number|num|no|option|opt|choice|item|#) ?)?\.? ?(\d{1,2}) ?(?:st|nd|rd|th|[.)])?(?: (?:one|option))?$"
)
NUMBER_WORDS = {
    word: str(number)
    for number, words in enumerate(
        [
            ("one", "first", "the first", "first one", "the first one"),
            ("two", "second", "the second", "second one", "the second one"),
            ("three", "third", "the third", "third one", "the third one"),
            ("four", "fourth"), ("five", "fifth"), ("six", "sixth"), ("seven", "seventh"), ("eight", "eighth"), ("nine",
            "ninth"),
            ("ten", "tenth"),
        ],
        start=1,
    )
    for word in words
}  # fmt: skip
