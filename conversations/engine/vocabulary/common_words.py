"""The common words of talk between a student or parent and a help desk: what may stand around the words of a request.

None of them is a word of school work (`define`, `calculate`, `passage`): a message in which such a word stands is no request.
"""

import re

from conversations.engine.vocabulary.meaning import words_of

PERSONAL = words_of("i you me my your we us our mine am myself yours una")
OTHERS = words_of("he she they him her his their them people student students man woman boy girl children")
"""Of whom exercises tell; a student who asks for somebody else says `my son`."""
_PEOPLE = (
    " he she they them him her his their it its everyone everybody anybody anyone somebody someone nobody people person"
    " child children kid kids son sons daughter daughters brother brothers sister sisters mum mummy mom mama mother dad"
    " daddy papa father parent parents guardian uncle aunty auntie cousin friend friends ward wards boy girl family teacher"
    " teachers lesson tutor tutors sir ma madam sirs oga boss dear student students human agent agents bot robot staff team"
    " company guys man woman baby others self herself himself both"
)
_SMALL = (
    " is are was were be been being do does did doing done don dey de go going gone went will would can could should shall"
    " may might must have has had having get got gets getting the a an this that these those some any no not never none nor"
    " dont doesnt didnt isnt arent wasnt cant couldnt wont wouldnt havent hasnt hadnt shouldnt aint cannot for to of per"
    " with without in into on onto at by from off up down out over about around through under between and or but so if then"
    " than as because since while until till when where what which who whose whom why how wetin wey all each every much many"
    " more most less few lot lots plenty only just even also too very really quite else same another other new old first"
    " second third last next one two three four five six seven eight nine ten once twice double here there now again yet"
    " still already always ever soon later today tomorrow yesterday tonight ago early late before after long short back away"
    " together instead maybe perhaps actually finally exactly far near like well good better best bad okay ok fine great"
    " nice right alright yes yeah yea yep nope sure oh ah eh ehn abeg please oya biko o oo na sef sha shey abi nko fit wan"
    " sabi una dem am im e gimme own true real hi hello hey greetings thanks thank sorry"
)
_TIME = (
    " time times minute minutes hour hours day days week weeks weekend month months monthly weekly daily year term session"
    " morning afternoon evening night midnight noon monday tuesday wednesday thursday friday saturday sunday moment while"
    " deadline period date"
)
_VERBS = (
    " want wants wanted need needs needed let lets make makes made take takes took taken taking give gives gave given giving"
    " send sends sent sending tell tells told telling know knows knew say says said saying see sees saw seen seeing look"
    " looking looks ask asks asked asking help helps helped helping come comes came coming start started starting begin"
    " opened opening close try tries tried trying use using used find found put keep keeps kept keeping wait waits waited"
    " waiting show shows showed showing work works worked working call calls called calling talk talking talked speak"
    " speaking spoke chat chatting reach meet hear heard think thought believe feel understand understood understands"
    " remember forget forgot forgotten happen happens happened happening like love stop leave left stay bring brought buy"
    " bought submit submitted submitting finish finished finishing complete completed confirm confirmed receive received"
    " receiving enter entered entering land landed drop dropped reply replied respond responded answer answered answering"
    " mark marked solve solved solving solves check checked checking follow assist assistance join joined joining add added"
    " change changed changing cancel continue pay paid pays paying owe charge charged charging cost costs connect assign"
    " assigned treat treated attend attended expect expecting supposed promise promised suppose deal deliver delivered hold"
    " allow allowed accept accepted move moved stuck click clicked press pressed tap choose chose pick picked select"
    " selected type typed typing snap snapped upload uploaded uploading write wrote written remain remains remaining miss"
    " missed missing seem seems appear appeared disappear disappeared reset login register registered sign notice noticed"
    " explained teach taught learn learning struggling failing passed pass"
)
_THINGS = (
    " thing things something anything nothing everything way ways stuff part place name number phone line whatsapp app"
    " website site service services platform page message messages chat school class classes exam exams test tests home"
    " money naira cash account link card bank info information details reason problem problems issue issues question"
    " questions homework homeworks assignment assignments classwork project work exercise answer answers solution solutions"
    " reply replies response result results feedback update news status photo photos picture pictures image images pic pics"
    " text texts offer offers price prices fee fees plan plans package packages subscription sub option options sch note"
    " notes book books subject subjects topic correction corrections list support care customer"
)
_FEELINGS = (
    " urgent urgently asap fast quick quickly slow tired serious seriously happy angry annoyed worried confused confusing"
    " hard difficult easy free wrong wrongly mistake error correct clear ready available interested able possible online"
    " active nonsense rubbish wahala stress"
)
_MONTHS = " january february march april may june july august september october november december"
_TOOLS = " code network data airtime gotten browser address loading load totally completely absolutely"
COMMON = words_of(_MONTHS + _TOOLS + _PEOPLE + _SMALL + _TIME + _VERBS + _THINGS + _FEELINGS)
"""Words that may stand around what a request is about."""
SUBJECTS = words_of(
    "maths math mathematics english physics chemistry biology economics government literature geography further"
    " accounting commerce agric civic history french science yoruba igbo hausa ict computer basic"
)
IMPERSONAL = re.compile(r"(?:what (?:is|are|do|does)|find|how many|who|state|define|use|explain why|he|she|they|it|when)\b")
"""How exercises begin: a request that begins so says whose matter it is (`what is your charge`)."""
EXERCISE = re.compile(r"(?:if|because|suppose|let(?! me| us)|list|mention|outline|discuss)\b")
"""How exercises begin, and no request."""
