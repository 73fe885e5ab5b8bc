"""Greetings and thanks."""

from conversations.engine.vocabulary.meaning import meaning, topic, words_of

GREETING = meaning(
    "greeting",
    phrases="""
        sannu, kedu, wassup, salam, abeg, morning, afternoon, evening, gm, hi, hello, hey, helo, hy, hallo, yo, sup,
        xup, greetings, ga, ge, compliments, heya, hai, howdy, wagwan, whatsup, jambo, habari, mambo, hujambo, sawubona,
        dumela, akwaaba, namaste, ciao, marhaba, hullo, hiya, shalom, bonjour, bonsoir, salut, hola, ola, salaam,
        assalamualaikum, barka, nno, nnoo, kachifo, ekaasan, ekaale, bawo, bawoni, pele, ndewo, goodmorning,
        goodafternoon, goodevening, goodday, ekaro, ekaaro, ekasan, assalamu alaikum, ina kwana, bawo ni, e kaaro,
        e kaasan, anybody dey, anybody there, you dey, wetin dey, how body, how now, good evening, good day, how far,
        good morning, good afternoon, good night, hi there, hello there, hey there, wetin sup, wetin happen, how market,
        long time, happy sunday, wats good, buenos dias, guten tag, guten morgen, salaam alaikum, salamu alaikum,
        ina wuni, ina yini, salama alaikum, salam alaikum, ututu oma, ehihie oma, mgbede oma, e kaale, e karo, e kasan,
        how family, i greet, i hail, good moring, how work, how everything, how today, you there, anyone there,
        anyone here, somebody dey, hello everyone, hello all, hello tutor, hi tutor, hello tutorline, hi tutorline,
        good eve, hw far, hw fa, how fa, hey bot, hi bot, hello bot, season greetings, what is up, are you there,
        you dey there, wetin dey happen, wetin dey sup, how you dey, how are you, greetings to you, happy new week,
        happy new month, happy new year, as salamu alaykum, barka da safe, barka da yamma, barka da rana, i boola chi,
        sannu da zuwa, e ku irole, e ku ise, se daadaa ni, i dey greet, i hail you, well done o, how is work,
        how is everything, are you online, is anyone there, is anybody there, hw are you, hw you dey, good to see you,
        how are you doing, top of the morning, good to meet you, nice to meet you, wetin dey happen now,
        peace be unto you, assalamu alaikum wa rahmatullah, kedu ka i mere, how is your day, how was your day,
        how you dey now, how you dey today, how is it going, compliments of the season
    """,
)
GREETING_WORDS = words_of("hi hello hey hallo morning afternoon evening night pm greetings doing")
"""One of these makes a greeting of any words of the next list."""
AROUND_GREETINGS = words_of(
    "good how are is was were you your the there here all anyone anybody everyone everybody today this day family weekend"
    " school work home hope am i fine well great dear aunty uncle friend my please online and to"
)
THANKS = meaning(
    "thanks",
    phrases="""
        great, wow, daalu, nagode, bye, goodbye, later, noted, ty, tnx, weldone, thx, thanks, tanx, thanx, brb, seen,
        understood, amen, danke, shukran, jazakallah, ese, imela, dalu, odabo, merci, gracias, cool, awesome, wonderful,
        amazing, haha, hahaha, nice, appreciated, welcome, grateful, thnx, tanks, tenks, nice one, e se, i see,
        god bless, i appreciate, well done, thank you, thanks again, more blessings, thank god, no p, got it,
        i understand, i hear, jazakallahu khairan, e seun, ese gan, take care, o dabo, sai anjima, see you, you try,
        very good, good job, good work, appreciate it, youre welcome, much appreciated, many thanks, ok thanks,
        okay thanks, alright thanks, you do well, god bless you, thanks a lot, thanks so much, thank you again,
        okay no problem, i don hear, i hear you, ka chi fo, see you later, see you tomorrow, you don try, you are good,
        i dey grateful, you are welcome, i am grateful, thank you all, thanks a million, thank you so much,
        thank you very much, may god bless you, god bless you all, i will be back, i have seen it, i don see am,
        have a nice day, have a great day, you are the best, thanks for the help, thank you for everything,
        thanks for your help, god go bless you, thank you for your help, thank you very very much
    """,
    topics=[
        topic(
            "thank thanks bless grateful appreciate",
            without="paid pay send sent submit need want can could but not no wrong when how where why yet another new more"
            " homework assignment solve ask stop price cost",
        )
    ],
)
