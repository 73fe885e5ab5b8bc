"""Homework from the wish to send one to its answer: subject, photos or text, the last look, and what has become of it."""

from conversations.engine.vocabulary.groups import ANSWER, ANSWERED, GIVEN_WORK, NOT, OTHERS, SUBJECT, WORK
from conversations.engine.vocabulary.meaning import EARLY, FIRST, meaning, topic
from conversations.engine.vocabulary.moves import CANCEL

_WORKS = "(?:homework|home work|assignment|question|answer|solution|work|tutor)s?"
_SCHOOL = "maths?|mathematics|english|physics|chemistry|biology|economics|government|literature"

HOMEWORK = meaning(
    "homework",
    phrases="""
        homework, questions, question, assignment, exercise, ask, solve, classwork, assignments, homeworks,
        new question, ask question, send assignment, submit homework, home work, send homework, new homework,
        new assignment, ask something, start homework, class work, get help, get answers, get homework,
        another homework, another question, another assignment, upload homework, upload assignment, drop assignment,
        drop homework, post homework, submit question, submit assignment, send question, do assignment, homework help,
        assignment help, do homework, next homework, next question, next assignment, i have question, i get question,
        ask a question, do my homework, do my assignment, send my homework, i get homework, i have homework,
        i have assignment, i get assignment, ask my question, start a homework, start new homework,
        send another assignment, send new homework, one more question, one more homework, send another homework,
        send another question, post a question, upload my homework, submit my assignment, submit my homework,
        submit a question, submit an assignment, send my assignment, send an assignment, send a homework,
        send a question, send my question, solve a question, do an assignment, solve my homework, solve my assignment,
        solve my question, help with homework, help with assignment, i have a question, i wan do assignment,
        help me with homework, i wan send assignment, make i send homework, i have a homework, i have an assignment,
        get my homework done, i have new homework, i get new assignment, i have another question,
        i have another assignment, i get another homework, i get another question, send a new homework,
        i have another homework, help me solve question, help with an assignment, help with my homework,
        help with my assignment, help me with my assignment, help me do my assignment, help me do my homework,
        help me with my homework, i want to send homework, i want to submit homework, do my homework for me,
        do my assignment for me, i get homework to do, i have homework to do, help me solve my homework,
        help me solve a question, help me solve my assignment, assist me with my homework, i want to ask a question,
        i want to send my homework, you help me with my homework
    """,
    shapes=[
        "(?:have|get|got|i (?:have|get|got)|need|help(?: me)?(?: with| do| solve)?|help me out with|send|submit|do"
        "|solve|ask|finish"
        "|need (?:help|answers?|solutions?) (?:with|to|for|on)|(?:answers?|solutions?) (?:to|for|on))"
        "(?: a| an| my| some| the| new| another| this| one)*"
        f"(?: (?:{_SCHOOL}|school|science))? (?:homework|home work|assignment|class ?work|question|problem)s?"
        "(?: (?:to (?:do|send|submit|ask|solve)|for me|i want to (?:do|send|submit)))?",
        f"(?:help|assist)(?: me)? (?:with|in|on) (?:{_SCHOOL}|school work)",
    ],
    topics=[
        topic(GIVEN_WORK, without="how price pay due if why should reason good bad every", numbers=True),
        topic(
            "question questions",
            "help need needs want wants assist assistance have has get got send submit ask solve do start upload"
            " struggling teach",
            without=f"what which {OTHERS}",
            numbers=True,
        ),
        topic(SUBJECT, "help need needs assist struggling", numbers=True),
        topic(SUBJECT, "ask solve want teach", without=OTHERS, numbers=True),
        topic("submit", "want can how need where"),
        topic("solve ask", "something anything"),
        topic("school", "work", "help need assist"),
    ],
)
STATUS = meaning(
    "status",
    phrases="""
        status, update, history, progress, answers, track, don ready, any update, my answer, my homework, my homeworks,
        my assignment, homework status, my solution, old homework, previous homework, homework list, homework history,
        my assignments, my questions, my question, my answers, any news, track homework, homework update, answer ready,
        my result, my results, check homework, any answer, any reply, answer yet, is it ready, e don ready,
        where my answer, my homework progress, track my homework, where my assignment, where my homework,
        have you finished, you don finish, answer don ready, my homework ready, homework don ready, where e dey,
        check my answer, check my assignment, is it done, check my homework, any answer yet, any reply yet,
        how far my assignment, you don do am, is my homework ready, how far my homework, where is my answer,
        where is my solution, where my answer dey, where is my homework, update on my homework, status of my homework,
        status of my assignment, when e go ready, i never see answer, where my solution dey, where is the answer,
        where the answer dey, where my homework dey, where my assignment dey, where is my assignment,
        how far the homework, how far the assignment, how far my answer, have you solved it, have you done it,
        you don solve am, is my homework done, is my assignment done, is the answer ready, is my answer ready,
        is my assignment ready, my homework don ready, my assignment don ready, my answer don ready, how far with it,
        check on my homework, is it done yet, is it ready yet, is there any answer, have you finished my homework,
        how far with my homework, wetin happen to my homework, what happened to my homework,
        what happened to my assignment, wetin happen to my assignment, my answer is not ready,
        any update on my homework, any update on my assignment, any news on my homework, when my homework go ready,
        when go my answer ready, when my answer go ready, when will it be ready, i no see my answer,
        i never get my answer, i never see my answer, how far with the homework, how far for my homework,
        how far for my assignment, how far with my assignment, how far with my answer, have you done my assignment,
        have you finished my assignment, have you solved my question, have you done my homework,
        you don solve my homework, have you solved my homework, you don do my homework, you don do my assignment,
        when will my assignment be ready, when will i get the answer, when will my homework be ready,
        i have not received my answer, i have not seen my answer, when will i get my answer,
        i have not gotten my answer, what is the status of my homework
    """,
    shapes=[
        "(?:how far(?: with| for)?|when (?:una |you )?(?:will|go|fit)"
        "(?: finish| send| answer| solve)?|where(?: is)?|what is happening (?:with|to)"
        "|wetin (?:dey )?(?:happen|concern)(?: (?:to|with))?"
        "|what about|is|has|have you|you never|you don|(?:i (?:am|have been|dey) )?waiting for|i never see"
        "|i have not seen|any update on"
        "|(?:track|check|follow|trace)(?: on| up| up on)?)"
        f"(?: done| finished| solved| answer| answered| do| seen)?(?: it)? my {_WORKS}"
        "(?: (?:been done|been solved|been answered"
        "|ready|done|finished|solved|come|coming|dey|reach|land|enter|be ready|be done|be answered|be solved|don ready|don land"
        "|don come|yet|now))*",
        f"(?:my |the )?{_WORKS}(?: (?:has|have|is|e))? (?:never|no|not|dont|still not)"
        " (?:come|ready|reach|reach me|enter|land|show|done|answered|solved)(?: yet)?",
        "(?:una|you|you people|they|nobody|no one) (?:never|has not|have not|no)"
        f" (?:answer|answered|reply|replied|do|solve|send)(?: (?:me|it|am|to me|my {_WORKS}))?",
    ],
    topics=[
        topic("ask know check confirm see", "if whether", f"{ANSWERED} ready", WORK, without=OTHERS, rank=FIRST),
        topic("going happening", "what", WORK, "my our", without=OTHERS, rank=EARLY),
        topic(
            ANSWER,
            "no not never",
            "hours hour days day yet since long",
            without=f"correct clear wrong well {OTHERS} how if",
            numbers=True,
            rank=EARLY,
        ),
        topic(
            ANSWER,
            "my you yet ready come when where far any no never waiting seen see check done coming there still",
            without=f"{SUBJECT} need want help {OTHERS}",
        ),
        topic(
            WORK,
            "news update updates ready status far waiting track progress finished done solved yet did received receive marked"
            " seen happened happen see answered attended treated reached looked look checked",
            without=f"need want help {OTHERS}",
        ),
        topic(
            ANSWERED,
            NOT,
            "you me una nobody anyone tutor tutors teacher they",
            without=f"how what {SUBJECT} {OTHERS} money paid",
        ),
        topic(ANSWERED, "when how", "you me una my", without=f"how much pay {OTHERS} do what"),
        topic(
            ANSWERED,
            "have has don did",
            "you una it tutor tutors teacher they anybody anyone",
            without=f"i how much what why money {OTHERS}",
        ),
        topic("waiting", "still been since long", without=OTHERS),
    ],
)

CHOICES = (
    meaning(
        "other",
        phrases="""
            other, others, more, another, another one, not listed, not here, another subject, different subject,
            see more, not there, other subjects, other one, more subjects, something else, something different,
            different one, other subject, none of these, none of them, e no dey, a different one, not in the list,
            not on the list, my subject no dey, none of the above, my own no dey, e no dey there, i dont see my subject,
            i cant find my subject, i no see my subject, my subject is not there, my subject is not here,
            my own is not there
        """,
        shapes=[
            "(?:my )?(?:own|subject|it|e)?(?: \\w+)? ?(?:no dey|not|is not|isnt)(?: \\w+){0,2}"
            " (?:list|there|here|among|inside|shown)"
        ],
    ),
    meaning(
        "change_subject",
        phrases="change subject, subject, wrong subject, another subject, change the subject",
        shapes=[
            "(?:i )?(?:(?:picked|chose|choose|pick|selected|select|don choose) )?(?:the )?wrong subject",
            "(?:change|edit|correct)(?: \\w+)? subject",
        ],
        topics=[
            topic(
                "subject",
                "wrong change changed changing edit another different mistake picked chose selected not",
                without="question questions list there",
            ),
            topic(SUBJECT, "not should meant", "is be it i", without="question questions add"),
        ],
    ),
    meaning("back", phrases="change subject, wrong subject, another subject, change topic, another topic, change the subject"),
    meaning(
        "cancel_request",
        also=[CANCEL],
        phrases="""
            cancel request, withdraw, cancel assignment, take back, cancel homework, withdraw homework,
            withdraw request, withdraw it, cancel my assignment, cancel the homework, withdraw my homework,
            cancel my request, cancel the request, cancel my homework
        """,
        shapes=[
            "(?:withdraw|cancel|take back)(?: (?:the|my|this|that|it|am))*(?: (?:homework|assignment|question|request|work))?"
        ],
    ),
    meaning("cancel_yes", phrases="yes, withdraw, cancel, yes withdraw, yes cancel"),
    meaning(
        "solution_clear",
        phrases="yes, clear, understood, all clear, i understand, e clear, it is clear, i don understand",
    ),
    meaning("solution_explain", phrases="explain, explain more, explain better, more explanation, not clear, e no clear"),
)
