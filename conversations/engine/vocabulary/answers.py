"""Plain answers to a question: yes, no, keep it, later."""

from conversations.engine.vocabulary.groups import DAYS, PROOF
from conversations.engine.vocabulary.meaning import meaning, topic

_PERSON_WHO_PAYS = (
    "mum mummy mom mama mother dad daddy papa father parent parents guardian uncle aunty auntie brother sister family"
)

CHOICES = (
    meaning(
        "yes",
        phrases="""
            yes, proceed, ehen, beeni, sharp, right, true, alright, sure, correct, oya, y, yea, yeah, yh, yep, yup, ya,
            ok, okay, k, eh, aye, oui, si, eeh, ehn, exactly, indeed, alrighty, confirm, confirmed, agreed, agree,
            accept, okey, okie, okayy, absolutely, definitely, yas, ye, yessir, go ahead, do am, it is, i agree,
            all right, of course, na so, na him, no wahala, no problem, no qualms, e correct, na correct, hmm yes,
            sure thing, for sure, do it, na true, na am, na im, all correct, i confirm, i accept, i do, make we go,
            it is correct, that is right, i am sure, e dey correct, e correct well, everything is correct, yes i want,
            yes i agree, yes it is, yes i do, yes i am, all is correct, make you do am, yes it is correct,
            yes that is correct
        """,
    ),
    # Praise is a yes, but not to a question that sends, saves or throws away for good.
    meaning(
        "content",
        phrases="""
            good, fine, perfect, looks good, all good, very good, everything is good, all is well, it is good
        """,
    ),
    meaning(
        "no",
        phrases="""
            no, n, nope, nah, mba, rara, wrong, non, dont, incorrect, nay, naa, nop, never, not correct, at all,
            not really, no need, e wrong, not right, do not, no no, no am, i disagree, not yet, i dont, e no correct,
            it is wrong, no thank you, i no want, i don't want, no be so, no be am, nothing like that, that is wrong,
            it is not, no at all, no need again, no i dont, i no dey, i no gree, i do not want, no it is not,
            e no dey correct, it is not correct, it is not right
        """,
    ),
    meaning("keep", phrases="keep, continue, same, maintain, leave it, the same, keep subject, same subject"),
    meaning(
        "later",
        phrases="""
            later, tomorrow, no money, not ready, another time, not yet, not today, not now, pay later, pay tomorrow,
            next time, some other time, i have no money, i dont have money, when i get money, i am not ready,
            i never get money, i no get money, i will pay tomorrow, i go pay tomorrow, i no get money now
        """,
        shapes=[
            "(?:(?:i|we|let me|he|she|they)? ?(?:will|go|can|want to)? ?(?:pay|do it|do am|send it)?(?: it| am)? ?)"
            "(?:later|tomorrow|tonight|soon|next (?:week|month|time)|this (?:evening|night|weekend|week)|in the evening"
            "|at night|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|by evening)",
            "(?:when|until|till|once|after) (?:my \\w+|i|we|he|she)(?: (?:will|go|don|have|has))?"
            " (?:come|comes|get|gets|see|sees|give|gives|return|returns|come back|comes back|send|sends)(?: \\w+){0,3}",
        ],
        topics=[
            topic(
                _PERSON_WHO_PAYS,
                "when until till once after before ask tell inform meet call wait waiting",
                without=PROOF,
            ),
            topic(DAYS, "pay do send transfer try till until by give when", without=f"{PROOF} how why"),
            topic("tomorrow tonight later today", "morning evening afternoon night", without=PROOF),
            topic("next", "week month time", without=PROOF),
            topic(
                "no dont havent not", "money cash funds balance", "have get got with enough", without=f"seen received {PROOF}"
            ),
            topic("when until till once", "money salary cash", "get have see", without=PROOF),
        ],
    ),
)
