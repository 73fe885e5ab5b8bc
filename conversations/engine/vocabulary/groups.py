"""Groups of words that several meanings are known by."""

from conversations.engine.vocabulary.common_words import SUBJECTS

SUBJECT = " ".join(sorted(SUBJECTS))
WORK = "homework homeworks assignment assignments question questions classwork project exercise work"
GIVEN_WORK = "homework homeworks assignment assignments classwork project exercise"
ANSWER = "answer answers solution solutions reply replies feedback result results response correction corrections"
ANSWERED = (
    "answer answered answering solve solved solving reply replied replying respond responded responding"
    " finish finished mark marked done treated"
)
OTHERS = "he she him her his they their them"
NOT = "no not never dont doesnt didnt isnt arent wasnt cant couldnt wont havent hasnt yet nothing cannot"
REFUSAL = "no not dont never wont cant havent hasnt didnt"
PROOF = "paid debited deducted transferred debit"
"""What is said of money that has gone."""
DAYS = "later tomorrow tonight soon monday tuesday wednesday thursday friday saturday sunday weekend morning evening night"
