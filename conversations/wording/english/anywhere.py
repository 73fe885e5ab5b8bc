"""What may be said in any state."""

LINES: dict[str, str] = {
    "anywhere.choose": "Choose",
    "anywhere.missed": "Sorry, I didn't get that.",
    "anywhere.lost": "I still don't follow, sorry. A person can help.",
    "anywhere.earlier_button": "That button is from an earlier step.",
    "anywhere.voice": "I can't listen to voice notes yet. Please type it, or talk to us.",
    "anywhere.only_text_and_photos": "I can use text and photos (JPG, PNG, WebP, up to {photo_mb} MB).",
    "anywhere.unsupported": "I couldn't open that. Please send text or a photo.",
    "anywhere.send_again": "That didn't reach me. Please send it again, as a normal photo and not to be seen only once.",
    "anywhere.late": "Your message of {time} reached me only now. If it still matters, please send it again.",
    "anywhere.photo": "Is this homework?",
    "anywhere.photo_is_homework": "Yes, homework",
    "anywhere.photo_for_support": "For support",
    "anywhere.photo_ignore": "Ignore",
    "anywhere.photo_kept": "Got it, I've kept that for your homework.",
    "anywhere.photo_ignored": "All right, I've put it aside.",
    "anywhere.discard_question": "Discard this? What you sent would be gone.",
    "anywhere.discard": "Discard",
    "anywhere.discarded": "Discarded.",
    "anywhere.keep_going": "Keep going",
    "anywhere.stop": "Stop reminders only, or everything?",
    "anywhere.stop_reminders": "Reminders",
    "anywhere.stop_everything": "Everything",
    "anywhere.reminders_stopped": "No more reminders. Answers and receipts still come.",
    "anywhere.welcome_back": "Welcome back!",
    "anywhere.in_danger": "I need help now",
    "anywhere.danger": (
        "I'm sorry, and I'm glad you said it. If you are in danger now, call 112, it is free, and tell an adult you trust. "
        "Our team has been called and writes to you here. Whatever you write now goes to them."
    ),
    "anywhere.menu": "Menu",
    "anywhere.welcome": "Any time!",
    "anywhere.hello": "Hello! Let's go on where we were.",
    "anywhere.no_news": "You have seen everything that I have for you.",
    "anywhere.apology": "Something broke on our side. A person will look at it and write to you here.",
}
