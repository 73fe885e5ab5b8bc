"""A code alone tells what kind of row it names."""

from django.apps import apps

from core.codes import Codes


def test_no_two_kinds_of_rows_share_a_letter() -> None:
    letters = {}
    for model in apps.get_models():
        codes = getattr(model, "codes", None)
        if isinstance(codes, Codes):
            letters[model.__name__] = codes.letter
    assert letters == {"Student": "S", "Homework": "", "Refund": "R", "SupportTicket": "T"}
    assert len(set(letters.values())) == len(letters)
