"""Sending homework: subject, text or photos, a last look, sent. The draft is a row of its own from the first answer on.

After Send a homework may be withdrawn or get another photo until a tutor claims it, and the tutor may ask back.
"""

from conversations.flows.homework.gathering import Photos, Text
from conversations.flows.homework.review import Review
from conversations.flows.homework.sent import Clarify, Submitted
from conversations.flows.homework.subject import Subject, Type

STATES = (Subject, Type, Text, Photos, Review, Submitted, Clarify)
