"""The small words around those that matter: politeness, short forms, signs and numbers, and what is no slip of the finger."""

import re

from conversations.engine.vocabulary.meaning import words_of

POLITE_BEFORE = words_of(
    "plse pleas pleasee plis abegi abeggi ejoo ejo mbok dear sorry uncle aunty auntie teacher guy guys chairman bros"
    " well so oh ah ahh alright please pls plz plss abeg biko jare oga bro boss just kindly oya sir ma madam ok okay"
)
"""Words before a message that change nothing about what it asks for."""
POLITE_AFTER = words_of(
    "plse pleas pleasee plis abegi ejoo ejo tanx thanx thx tnx ty guys bros uncle aunty auntie teacher guy chairman"
    " sef ooo oooo then oga lol please pls plz plss abeg biko jare sir sirs ma ma'am madam sah bro boss o oo oh na"
    " dear thanks joor jor"
)
"""And words after it."""
FILLERS = words_of(
    "please pls plz plss plse abeg biko jare joor jor sir sirs ma maam madam sah oga boss o oo ooo oh sef just kindly"
    " actually really quickly dear bro bros still even"
)
"""Words that change nothing wherever they stand in a short message."""
SHORT_FORMS = {
    "u": "you", "una": "you", "ur": "your", "d": "the", "dis": "this", "dat": "that", "dem": "them", "wan": "want to",
    "wanna": "want to", "wnt": "want", "gonna": "going to", "im": "i am", "ive": "i have", "ill": "i will", "id": "i would",
    "thats": "that is", "dats": "that is", "av": "have", "whats": "what is", "its": "it is", "hows": "how is", "r": "are",
    "b": "be", "n": "and", "nd": "and", "wat": "what", "wats": "what is", "wht": "what", "hw": "homework",
    "hmwk": "homework", "hwk": "homework", "assgn": "assignment", "asgmt": "assignment", "assgmt": "assignment",
    "pix": "pictures", "pic": "picture", "pics": "pictures", "fotos": "photos", "foto": "photo", "msg": "message",
    "msgs": "messages", "wit": "with", "wt": "with", "bcos": "because", "nw": "now", "wrk": "work", "mi": "my",
    "mail": "email", "hav": "have", "gimme": "give me", "lemme": "let me", "snd": "send", "hlp": "help", "cancle": "cancel",
    "bk": "back", "mnu": "menu", "tok": "talk", "comot": "exit", "doen": "done", "finsh": "finish", "yess": "yes",
    "noo": "no", "oky": "ok", "okk": "ok", "kk": "ok", "pls": "please", "registr": "register", "havent": "have not",
    "cant": "can not", "doesnt": "does not", "hv": "have", "v": "have", "ansa": "answer", "ans": "answer",
    "qst": "question", "acct": "account", "sm1": "someone", "some1": "someone", "smbdy": "somebody", "2day": "today",
    "2moro": "tomorrow", "1st": "first", "2nd": "second", "3rd": "third", "gud": "good", "gd": "good", "mrng": "morning",
    "mornin": "morning", "evng": "evening", "aftrnoon": "afternoon", "nite": "night", "wey": "that", "sch": "school",
    "skul": "school", "skool": "school", "tmrw": "tomorrow", "tomoro": "tomorrow", "2mrw": "tomorrow", "yday": "yesterday",
    "bcs": "because", "bcoz": "because", "cos": "because", "dnt": "dont", "cnt": "can not", "qtn": "question",
    "ques": "question", "qs": "questions", "hmwrk": "homework", "assnt": "assignment", "assgnmt": "assignment",
    "acc": "account", "amt": "amount", "abt": "about", "frm": "from", "thru": "through", "shud": "should", "cud": "can",
    "wen": "when", "whr": "where", "sumone": "someone", "sumbody": "somebody", "yu": "you", "rn": "now", "naw": "now",
    "alredy": "already", "alrdy": "already", "b4": "before",
}  # fmt: skip
"""How words are shortened or said in Pidgin -> how the lists here write them."""
SIGNS = {
    "\N{CAMERA}": "photo", "\N{CAMERA WITH FLASH}": "photo", "\N{SELFIE}": "photo", "\N{FRAME WITH PICTURE}": "photo",
    "\N{MEMO}": "type", "\N{WRITING HAND}": "type", "\N{PENCIL}": "type", "\N{KEYBOARD}": "type",
    "\N{WHITE HEAVY CHECK MARK}": "done", "\N{HEAVY CHECK MARK}": "done",
    "\N{CROSS MARK}": "no", "\N{THUMBS DOWN SIGN}": "no",
}  # fmt: skip
"""What a message of nothing but that sign says to a question with choices. For a thumbs-up see `understanding.choices`."""
RIGHT_WORDS = words_of(
    "want need like please make show open check with this that have help would could should where when what send take"
    " from about"
)
"""Words that are right beside those of the phrases that could be meant."""
NO_SLIPS = words_of(
    "bank book look shop step held hell pack lack rack mean mend test next lend sand bend tend mind post last past"
    " pair laid said load loan clan plane plain agents snip slip ship skin stay star stat ended wait hold well hills"
    " hill nice rice cast coast lost most host free feel feet flee price pride prize late rate gate date save have"
    " gave wave cave same game came nine line mine done gone bone none does down good food mood find kind fund mans"
    " men tape tyre hype ripe photon proton class glass grass chase change charge orange range chance king ring other"
    " mother order over ever music hand band land begin being stops cancels heap helps"
)
"""Right words that only look like a slip in one of ours."""

NUMBER = re.compile(
    r"^(?:(?:number|num|no|option|opt|choice|item|#) ?)?\.? ?(\d{1,2}) ?(?:st|nd|rd|th|[.)])?(?: (?:one|option))?$"
)
NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        [
            ("one", "first", "the first", "first one", "the first one"),
            ("two", "second", "the second", "second one", "the second one"),
            ("three", "third", "the third", "third one", "the third one"),
            ("four", "fourth"),
            ("five", "fifth"),
            ("six", "sixth"),
            ("seven", "seventh"),
            ("eight", "eighth"),
            ("nine", "ninth"),
            ("ten", "tenth"),
        ],
        start=1,
    )
    for word in words
}
