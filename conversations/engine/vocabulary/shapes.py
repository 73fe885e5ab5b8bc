"""Shapes of whole messages in plain spelling: small closed grammars for what people say in too many ways to list.

Written as the plain form writes: `una` is `you`, `wan` is `want to`, `comot` is `exit`, no `please` and no apostrophes.
"""

_SMALL = (
    "i|you|we|me|us|my|our|here|there|the|a|an|it|am|this|that|na|dey|go|will|would|want|need|to|do|send|take|get|have|for|by|with|and"
    "|use|of|now|can|let|make|is|be|e|don|one|only|all|option|way|choose|message|questions?|as|in|instead|better|prefer"
)


def _around(words: str, small: str = _SMALL) -> str:
    """One of the words, with nothing but small words around it."""
    return f"(?:(?:{small}) )*(?:{words})(?: (?:{small}))*"


_PAGES = "(?:photo|picture|image|page|question|line|text|one)s?"
SHAPES: dict[str, str] = {
    "done": (
        _around(
            "done|finish|finished|complete|completed",
            "i|we|am|have|don|dey|it|na|all|with|sending|send|snap|snapping|type|typing|write|writing|uploading|upload"
            "|everything|photos|pictures|pages|now|the|my|is|e|already",
        )
        + f"|(?:no|not any|there is no|nothing)(?: (?:more|other|another|again))? {_PAGES}(?: again| left)?"
        "|(?:that|na|those|these|this)(?: (?:will be|is|are|be))?(?: only)?"
        " (?:all|everything|it|that|the end)(?: (?:for now|the|my|pages?|photos?|pictures?|i have|i get))*"
    ),
    "remove_last": (
        "(?:cancel|remove|delete|undo|exit|drop|erase|take out)(?: (?:the|that|my|this))* (?:last|latest)"
        "(?: (?:one|photo|picture|image|page|snap|line))?"
    ),
    "send": _around(
        "send|submit|proceed|forward|sent",
        "yes|i|you|we|it|am|this|that|them|to|the|my|homework|assignment|questions?|tutors?|teachers?|now|can|will|want|go|ahead"
        "|ok|okay|and|like|all|is|complete|correct|fine|good|sure|be|make|let|na|so|everything|everybody|oya|sharp|should be"
        "|with",
    ),
    "photos": _around("photos?|pictures?|images?|snap|snaps|snapped|snapshots?|screenshots?|camera|scan"),
    "type_it": _around("type|typing|typed|text|texting|write|writing|written|words|keyboard"),
    "other": (
        "(?:my )?(?:own|subject|it|e)?(?: \\w+)? ?(?:no dey|not|is not|isnt)(?: \\w+){0,2}"
        " (?:list|there|here|among|inside|shown)"
    ),
    "edit": (
        "i (?:forgot|forget|missed|left out)(?: (?:something|one|to add|a|some|the|part|thing))*"
        "|remove(?: (?:one|some|the|a|something|photo|picture|line|page|part))+|"
        "(?:change|edit|correct|modify|fix|adjust)(?: (?:the|my|this|some))*"
        " (?:question|text|line|photo|picture|homework|assignment|thing|mistake|part)s?"
    ),
    "add_more": f"add(?: (?:more|another|a|one|one more|some|the))* {_PAGES}",
    "change_subject": "(?:i )?(?:(?:picked|chose|choose|pick|selected|select|don choose) )?(?:the )?wrong subject"
    "|(?:change|edit|correct)(?: \\w+)? subject",
    "cancel": (
        "(?:i )?(?:no|dont|do not)(?: (?:want|need|do|go))?(?: (?:to|it|am|this|do|send|pay|continue|save|register))*"
        " (?:again|any ?more)"
        "|i (?:don|have|just)? ?(?:change|changed) my mind"
        "|(?:stop|cancel|end|quit|leave|forget) (?:this|the|my) (?:homework|assignment|registration|thing|process|payment)"
        "|i (?:don|am) tired?"
    ),
    "cancel_request": (
        "(?:withdraw|cancel|take back)(?: (?:the|my|this|that|it|am))*(?: (?:homework|assignment|question|request|work))?"
    ),
    "change": (
        "(?:there is |i see |i make |i made |e get |i get )?(?:a |one |some )?(?:mistake|error)s?"
        "(?: (?:dey|is there|there|inside|in it|in my \\w+))*"
        "|(?:my|the) (?:name|class|email)(?: \\w+)? (?:not correct|wrong|incorrect|no correct|not right)"
    ),
    "save": _around(
        "save",
        "yes|everything|fine|correct|good|it|all|the|my|details|information|is|are|am|now|you|can|go|ahead|and|i|want|to|oya|this|that|okay|ok|so",
    )
    + "|i (?:agree|accept)(?: (?:to|with))?(?: (?:the|your|all))* (?:terms?|conditions?|terms and conditions)",
    "skip": (
        "(?:i )?(?:no|dont|do not|never)(?: \\w+){0,2} (?:email|mail|gmail|email address|one)(?: \\w+)?"
        "|(?:maybe|i will do it|i will add it|add it|i go add am)? ?(?:later|after|next time|another time|tomorrow)"
    ),
    "it_is_right": (
        "(?:no )?(?:that one|it|that|mine|my own|the one i (?:wrote|typed|sent)|what i (?:wrote|typed)|e)(?: (?:is|be|was))?"
        " (?:right|correct|okay|ok|fine)"
    ),
    "single_is_right": "(?:yes |it is |that is |na )+(?:my )?(?:full |only |real |complete )*name(?: be that)?",
    "how_to_pay": (
        "(?!.*(?:cancel|stop|refund|paid|later|tomorrow|homework))"
        "(?:how|where|which|what|wetin|can|should|may|must)(?: \\w+){0,4}"
        " (?:pay|transfer|ussd|card|account number|account|bank|payment|cash)(?: (?!again)\\w+){0,3}"
    ),
    "start_over": (
        "(?:delete|remove|clear|cancel|erase|discard)(?: (?:them|it))? all(?: (?:of them|the photos|the pictures|photos))?"
    ),
    "later": (
        "(?:(?:i|we|let me|he|she|they)? ?(?:will|go|can|want to)? ?(?:pay|do it|do am|send it)?(?: it| am)? ?)"
        "(?:later|tomorrow|tonight|soon|next (?:week|month|time)|this (?:evening|night|weekend|week)|in the evening|at night"
        "|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|by evening)"
        "|(?:when|until|till|once|after) (?:my \\w+|i|we|he|she)"
        "(?: (?:will|go|don|have|has))?"
        " (?:come|comes|get|gets|see|sees|give|gives|return|returns|come back|comes back|send|sends)(?: \\w+){0,3}"
    ),
    "try_again": (
        "(?!.*open)(?:the |your |this )?link(?: \\w+){0,2}"
        " (?:no work|not work|not working|no dey work|didnt work|did not work|expired?|bad|broken|dead|spoil|fail|failed)"
        "(?: \\w+)?"
        "|i (?:lost|lose|cant find|can not find|no see|dont see|deleted|delete)(?: (?:the|my|your))* link"
        "|(?:send|give|resend|want|need|get)(?: me)?(?: (?:the|a|another|new|that|payment|pay))* link(?: again)?"
    ),
    "pay_homework": ("(?:pay )?(?:for )?(?:only )?this (?:one|homework|question|assignment)(?: only| alone)?"),
}
"""Shapes of choices, by the action's name. Never in free text."""

_WORK = "(?:homework|home work|assignment|question|answer|solution|work|tutor)s?"
INTENTS: dict[str, str] = {
    "status": (
        "(?:how far(?: with| for)?|when (?:una |you )?(?:will|go|fit)"
        "(?: finish| send| answer| solve)?|where(?: is)?|what is happening (?:with|to)"
        "|wetin (?:dey )?(?:happen|concern)(?: (?:to|with))?"
        "|what about|is|has|have you|you never|you don|(?:i (?:am|have been|dey) )?waiting for|i never see"
        "|i have not seen|any update on"
        "|(?:track|check|follow|trace)(?: on| up| up on)?)"
        f"(?: done| finished| solved| answer| answered| do| seen)?(?: it)? my {_WORK}"
        "(?: (?:been done|been solved|been answered"
        "|ready|done|finished|solved|come|coming|dey|reach|land|enter|be ready|be done|be answered|be solved|don ready|don land"
        "|don come|yet|now))*"
        f"|(?:my |the )?{_WORK}(?: (?:has|have|is|e))? (?:never|no|not|dont|still not)"
        " (?:come|ready|reach|reach me|enter|land|show|done|answered|solved)(?: yet)?"
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
        "|need|pay|charge|collect|cost|dey|money|now|per"
        "|the|a|an|one|each|per|your|this|my|monthly|month|plan|subscription|question|homework|assignment|service))+"
        "|(?:is|e) (?:it|this|your service)? ?(?:expensive|costly|cheap|too much)|e cost"
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
        "(?:want |need )?(?:a |my )*(?:money back|refund)(?: (?:my money|me|now))*"
        "|(?:the|my|your|this|you) (?:answer|solution|tutor|work)(?: \\w+)?(?: (?:is|was|be|na|no|not))+"
        " (?:wrong|bad|incorrect|correct|good|complete|clear|try|right)"
        "|who (?:can|should|will|do|go) i (?:talk|speak|complain|report|meet|call)(?: to| with)?"
        "|help ?(?:line|desk|cent(?:er|re))|hot ?line"
        "|(?:customer care|customer service|support|phone|your|contact) (?:number|line)"
        "|(?:need )?help from (?:a )?(?:person|human|someone|somebody)"
        "|(?:talk|speak|chat|yarn)(?: (?:to|with))?(?: a| an| the| your| one| real)*"
        " (?:person|people|human|someone|somebody|anybody|agent|manager|boss|admin|staff|owner|team|customer care)"
        "|(?:have|make|lay|lodge|get|i (?:have|get))(?: a| an| one| some)? (?:complaint|issue|problem)s?"
        "(?: to (?:make|report))?"
    ),
    "stop": (
        "(?:no|dont|do not|stop) (?:dey |ever )?(?:text|texting|message|messaging|disturb|disturbing|chat|call|calling) me"
        "(?: (?:again|any ?more|now|at all))*"
        "|(?:i )?(?:dont|do not|no) (?:want|wan|need)(?: to get)?(?: your| you| any| more| these)*"
        " (?:messages?|texts?)(?: again| anymore)*"
        "|stop(?: all| these| your| the| sending| me)* (?:messages?|texts?)(?: again| now)*"
    ),
    "paid": (
        "(?:(?:check|confirm)(?: it| am)? )?(?:(?:my|me and my) (?:mum|mummy|mom|dad|daddy|father|mother|sister|brother|uncle"
        "|aunty|parents?|guardian|friend) |i |they |he |she )?(?:have |has |don |did |already )*"
        "(?:paid|pay|sent|transferred|transfer|made|make|done|do)(?: (?:the|my|you))?"
        " (?:money|payment|cash|fee|transfer|n?\\d[\\d,]*|naira)(?: (?:money|naira|now|already|today|finish))*"
        "|(?:i |they |we )?(?:have |don |was |were )*(?:paid|debited|been debited|debit)(?: me| my account)?"
        "(?: (?:with|from|through|by) (?:my |the )?(?:\\w+ )?(?:card|transfer|ussd|account|bank|phone))"
        "|(?:my account|account|my card|they|i|me)(?: \\w+)? (?:has been|have been|was|is|have|don)? ?(?:debited|debit)(?: me)?"
        "|(?:(?:check|confirm)(?: it| am)? )?(?:my (?:mum|mummy|mom|dad|daddy|father|mother|sister|brother|uncle|aunty|parents?"
        "|guardian|friend)|i|they|we) (?:have |has |don |done |already |just )*(?:paid|pay)"
        "(?: for (?:it|this|am|my homework|the homework|me)| you)?(?: already| now| today| finish| yesterday)*"
        "|(?:payment|money|alert|transfer) (?:don|has|have|is)(?: been)?"
        " (?:enter|land|drop|go|done|sent|made|entered|successful|complete|completed)"
    ),
    "menu": "(?:what are |show |see )(?:me )?(?:all )?(?:the |your |my )*(?:options|choices|services|things you can do)",
    "faq": "questions? and answers?",
    "how_it_works": "how (?:can|do|does|should|will|go)? ?(?:i|it|this|you|we|e|one)(?: (?:dey|go|can))*"
    " (?:work|use|operate)(?: (?:this|it|am|the app|the service|you))?"
    "|(?:explain|tell me|know|understand) how (?:this|it|the|una)(?: thing| app| service)?(?: dey)? works?",
}
"""The shapes of whole messages that ask for a thing of the menu, in plain spelling; idle only."""
