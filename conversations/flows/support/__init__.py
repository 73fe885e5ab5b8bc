"""Talking to a person: what it is about, in your own words, and then a chat in which the bot is silent."""

from conversations.flows.support.chat import Closed, Live, Waiting
from conversations.flows.support.topic import Describe, Topic

STATES = (Topic, Describe, Waiting, Live, Closed)
