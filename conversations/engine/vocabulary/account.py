"""A person's own details: registering, saving, and changing what is wrong."""

from conversations.engine.vocabulary.groups import OTHERS, WORK
from conversations.engine.vocabulary.meaning import around, meaning, topic

_DETAIL = "name names surname class level email gmail"

REGISTER = meaning(
    "register",
    phrases="""
        register, join, signup, registration, enroll, enrol, registering, regista, rejista, create account,
        open account, register me, sign up, get started, join you, join tutorline, get registered, be registered,
        new account, register now, registration form, signing up, make i register, become a member, be a member,
        register for tutorline, create an account, create my account, open an account, sign me up, sign up now,
        register my child, register my son, register my daughter, register my kid, i want to join, how do i register,
        i want to register
    """,
    topics=[
        topic("register registration signup join enroll registered", without="year which", numbers=True),
        topic("sign", "up"),
    ],
)
DETAILS = meaning(
    "details",
    phrases="""
        details, profile, account, my details, my profile, my account, wrong name, change name, change class,
        change email, change details, update details, update profile, edit details, edit profile, my detail,
        my information, my info, my data, change my class, change my email, change my details, change my name,
        correct my name, update my name, update my email, update my class, edit my name, edit my email, edit my class,
        change my detail, change my profile, edit my details, edit my profile, my personal details, update my details,
        update my profile, my account details, my name is wrong, i wan change my name, i wan change my class
    """,
    shapes=[
        "i (?:am now|don|have|just|have just)(?: been)? (?:move|moved|enter|entered|promoted|dey|reach)?(?: to| in| for)?"
        " (?:jss|js|ss|sss|primary|form|grade|year|basic) ?\\w{1,3}",
        "(?:change|edit|update|correct|modify)(?: my| the)? (?:name|class|email|phone|number|profile|details|school)"
        "(?: (?:address|number|name))?",
    ],
    topics=[
        topic(
            "name class email profile details school number",
            "change changed changing edit update correct wrong see view moved",
            without=f"{WORK} account answer {OTHERS} send",
            numbers=True,
        ),
        topic("now moved promoted entered", "in to into", "#", "i am", without=f"{WORK} {OTHERS} money", numbers=True),
        topic("email number name phone", "new", "have got i my", without=f"{WORK} {OTHERS}"),
    ],
)

CHOICES = (
    meaning(
        "change",
        phrases="""
            modify, update, edit, correction, mistake, wrong, incorrect, make correction, make changes,
            change something, correct something, wrong class, wrong email, not correct, no change, correct it,
            correct am, wrong name, not right, something is wrong, no change it, i made mistake, it is wrong,
            e no correct, not my class, not my name, name is wrong, class is wrong, email is wrong, there is an error,
            there is a mistake, i made a mistake, it is not correct, e no dey correct, no it is wrong, my name is wrong,
            my class is wrong, my email is wrong, that is not my class, that is not my name, no that is not my name,
            no that is not my class
        """,
        shapes=[
            "(?:there is |i see |i make |i made |e get |i get )?(?:a |one |some )?(?:mistake|error)s?"
            "(?: (?:dey|is there|there|inside|in it|in my \\w+))*",
            "(?:my|the) (?:name|class|email)(?: \\w+)? (?:not correct|wrong|incorrect|no correct|not right)",
        ],
        topics=[
            topic("name names class email surname level", "wrong spelt spelled spelling mistake not isnt"),
            topic("mistake error wrong wrongly mistakes", without="no nothing"),
            topic("change edit correct fix modify", "something it one that", without=f"is all {_DETAIL}"),
        ],
    ),
    meaning(
        "change_name",
        phrases="""
            change name, name, names, fullname, full name, edit name, wrong name, the name, change my name,
            edit my name, name is wrong, correct my name, my name is wrong
        """,
        topics=[topic("name names surname", "change correct edit fix")],
    ),
    meaning(
        "change_class",
        phrases="""
            change class, level, class, edit class, my level, wrong class, change my class, edit my class,
            class is wrong, correct my class, my class is wrong
        """,
        topics=[topic("class level", "change correct edit fix")],
    ),
    meaning(
        "change_email",
        phrases="""
            change email, gmail, email, email address, edit email, add email, wrong email, change my email,
            email is wrong, correct my email, my email is wrong
        """,
        topics=[topic("email gmail", "change correct edit fix add")],
    ),
    meaning(
        "save",
        phrases="""
            done, finish, complete, continue, submit, register, looks good, all good, sharp sharp, save everything,
            save details, register me, everything is good, all is well, save my details
        """,
        shapes=[
            around(
                "save",
                "yes|everything|fine|correct|good|it|all|the|my|details|information|is|are|am|now|you|can|go|ahead|and|i|want|to|oya"
                "|this|that|okay|ok|so",
            ),
            "i (?:agree|accept)(?: (?:to|with))?(?: (?:the|your|all))* (?:terms?|conditions?|terms and conditions)",
        ],
    ),
    meaning(
        "skip",
        phrases="""
            skip, pass, none, nothing, nil, later, na, n/a, skp, dont have, no email, skip it, skip this, not now,
            not available, no need, no get, not interested, without email, leave it, leave am, no one, skip am,
            skip email, no gmail, i dont have, i no get, dont want to, no get email, nope i dont, i no have,
            no email address, skip this one, no i dont, dont have one, let us skip, do it later, add it later,
            i dont have one, i dont have email, i no get email, i no get am, i no get any, i dont have any,
            i dont use email, i no have email, no i dont have, i have no email, no i no get, make we leave am,
            nope i dont have, i no get gmail, i dont have gmail, i dont have an email, i do not have email,
            i no dey use email, i dont have email address, i dont have an email address
        """,
        shapes=[
            "(?:i )?(?:no|dont|do not|never)(?: \\w+){0,2} (?:email|mail|gmail|email address|one)(?: \\w+)?",
            "(?:maybe|i will do it|i will add it|add it|i go add am)? ?(?:later|after|next time|another time|tomorrow)",
        ],
    ),
    meaning("fix", phrases="fix, correct, change, correct it, change it, use that, yes fix, use that one"),
    meaning(
        "it_is_right",
        phrases="""
            it is right, keep, use mine, leave it, leave am, keep mine, dont fix, dont change it, it is correct,
            no fix am, mine is right, mine is correct, that is right, mine is okay, mine is ok, my own correct,
            keep it like that, leave it like that, as i wrote it, my own is correct, no mine is correct,
            no mine is right, it is fine like that, no my own is correct
        """,
        shapes=[
            "(?:no )?(?:that one|it|that|mine|my own|the one i (?:wrote|typed|sent)|what i (?:wrote|typed)|e)"
            "(?: (?:is|be|was))? (?:right|correct|okay|ok|fine)"
        ],
    ),
    meaning(
        "single_is_right",
        phrases="""
            one name, thats all, na my name, only one name, na only one name, that is my name, it is my name,
            i have one name, i get one name, na im be that, na him be that, na my name be that, na so i dey bear
        """,
        shapes=["(?:yes |it is |that is |na )+(?:my )?(?:full |only |real |complete )*name(?: be that)?"],
    ),
)
