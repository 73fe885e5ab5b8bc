"""The answer, and what the student thinks of it."""

LINES: dict[str, str] = {
    "solution.heading": "Your {subject} answer, No. {code}:",
    "solution.video": "Video explanation:",
    "solution.clear": "Clear?",
    "solution.clear_for": "Is the answer to No. {code} clear?",
    "anywhere.solution_clear": "Yes",
    "anywhere.solution_explain": "Explain more",
    "anywhere.solution_problem": "Problem",
    "anywhere.rate_question": "Great! How many stars for the tutor?",
    "anywhere.rate": "Stars",
    "anywhere.rated": "Thank you! Good luck with it.",
    "anywhere.explain_question": "What should the tutor explain more? Write it here.",
    "anywhere.problem_question": "Sorry about that. What is wrong?",
    "anywhere.problem_reason": "Reason",
    "anywhere.problem_late": "It came late",
    "anywhere.problem_wrong": "It is wrong",
    "anywhere.problem_incomplete": "Something is missing",
    "anywhere.problem_unreadable": "I can't read it",
    "anywhere.problem_noted": "Noted, ticket {code}. A person looks at it and writes to you here.",
}
