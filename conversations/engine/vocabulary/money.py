"""Money: what it costs, plans, how to pay, and having paid."""

from conversations.engine.vocabulary.groups import OTHERS, PROOF, REFUSAL, WORK
from conversations.engine.vocabulary.meaning import LATE, meaning, topic

_NOT_OTHERS = f"{OTHERS} each did was were left remain remaining"
_FAMILY = "mum|mummy|mom|dad|daddy|father|mother|sister|brother|uncle|aunty|parents?|guardian"

PRICES = meaning(
    "prices",
    phrases="""
        prices, price, cost, fee, fees, charges, amount, pricing, charge, rates, how much, na free, price list,
        your price, your prices, your fee, your fees, your charges, na how much, know your prices, know the prices,
        is it free, e dey free, you dey charge, know the price, know your price, must i pay, how you charge,
        how much be am, how much e be, wetin be the price, what is the price, how much is it, wetin be your price,
        what is the cost, what does it cost, what is the fee, what is the amount, what are your charges,
        how much be homework, how much be one, what are your prices, what is your price, how much e cost,
        how much to pay, how much is homework, how much for one, how much for homework, how much for assignment,
        how much per question, how you dey charge, how much you dey charge, how much do you charge,
        how much does it cost, how much be the price, how much does homework cost, how much be one homework,
        how much do you collect, how much i go pay, how much you dey collect, how much is your plan,
        how much is the subscription, how much is your service, how much do i pay, how much is a homework,
        how much is the homework, how much is the plan, how much for the plan, how much is one question,
        how much is one homework, how much for a homework, how much for one assignment, how much for one question,
        how much for one homework, do i have to pay, how much does one homework cost,
        how much do you charge per question, how much do you charge for homework
    """,
    shapes=[
        "(?:how much|amount|price|prices|cost|fee|charges?)(?: (?:is|be|of|for|does|do|are|you|i|we|it|go|to"
        "|need|pay|charge|collect|cost|dey|money|now|per"
        "|the|a|an|one|each|per|your|this|my|monthly|month|plan|subscription|question|homework|assignment|service))+",
        "(?:is|e) (?:it|this|your service)? ?(?:expensive|costly|cheap|too much)",
        "e cost",
        "(?:what|wetin) (?:is|are|be) (?:the|your|una) (?:price|prices|cost|fee|fees|charges?|rates?)"
        "(?: (?:for|of|per) (?:one |a )?\\w+)?",
    ],
    topics=[
        topic(
            "price prices cost costs charge charges charging fee fees expensive amount collect rates free",
            without=f"{OTHERS} each did was were debited time when late",
        ),
        topic("much", "how", without=f"{_NOT_OTHERS} remains there time have has"),
        topic(
            "much",
            "how",
            "question questions homework homeworks assignment assignments subject subjects plan",
            without=f"{_NOT_OTHERS} buy bought sell sold time answer",
            numbers=True,
        ),
        topic("weekly daily monthly yearly termly", "have has offer do you", "plan plans package packages option"),
    ],
)
PLAN = meaning(
    "plan",
    phrases="""
        plan, plans, subscription, balance, my plan, my plans, my subscription, monthly plan, my balance, my credit,
        my sub, sub status, subscription status, plan status, my current plan, my plan active, my plan don finish,
        has my plan expired, wetin be my plan, is my plan active, my plan still dey, when my plan go end,
        when does my plan end, what plan am i on, which plan am i on, when my plan go finish, when my sub go end,
        when does my plan expire, when will my plan end, when will my plan expire, when does my subscription end,
        when is my plan ending, when is my plan expiring
    """,
    shapes=[
        "(?:wetin|what|how many(?: homeworks?| questions?)?) (?:remain|remains|is left|are left|left)"
        "(?: (?:for|in|on|of) my (?:plan|sub|subscription))?",
        "(?:what|which|wetin) (?:is|be) my (?:plan|sub|subscription)",
        "when (?:will|does|go) (?:it|e|my (?:plan|sub|subscription)) (?:expire|end|finish|run out)",
    ],
    topics=[
        topic(
            "plan sub subscription",
            "my what which when how active end expire details still have check",
            without="buy want change cancel pay subscribe get new",
        ),
        topic("month monthly", "when", "end ends finish expire expires", "my"),
        topic("left remain remaining remains", "how", f"{WORK} many", without=OTHERS),
    ],
)
PAID = meaning(
    "paid",
    phrases="""
        paid, transferred, payed, payment made, payment done, i paid, don pay, paid already, done paying,
        confirm payment, check payment, payment completed, successful payment, transfer done, money sent, payment sent,
        payment successful, payment complete, i transferred, i payed, i don transfer, i have transferred, money don go,
        i have paid, i don pay, check my payment, confirm my payment, money don enter, done with payment,
        sent the money, i did transfer, i made payment, i have payed, i paid already, i already paid, alert don enter,
        don pay finish, e don enter, alert don land, i sent money, sent it already, i have made payment, i don pay am,
        i don pay already, i don pay finish, i have finished paying, i don finish payment, has my money entered,
        my money don enter, done with the payment, i am done paying, i transferred the money, i don send money,
        i don make payment, i don do transfer, i have done transfer, i have sent it, i don send am, i have done payment,
        i did the payment, i made the payment, i have already paid, i have paid already, money has been sent,
        i sent the money, i have sent the money, i have made the payment, i don send the money,
        have you received the money, you don see my money, you don see the money, have you seen my payment,
        have you received my payment, i have transferred the money, i have done the transfer, i have made a payment,
        i have done the payment, the money has been sent, i don send am already
    """,
    shapes=[
        f"(?:(?:check|confirm)(?: it| am)? )?(?:(?:my|me and my) (?:{_FAMILY}|friend) |i |they |he |she )?"
        "(?:have |has |don |did |already )*(?:paid|pay|sent|transferred|transfer|made|make|done|do)(?: (?:the|my|you))?"
        " (?:money|payment|cash|fee|transfer|n?\\d[\\d,]*|naira)(?: (?:money|naira|now|already|today|finish))*",
        "(?:i |they |we )?(?:have |don |was |were )*(?:paid|debited|been debited|debit)(?: me| my account)?"
        "(?: (?:with|from|through|by) (?:my |the )?(?:\\w+ )?(?:card|transfer|ussd|account|bank|phone))",
        "(?:my account|account|my card|they|i|me)(?: \\w+)? (?:has been|have been|was|is|have|don)? ?(?:debited|debit)(?: me)?",
        f"(?:(?:check|confirm)(?: it| am)? )?(?:my (?:{_FAMILY}|friend)|i|they|we)"
        " (?:have |has |don |done |already |just )*(?:paid|pay)"
        "(?: for (?:it|this|am|my homework|the homework|me)| you)?(?: already| now| today| finish| yesterday)*",
        "(?:payment|money|alert|transfer) (?:don|has|have|is)(?: been)?"
        " (?:enter|land|drop|go|done|sent|made|entered|successful|complete|completed)",
    ],
    topics=[
        topic("paid transferred debited deducted", "i me my we you", without=f"how when if what {OTHERS} dont havent never"),
        topic("paid transferred sent made", "money payment", "#", "i me my we", without=f"how when if what {OTHERS} each for"),
        topic("paid", "mum mummy mom mother dad daddy father parents uncle aunty brother sister guardian", without="how if"),
        topic("payment transfer money", "done made completed successful sent complete did finished", without="how if when"),
        topic("money payment transfer alert", "send sent enter entered land landed drop dropped", "don seen received has have"),
        topic("confirm check see seen received", "payment money transfer alert", without="how if when"),
    ],
)

CHOICES = (
    meaning(
        "plans_and_pay",
        phrases="""
            monthly, upgrade, subscribe, renew, pay, payment, payments, buy, do subscription, do payment, renew sub,
            renew subscription, buy sub, pay money, see plans, available plans, your plans, renew plan, pay now,
            make payment, buy plan, get plan, subscribe me, a plan, buy subscription, start plan, renew my sub,
            renew my subscription, pay for homework, pay for plan, get a plan, renew my plan, plans and payment,
            buy a plan, buy monthly plan, get monthly plan, i want plan, start a plan, pay for my plan,
            pay for my homework, subscribe to a plan, pay for a plan, i want the plan, i want a plan
        """,
        topics=[
            topic(
                "pay paying payment subscribe renew buy subscription",
                "want how can need for will like let ready another my please",
                without=f"{PROOF} later tomorrow much cancel stop not dont was is refund done made when complete have",
            ),
            topic("monthly month", "pay need want get buy take", without=f"{REFUSAL} when how every year my {PROOF}"),
        ],
    ),
    meaning(
        "choose_plan",
        phrases="""
            subscribe, monthly, month, buy plan, pay monthly, get plan, monthly plan, per month, a month, one month,
            buy a plan, pay for plan, get a plan, for a month, pay for a month, pay for the month
        """,
        topics=[
            topic(
                "plan monthly month",
                "want use take buy go get give pay choose one for prefer",
                without=f"{REFUSAL} my this",
            )
        ],
    ),
    meaning(
        "pay_homework",
        phrases="""
            pay homework, pay, homework, single homework, one homework, one off, pay now, only this homework,
            pay for homework, pay for it, just the homework, this one only, for this one, just this one, only this one,
            pay for one homework, pay for the homework, pay for my homework, pay for this homework, pay for this one,
            pay now for homework
        """,
        shapes=["(?:pay )?(?:for )?(?:only )?this (?:one|homework|question|assignment)(?: only| alone)?"],
        topics=[
            topic("only just", "homework question assignment", without=f"{REFUSAL} plan month"),
            topic("this", "one homework question", "for pay just only", without=f"{REFUSAL} plan month"),
        ],
    ),
    meaning(
        "i_have_paid",
        also=[PAID],
        phrases="""
            successful, debited, seen, done, finished, completed, check, confirm, verify, sent, transaction successful,
            transfer successful, sent it, have paid, check it, check am, check now, check again, e don go, e don do,
            i was debited, i did it, i don do it, i have been debited, i have done am, i don do am, i have done it
        """,
        topics=[
            topic(PROOF, without="how twice double when if dont havent cant wont cannot link wrong refund why before"),
            topic(
                "paid sent transferred made", "money payment transfer cash naira", without="how when if dont havent will not"
            ),
            topic("removed took collected taken remove left gone", "money account card naira", without="how when if"),
            topic(
                "confirm confirmed check seen see verify received receive",
                "it payment money transfer alert am",
                without="how link",
            ),
            topic("payment transfer transaction", "successful done complete completed gone through", without="how not"),
        ],
    ),
    meaning(
        "try_again",
        phrases="""
            try again, retry, new link, link please, another link, resend link, pay again, different link, link expired,
            send link again, send another link, resend the link, link has expired, link is bad, link don expire,
            link not working, give me the link, send the link again, send me the link, send me another link,
            link is not working, link no dey work
        """,
        shapes=[
            "(?!.*open)(?:the |your |this )?link(?: \\w+){0,2}"
            " (?:no work|not work|not working|no dey work|didnt work|did not work|expired?|bad|broken|dead|spoil|fail|failed)"
            "(?: \\w+)?",
            "i (?:lost|lose|cant find|can not find|no see|dont see|deleted|delete)(?: (?:the|my|your))* link",
            "(?:send|give|resend|want|need|get)(?: me)?(?: (?:the|a|another|new|that|payment|pay))* link(?: again)?",
        ],
        topics=[
            topic(
                "link",
                "not isnt doesnt dont no error bad dead broken failed failing fail lost cant find found resend send again new"
                " another showing expired give wrong missing where different",
                without="open opening how",
            ),
            topic(
                "payment transaction transfer",
                "failed declined unsuccessful fail didnt not",
                "try go through failed again",
            ),
            topic(
                "page site website",
                "not isnt doesnt dont no error",
                "loading load open opening showing working work",
                rank=LATE,
            ),
            topic("failed declined unsuccessful", "it e transaction payment", rank=LATE),
        ],
    ),
    meaning(
        "how_to_pay",
        phrases="""
            how to pay, payment method, payment methods, pay cash, which bank, which account, account number, pay to,
            use card, use transfer, use ussd, how payment works, pay with cash, send account number, make payment how,
            pay with card, pay by card, use my card, pay by transfer, pay with transfer, pay with ussd, pay by ussd,
            link not opening, link no open, other way to pay, give me account number, how to make payment,
            link did not open, link refused to open, link is not opening, link no dey open, link no gree open,
            how i go take pay
        """,
        shapes=[
            "(?!.*(?:cancel|stop|refund|paid|later|tomorrow|homework))"
            "(?:how|where|which|what|wetin|can|should|may|must)(?: \\w+){0,4}"
            " (?:pay|transfer|ussd|card|account number|account|bank|payment|cash)(?: (?!again)\\w+){0,3}"
        ],
        topics=[
            topic("link", "open opening how"),
            topic("way ways method option", "pay paying", "another other which there", without=PROOF),
            topic("cash transfer card pos", "accept collect take"),
            topic(
                "card atm opay palmpay kuda moniepoint ussd bank account transfer cash pos",
                "how can use with declined not dont details number which where what send give no have through into",
                without=f"{PROOF} seen done made sent",
                rank=LATE,
            ),
            topic("how where which", "pay paying payment", rank=LATE),
            topic("card", "declined rejected failed expired wrong", rank=LATE),
        ],
    ),
)
