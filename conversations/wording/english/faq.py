"""The questions people ask."""

LINES: dict[str, str] = {
    "faq_topics.ask": "Pick a topic, or type your question.",
    "faq_topics.topic": "Topic",
    "faq_topics.topics": "Topics",
    "faq_topics.found": "Is it one of these?",
    "faq_topics.not_found": "I found nothing on that.",
    "faq_topics.help": "Type a few words, such as: refund, or photo too big. Or pick a topic from the list.",
    "faq_answer.ask": "*{question}*\n\n{answer}\n\nHelpful?",
    "faq_answer.read": "Question",
    "faq_answer.yes": "Yes",
    "faq_answer.no": "No",
    "faq_answer.more": "More",
    "faq_answer.gone": "That answer is no longer here.",
    "faq_answer.glad": "Good to hear.",
    "faq_answer.sorry": "Sorry. A person can help you with it.",
    "faq_answer.ask_person": "Talk to us",
    "faq_answer.help": "Say Yes or No, or type another question.",
}
