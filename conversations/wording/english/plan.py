"""My plan."""

LINES: dict[str, str] = {
    "sub_status.active": "{plan} plan until {until}.",
    "sub_status.used": "Homework this period: {sent} of {most} sent, {solved} solved.",
    "sub_status.paid": "Last payment {price} on {date}.",
    "sub_status.none": "No plan.",
    "sub_status.ended": "Your {plan} plan ended on {since}.",
    "sub_status.prices": "Each homework costs {price}. {plans}",
    "sub_status.pending": "A plan payment of {price} is open. If you have paid it, tap Check now.",
    "sub_status.credit": "Credit: {credit}, spent first.",
    "sub_status.dispute": "A payment of yours is disputed at the bank; a person looks at it.",
    "sub_status.refund": "A refund to you is on its way.",
    "sub_status.by_card": "{card} pays {price} for the next period by itself, a day before this one ends.",
    "sub_status.your_card": "Your card",
    "sub_status.renew_by_card": "Renew by card",
    "sub_status.card_question": (
        "Let the card you paid with renew your {plan} plan? {price} is taken a day before each period ends, until you stop it "
        "in My plan. I tell you three days before."
    ),
    "sub_status.card_yes": "Yes, renew by card",
    "sub_status.card_agreed": "Card renewal is on. I tell you before each charge. You can stop it in My plan at any time.",
    "sub_status.stop_card": "Stop card renewal",
    "sub_status.card_stopped": "Card renewal is off. Nothing more is taken from your card.",
    "sub_status.no_card": "No card of yours is charged.",
    "sub_status.check_now": "Check now",
    "sub_status.renew": "Renew",
    "sub_status.get_plan": "Get plan",
    "sub_status.help": "A plan covers your homework for its time, within its fair use. Without one you pay for each homework.",
}
