"""The first message, and the menu."""

LINES: dict[str, str] = {
    "new.ask": "Welcome to {brand}. Tutors solve and explain your homework here.",
    "new.kept": "Got it. Two quick questions first.",
    "new.help": "I take homework to human tutors and bring back worked answers. Register first; it takes a minute.",
    "idle.ask": "What can I do for you?",
    "idle.ask_unregistered": "Tutors solve and explain your homework here. What would you like?",
    "idle.help": "Choose from the list, or send a photo of your homework.",
    "idle.register": "Register",
    "idle.how_it_works": "How it works",
    "idle.how_it_works_text": (
        "1. Register, once.\n2. Send your question as text or photos.\n3. Pay {price} for it.\n"
        "4. A human tutor solves and explains it, and the answer comes to this chat within {hours} hours."
    ),
    "idle.privacy": "Privacy",
    "idle.privacy_text": (
        "We keep your details, questions, photos and payments, so that tutors can answer; we never sell them. "
        "More: {link}\n"
        "Talk to us if you want a copy, or want it deleted."
    ),
    "idle.prices": "Prices",
    "idle.prices_text": (
        "Each homework costs {price}. {plans}\nYou pay by card, transfer or USSD, after you have seen what you send."
    ),
    "idle.send_homework": "Send homework",
    "idle.plans_and_pay": "Plans and pay",
    "idle.payment_waiting": "Payment waiting",
    "idle.my_homework": "My homework",
    "idle.my_homework_none": "You haven't sent any homework yet.",
    "idle.my_homework_list": "Your latest homework:\n{lines}",
    "idle.my_homework_line": "No. {code}, {subject}: {status}",
    "idle.homework_awaiting_payment": "not paid yet",
    "idle.homework_queued": "waiting for a tutor",
    "idle.homework_assigned": "a tutor is on it",
    "idle.homework_needs_clarification": "your tutor waits for your answer",
    "idle.homework_solved": "answered",
    "idle.homework_closed": "answered",
    "idle.homework_disputed": "we are looking into it",
    "idle.talk_to_us": "Talk to us",
    "idle.faqs": "FAQs",
    "idle.my_plan": "My plan",
    "idle.my_details": "My details",
    "idle.change_details": "Change details",
    "idle.continue_draft": "Continue",
    "idle.continue_homework": "Continue homework",
    "idle.continue_registration": "Continue",
    "idle.continue_support": "Continue message",
    "idle.start_again": "Start again",
    "idle.draft_registration": "Continue, {name}? Your registration is nearly done.",
    "idle.draft_registration_begun": "Continue your registration? It is nearly done.",
    "idle.draft_support": "At {time} you began to tell us something. Continue with it?",
    "idle.draft_homework": "You have an unsent {subject} homework from {time}. Continue with it?",
    "idle.draft_homework_begun": "You have an unsent homework from {time}. Continue with it?",
    "idle.add_to_draft_begun": "Add to your homework from {time}?",
    "idle.add_to_draft": "Add to your {subject} homework from {time}?",
    "idle.add_yes": "Yes",
    "idle.add_no": "No",
    "idle.dropped": "All right, I've put it aside.",
    "opted_out.ask": "You will get no more messages. Say START to come back. Homework you paid for is still answered.",
    "opted_out.help": "Say START to get messages again.",
}
