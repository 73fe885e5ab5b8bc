from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# topic, title, question, answer, other words
ENTRIES = [
    (
        "registration", "How to register", "How do I register?",
        "Say Register here. I ask for your name, an e-mail for receipts (you may skip it) and your class. It takes a minute.",
        "sign up join account start begin",
    ),
    (
        "registration", "Is registering free?", "Does registering cost anything?",
        "No. Registering is free; you pay only for homework that you send.",
        "cost free money pay",
    ),
    (
        "registration", "Change my details", "How do I change my name, e-mail or class?",
        "Open the menu, tap My details and then Change details. Each change is saved at once.",
        "edit update correct wrong name class email profile",
    ),
    (
        "homework", "Text or photo?", "Shall I type the question or photograph it?",
        "Both work, also together. Photograph one page at a time in good light, the whole page in the picture. "
        "Photos may be JPG, PNG or WebP, up to {photo_mb} MB each.",
        "picture image type snap send",
    ),
    (
        "homework", "How long it takes", "When do I get my answer?",
        "A tutor answers within {answer_hours} hours after your homework is paid or covered. Before you send it you see the "
        "exact time, and the answer comes to this chat by itself.",
        "time wait hours late ready answer solution",
    ),
    (
        "homework", "How much per homework", "How many questions and photos fit into one homework?",
        "One homework holds up to {text_most} characters of text and {photos} photos. Send what belongs to one subject together.",
        "many limit pages maximum several number",
    ),
    (
        "homework", "Withdraw a homework", "Can I withdraw a homework after sending it?",
        "Yes, until a tutor starts on it: tap Cancel request under the message that says it was sent. Later, talk to us.",
        "cancel delete undo mistake",
    ),
    (
        "homework", "Not happy with it", "What if the answer is wrong or unclear?",
        "Under the answer, tap Explain more to ask about it, or Problem if something is wrong with it. A person looks at "
        "every report.",
        "wrong mistake unclear understand complain bad incomplete",
    ),
    (
        "payment", "Ways to pay", "How can I pay?",
        "One homework costs {price}. You get a link to Paystack's page and pay there by card, bank transfer or USSD. "
        "Somebody else may pay for you: only the link counts.",
        "card transfer ussd bank price cost parent",
    ),
    (
        "payment", "Is paying safe?", "Is my card safe?",
        "You pay on Paystack's own page. We never see your card number or PIN, and we never ask for them in the chat.",
        "secure security scam fraud pin trust",
    ),
    (
        "payment", "Getting money back", "Can I get a refund?",
        "Yes, where we could not do what you paid for, or you withdrew before a tutor started. Tap Talk to us with the number "
        "of the homework; a person looks at it and tells you the outcome here.",
        "refund return money",
    ),
    (
        "payment", "I paid but…", "I was debited, but nothing happened. What now?",
        "A transfer can take some minutes. Tap I have paid under the payment link and I ask Paystack at once. Money that comes "
        "late still counts. If it stays quiet, talk to us: such tickets are answered first.",
        "debited deducted failed pending confirm transfer paid receive alert",
    ),
    (
        "subscription", "What a plan costs", "Is there a monthly plan, and what does it cost?",
        "{plans} Without a plan, one homework costs {price}.",
        "subscription price monthly month",
    ),
    (
        "subscription", "What a plan covers", "What do I get with a plan?",
        "{plans} While a plan runs, your homework is covered within its fair use. Before you send, you always see whether "
        "there is anything to pay. My plan in the menu shows until when it runs.",
        "subscription include unlimited cover benefit",
    ),
    (
        "subscription", "Stop a plan", "How do I stop my plan?",
        "A plan ends by itself on the date shown under My plan, and nothing is taken after it unless you agreed to that. "
        "If you did, or want it ended earlier, talk to us.",
        "cancel subscription unsubscribe end renew",
    ),
    (
        "technical", "Photo too big", "My photo was refused. Why?",
        "Photos may be up to {photo_mb} MB, as JPG, PNG or WebP. Send it as a normal photo, not as a document or view-once: WhatsApp "
        "then makes it smaller by itself.",
        "large size upload error refused picture",
    ),
    (
        "technical", "Nothing arrived", "I am waiting for an answer that does not come.",
        "Write any message here: what is waiting for you then comes at once. My homework in the menu shows where each one "
        "stands. If something is missing, talk to us.",
        "receive missing lost reply no answer silent",
    ),
    (
        "technical", "New phone number", "I have a new WhatsApp number. What now?",
        "Write to us from the new number, tap Talk to us and tell us the old one. A person moves your account after "
        "checking that it is yours.",
        "change number phone sim move account",
    ),
    (
        "technical", "Stop messages", "How do I stop messages from you?",
        "Say STOP and choose reminders only or everything. Homework that you paid for is still answered. START brings you back.",
        "unsubscribe reminders block quiet",
    ),
    (
        "technical", "Delete my data", "How do I have my data deleted?",
        "Tap Talk to us and write «delete my data». A person deletes what the law does not oblige us to keep, such as payment "
        "records, and tells you here.",
        "privacy remove erase account",
    ),
    (
        "more", "Who answers?", "Who solves my homework?",
        "Human tutors. They work through your question and send the steps, at the level of your class.",
        "robot ai tutor teacher person",
    ),
    (
        "more", "When can I talk to you?", "When is support there?",
        "Write any time. People answer {support_hours} every day, within {support_answer}.",
        "open hours contact support agent human call",
    ),
]  # fmt: skip
POSITION_STEP = 10


def add_entries(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    entry = apps.get_model("support", "FaqEntry")
    for number, (topic, title, question, answer, keywords) in enumerate(ENTRIES, 1):
        entry.objects.create(
            topic=topic,
            title=title,
            question=question,
            answer=answer,
            keywords=keywords,
            position=number * POSITION_STEP,
        )


class Migration(migrations.Migration):
    dependencies = [("support", "0001_initial")]

    operations = [migrations.RunPython(add_entries, migrations.RunPython.noop)]
