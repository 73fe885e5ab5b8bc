"""Students by what people have in hand: a name, a phone number in any form, an e-mail address, a code."""

import re

from django.db.models import Q, QuerySet

from students.models import Student


def phone_forms(words: str) -> set[str]:
    """Returns a phone number as it may be kept: `0803 123 4567` is 2348031234567 too. Empty if it is not a number."""
    digits = re.sub(r"[\s()+-]", "", words)
    if not (digits.isascii() and digits.isdecimal()):
        return set()
    return {digits, f"234{digits[1:]}"} if digits.startswith("0") else {digits}


def with_phone(rows: QuerySet[Student], words: str) -> QuerySet[Student]:
    """Returns the students among `rows` with this phone number; families share one."""
    # Said twice, so that the index over the known numbers is used.
    return rows.filter(phone__in=phone_forms(words)).exclude(phone="")


def search(rows: QuerySet[Student], words: str) -> QuerySet[Student]:
    """Returns the students among `rows` that the words may mean; codes, numbers and addresses must be whole."""
    row_id = Student.codes.row_id(words.strip())
    if row_id is not None:
        return rows.filter(pk=row_id)
    if phone_forms(words):
        return with_phone(rows, words)
    named = Q()
    for word in words.split():
        named &= Q(full_name__icontains=word)
    return rows.filter(named | Q(email__iexact=words.strip()))
