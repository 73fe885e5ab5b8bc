"""Greetings, thanks, politeness, short forms and numbers: what surrounds the words that matter."""

import re

from conversations.engine.vocabulary.common_words import words_of

GREETINGS = (
    "hey bot", "hi bot", "hello bot", "compliments of the season", "season greetings",
    "hw far", "hw fa", "how fa", "hw are you", "hw you dey",
    "good nite", "good eve", "gud eve",
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
    "wetin sup", "wetin happen", "how market", "long time", "happy new month", "happy sunday", "happy new year",
    "compliments",
    "top of the morning", "greetings to you", "good to meet you", "nice to meet you", "happy new week", "gm sir", "ga", "ge",
    "hi", "hello", "hey", "hi there", "hello there", "hey there", "helo", "hy", "hallo", "yo", "sup", "xup", "greetings",
    "gm",
    "good morning", "good afternoon", "good evening", "good day", "good night", "gud morning", "gud afternoon",
    "gud evening", "gud day", "morning", "afternoon", "evening", "how are you", "how are you doing", "how far", "how far na",
    "wetin dey", "wetin dey happen", "wetin dey sup", "how you dey", "how una dey", "how body", "abeg", "how now",
    "what's up",
    "whats up", "wassup", "anybody dey", "anybody there", "are you there", "una dey", "you dey there", "salam",
    "assalamu alaikum", "sannu", "ina kwana", "kedu", "bawo ni", "e kaaro", "e kaasan", "good to see you",
)  # fmt: skip
GREETING_WORDS = words_of("hi hello hey hallo morning afternoon evening night pm greetings doing")
"""One of these makes a greeting of any words of the next list."""
AROUND_GREETINGS = words_of(
    "good how are is was were you your the there here all anyone anybody everyone everybody today this day family weekend"
    " school work home hope am i fine well great dear aunty uncle friend my please online and to"
)
THANKS = (
    "thnx", "thanx", "tnx", "tanks", "tenks", "god go bless you", "god go bless una",
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
    "i have seen it", "seen", "got it", "understood", "i understand", "i hear", "i don hear", "i hear you", "amen",
    "god bless",
    "may god bless you", "god bless you all", "more blessings", "thank god", "no p", "okay no problem", "i will be back",
    "brb", "wow thanks", "thanks again", "thank you again",
    "thanks", "thank you", "thank you so much", "thank you very much", "thanks a lot", "thanks so much", "tanx", "thanx",
    "thx",
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
        "guys", "bros", "uncle", "aunty", "auntie", "teacher", "guy", "chairman", "sef", "ooo", "oooo", "then", "oga",
        "lol",
        "please", "pls", "plz", "plss", "abeg", "biko", "jare", "sir", "sirs", "ma", "ma'am", "madam", "sah", "bro",
        "boss", "o", "oo", "oh", "na", "dear", "thanks", "joor", "jor",
    }
)  # fmt: skip
"""And words after it."""

FILLERS = frozenset(
    {
        "please", "pls", "plz", "plss", "plse", "abeg", "biko", "jare", "joor", "jor", "sir", "sirs", "ma", "maam", "madam",
        "sah",
        "oga", "boss", "o", "oo", "ooo", "oh", "sef", "just", "kindly", "actually", "really", "quickly", "dear", "bro",
        "bros",
        "still", "even",
    }
)  # fmt: skip
"""Words that change nothing wherever they stand in a short message."""
SHORT_FORMS = {
    "u": "you", "una": "you", "ur": "your", "d": "the", "dis": "this", "dat": "that", "dem": "them", "wan": "want to",
    "wanna": "want to", "wnt": "want", "gonna": "going to", "im": "i am", "ive": "i have", "ill": "i will", "id": "i would",
    "thats": "that is", "dats": "that is", "av": "have", "whats": "what is", "its": "it is", "hows": "how is", "r": "are",
    "b": "be", "n": "and", "nd": "and",
    "wat": "what", "wats": "what is", "wht": "what", "hw": "homework", "hmwk": "homework", "hwk": "homework",
    "assgn": "assignment",
    "asgmt": "assignment", "assgmt": "assignment", "pix": "pictures", "pic": "picture", "pics": "pictures", "fotos": "photos",
    "foto": "photo", "msg": "message", "msgs": "messages", "wit": "with", "wt": "with", "bcos": "because", "nw": "now",
    "wrk": "work",
    "mi": "my",
    "mail": "email", "hav": "have", "gimme": "give me", "lemme": "let me", "snd": "send", "hlp": "help", "cancle": "cancel",
    "bk": "back", "mnu": "menu", "tok": "talk", "comot": "exit", "doen": "done", "finsh": "finish", "yess": "yes",
    "noo": "no",
    "oky": "ok", "okk": "ok", "kk": "ok", "pls": "please", "registr": "register", "havent": "have not", "cant": "can not",
    "doesnt": "does not", "hv": "have", "v": "have", "ansa": "answer", "ans": "answer", "qst": "question", "acct": "account",
    "sm1": "someone", "some1": "someone", "smbdy": "somebody", "2day": "today", "2moro": "tomorrow", "1st": "first",
    "2nd": "second",
    "3rd": "third", "gud": "good", "gd": "good", "mrng": "morning", "mornin": "morning", "evng": "evening",
    "aftrnoon": "afternoon", "nite": "night", "wey": "that", "sch": "school", "skul": "school", "skool": "school",
    "tmrw": "tomorrow", "tomoro": "tomorrow", "2mrw": "tomorrow", "yday": "yesterday", "bcs": "because", "bcoz": "because",
    "cos": "because", "dnt": "dont", "cnt": "can not", "qtn": "question", "ques": "question", "qs": "questions",
    "hmwrk": "homework", "assnt": "assignment", "assgnmt": "assignment", "acc": "account", "amt": "amount",
    "abt": "about", "frm": "from", "thru": "through", "shud": "should", "cud": "can", "wen": "when", "whr": "where",
    "sumone": "someone", "sumbody": "somebody", "yu": "you",
    "rn": "now", "naw": "now", "alredy": "already", "alrdy": "already", "b4": "before",
}  # fmt: skip
"""How words are shortened or said in Pidgin -> how the lists here write them."""
SIGNS = {
    "\N{CAMERA}": "photo", "\N{CAMERA WITH FLASH}": "photo", "\N{SELFIE}": "photo", "\N{FRAME WITH PICTURE}": "photo",
    "\N{MEMO}": "type", "\N{WRITING HAND}": "type", "\N{PENCIL}": "type", "\N{KEYBOARD}": "type",
    "\N{WHITE HEAVY CHECK MARK}": "done", "\N{HEAVY CHECK MARK}": "done",
    "\N{CROSS MARK}": "no", "\N{THUMBS DOWN SIGN}": "no",
}  # fmt: skip
"""What a message of nothing but that sign says to a question with choices. Thumbs up is the engine's own matter."""
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
        "does", "down", "good", "food", "mood", "find", "kind", "fund", "mans", "men", "tape", "tyre", "hype", "ripe",
        "photon",
        "proton", "class", "glass", "grass", "chase", "change", "charge", "orange", "range", "chance", "king", "ring",
        "other",
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
