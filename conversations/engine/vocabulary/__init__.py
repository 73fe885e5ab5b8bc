"""What students say, in plain English and Nigerian Pidgin. Each meaning is declared once, in the file of its subject.

A command means the same wherever it may be said; a choice is meant only where an action of that name can be taken.
"""

from collections.abc import Iterable

from conversations.engine.vocabulary import about, account, answers, gathering, homework, money, moves, people
from conversations.engine.vocabulary.meaning import Meaning


def _named(meanings: Iterable[Meaning]) -> dict[str, Meaning]:
    return {meaning.name: meaning for meaning in meanings}


COMMANDS = _named(
    (
        moves.STOP,
        money.PAID,
        money.PRICES,
        people.SUPPORT,
        money.PLAN,
        homework.STATUS,
        account.DETAILS,
        account.REGISTER,
        homework.HOMEWORK,
        about.HOW_IT_WORKS,
        about.FAQ,
        about.PRIVACY,
        moves.HELP,
        moves.MENU,
        moves.BACK,
        moves.CANCEL,
        moves.START,
    )
)
"""In order of weight: a request that could be about two of them is taken for the first."""
CHOICES = _named(
    (
        *homework.CHOICES,
        *gathering.CHOICES,
        *account.CHOICES,
        *answers.CHOICES,
        *moves.CHOICES,
        *money.CHOICES,
        *people.CHOICES,
        *about.CHOICES,
    )
)
"""In order of weight as well. The name is that of an action, or one of its words."""
