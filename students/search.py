"""Students by what people have in hand: a name, a phone number in any form, an e-mail address, a code."""

import re

from django.db.models import Q, QuerySet

from core.codes import key_of
from students.models import Student


def phone_forms(words: str) -> set[str]:
    """Returns a phone number as it may be kept: `0803 123 4567` is 2348031234567 too. Empty if it is no number."""
    digits = re.sub(r"[\s()+-]", "", words)
    if not (digits.isascii() and digits.isdecimal()):
        return set()
    return {digits, f"234{digits[1:]}"} if digits.startswith("0") else {digits}


def search(rows: QuerySet[Student], words: str) -> QuerySet[Student]:
    """Returns the students among `rows` that the words may mean; codes, numbers and addresses must be whole."""
    key, phones = key_of(words, "S"), phone_forms(words)
    if key is not None:
        return rows.filter(pk=key)
    if phones:
        return rows.filter(phone__in=phones)
    named = Q()
    for word in words.split():
        named &= Q(full_name__icontains=word)
    return rows.filter(named | Q(email__iexact=words.strip()))
