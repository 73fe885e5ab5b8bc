"""Registration: a question after the other, then the confirmation. What is answered lives in the turn's answers until Save.

A registered student comes here from My details to change one thing, which is saved at once.
"""

from conversations.flows.registration.confirm import Confirm
from conversations.flows.registration.email import Email
from conversations.flows.registration.name import Name
from conversations.flows.registration.question import in_order
from conversations.flows.registration.school_class import SchoolClass

QUESTIONS = (Name, Email, SchoolClass)
"""In the order in which they are asked, repeated and changed; the name is the first, for every way in leads to it."""
STATES = in_order(QUESTIONS, then=Confirm)
