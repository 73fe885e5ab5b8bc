"""Payment."""

LINES: dict[str, str] = {
    "pay_choose.homework": "{price} for your homework No. {code}.",
    "pay_choose.plan": "{plan}: {price} {period}, up to {most} homeworks.",
    "pay_choose.no_plan": "There is no plan to buy at the moment. You pay for each homework when you send it.",
    "pay_choose.running": "Your {plan} plan runs until {until}. A new period starts then.",
    "pay_choose.credit": "Your credit: {credit}. It is spent first.",
    "pay_choose.pay_homework": "Pay {price}",
    "pay_choose.choose_plan": "Plan",
    "pay_choose.not_sold": "That plan is no longer sold.",
    "pay_choose.help": "Pay for one homework, or once for a whole period. You get a link; nothing is taken by itself.",
    "pay_pending.ask": "Pay {price} here: {link}\nCard, transfer or USSD. I'll confirm by myself.",
    "pay_pending.ask_plan": "Pay {price} for your {plan} plan here: {link}\nCard, transfer or USSD. I'll confirm by myself.",
    "pay_pending.or_plan": "Or pay {price} {period} for up to {most} homeworks, this one included: tap {plan}.",
    "pay_pending.plan_given_up": "All right, no payment.",
    "pay_pending.i_have_paid": "I have paid",
    "pay_pending.try_again": "Try again",
    "pay_pending.send_after_all": "Yes, send it",
    "pay_pending.no_draft": "That homework is no draft any more.",
    "pay_pending.voice": "I can't listen to voice notes, but our team can. Tap Talk to us and I pass it on.",
    "pay_pending.notes_to_support": "Talk to us",
    "pay_pending.cancel": "Cancel",
    "pay_pending.none_open": "No payment is open.",
    "pay_pending.given_up": "All right, no payment. Your homework is kept as a draft.",
    "pay_pending.how_to_pay": "How to pay",
    "pay_pending.later": "Later",
    "pay_pending.link_stays": "No problem. Your link stays good, and Payment waiting in the menu brings it back.",
    "pay_pending.screenshot": "Screenshots aren't needed, I ask Paystack myself.",
    "pay_pending.help": (
        "Open the link and choose card, transfer or USSD. A transfer can take some minutes. "
        "If you were debited, tap I have paid."
    ),
    "payment.paid": "Paid {price}. Receipt {receipt}.",
    "payment.with_tutors": "Your {subject} homework No. {code} is with our tutors, answer by {time}.",
    "payment.plan_active": "Your {plan} plan is active until {until}. It covers up to {most} homeworks.",
    "payment.over": "You paid {over} too much. It is kept as your credit and spent first next time.",
    "payment.some_money": "your money",
    "payment.short": "We received {price}, but {due} was due. A person is looking at it and will write to you here.",
    "payment.wrong_currency": "We received {price}, but not in naira. A person is looking at it and will write to you here.",
    "payment.wrong_mode": "We received {price} in a way we can't use. A person is looking at it and will write to you here.",
    "payment.sent_back": "We received {price}, but it was sent back to you. If you still want this, please pay again.",
    "payment.duplicate": "We received {price} once more for something that was paid already.",
    "payment.too_late": "We received {price}, but homework No. {code} no longer waits for it.",
    "payment.draft_waits": (
        "We received {price} for homework No. {code}, though you had given its payment up. It is your credit now. "
        "Shall I send the homework with it?"
    ),
    "payment.credit_gone": "We received {price}, but the credit that was to pay the rest is not there any more.",
    "payment.kept_as_credit": (
        "It is kept as your credit and spent first next time. If you want it back instead, say support and tell us."
    ),
    "payment.credited": "The {price} you paid is your credit now. It is spent first next time.",
    "payment.credit_returned": "The {price} of credit used with this payment is yours again. It is spent first next time.",
    "payment.pay_the_rest": "For homework No. {code} only the rest is left to pay: {link}",
    "payment.another_sum": "another sum",
    "payment.transfer_rejected": (
        "You transferred {came}, but {due} is due, so Paystack sends it back to you. Please pay exactly {due}: {link}"
    ),
    "refund.under_way": "Your refund of {amount} is on its way. Banks take 3 to 10 working days.",
    "refund.needs_attention": "Your bank needs one more detail for your refund of {amount}. Say support and we'll sort it out.",
    "refund.processed": "Your refund of {amount} has been paid out. It may take your bank a moment to show it.",
    "refund.failed": "Your refund of {amount} did not go through. Our team is looking at it and will write to you here.",
    "dispute.homework": "homework No. {code}",
    "dispute.plan": "your plan",
    "dispute.opened": (
        "A bank has asked for the {price} paid for {what} back. Until that is decided, the payment doesn't count. "
        "If that was a mistake, say support."
    ),
    "dispute.lost": "The bank has taken {price} back. What it paid for is no longer paid.",
    "dispute.declined": "The bank's question about {price} is settled, and the payment counts again.",
    "dispute.declined_as_credit": "The bank's question about {price} is settled. The money stays, as your credit.",
    "plan.moved": "Your {plan} plan starts earlier than planned: it runs from {since} until {until}.",
    "plan.ends": "Your {plan} plan is paid until {until}. You can pay for the next period any time.",
    "plan.ends_by_card": (
        "Your {plan} plan is paid until {until}. Your {card} then pays {price} for the next period, a day before. "
        "To pay by yourself instead, stop it here."
    ),
    "plan.not_charged": "Your card was not charged {price} for your {plan} plan. {reason} You can pay here: {link}",
    "plan.card_not_reusable": "This card can't be charged again, so your plan does not renew by card. Pay with Plans and pay.",
    "plan.card_refused": "Your card can't be charged any more, so your plan does not renew by card. Pay with Plans and pay.",
    "plan.card_expired": "Your card has expired, so your plan does not renew by card. Pay with Plans and pay.",
    "plan.card_terms_changed": (
        "Your plan is no longer sold at the price you agreed to, so your card is not charged. See Plans and pay."
    ),
    "plan.card_declined": "Your card was declined several times, so it is not charged any more. Pay with Plans and pay.",
    "plan.over": "Your {plan} plan was paid until {until}. You can pay for a new period, or for each homework.",
    "payment.credit_paid": "Your credit has paid for it, so there was nothing left to pay.",
    "payment.not_opened": "Nobody has opened your payment page yet, so nothing can have come in. Pay here: {link}",
    "payment.not_yet": "Your payment hasn't reached us yet. Transfers can take some minutes; I keep checking and tell you.",
    "payment.already_paid": "That is paid already. Nothing more to pay.",
    "payment.because_no_money": "There was not enough money in the account.",
    "payment.because_limit": "The bank's limit for such payments was reached.",
    "payment.because_pin": "The PIN was not right.",
    "payment.because_one_time_code": "The one-time code was not right or came too late.",
    "payment.because_expired": "The card has expired.",
    "payment.because_slow_bank": "The bank took too long to answer.",
    "payment.because_cancelled": "The payment was cancelled.",
    "payment.because_not_allowed": "The bank does not allow such payments with this card.",
    "payment.because_declined": "The bank declined it.",
    "payment.because_sent_back": "The money was sent back.",
    "payment.because_to_confirm": "Your bank wants you to confirm it.",
    "payment.because_unknown": "The bank did not accept it.",
    "payment.failed": "That payment didn't go through. {reason} You can try again: {link}",
    "payment.back": "Payments work again, thank you for waiting. Pay here: {link}",
    "payment.unreachable": "I can't reach Paystack just now. I keep checking and tell you as soon as it is in.",
}
