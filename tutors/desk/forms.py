from django import forms
from django.core.validators import URLValidator
from django.http import HttpRequest

from tutors.models import CAPTION_LIMIT, TutorSolution
from tutors.services.solutions import TEXT_LIMIT


class SolutionForm(forms.Form):
    """What a tutor writes; files come beside it, several at once."""

    text = forms.CharField(
        required=False,
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"max_length": f"The text is over {TEXT_LIMIT:,} characters. Put a part of it into a PDF."},
    )
    video_link = forms.URLField(
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https"], message="Use a link that begins with https://")],
        error_messages={"invalid": "This is not a link. It must begin with https://"},
        widget=forms.URLInput(attrs={"placeholder": "https://", "inputmode": "url"}),
    )


def captions(request: HttpRequest, solution: TutorSolution) -> dict[int, str]:
    """Returns the captions posted for the draft's files, by the file's id."""
    posted = {file.pk: request.POST.get(f"caption_{file.pk}") for file in solution.files.all()}
    return {pk: text.replace("\0", "")[:CAPTION_LIMIT] for pk, text in posted.items() if text is not None}
