"""What a person says who may be in danger: harm to themselves, or done to them. Said of oneself, in a short message."""

import re

LONGEST = 200
"""Longer texts are passages to work on."""
_WHO = (
    r"(?:he|she|they|somebody|someone|a man|a woman|my (?:uncle|aunty?|aunt|father|dad|daddy|mother|mum|mummy|brother|sister"
    r"|cousin|teacher|principal|neighbou?r|pastor|boss|guardian|boyfriend|husband|step ?\w+))"
)
SHAPES = tuple(
    map(
        re.compile,
        (
            r"\bi(?:'m| am)? ?(?:just )?(?:want|wan|wish|wanna|gonna|going|will|go|feel like|am planning)(?: to)?"
            r" (?:(?:die|dying)(?! of| laugh| with)|kill (?:myself|my self|me)|killing myself"
            r"|end (?:my life|it all)|ending my life|commit suicide"
            r"|drink sniper"
            r"|(?:hurt|harm|cut) (?:myself|my self))\b",
            r"\bi (?:no|don'?t|do not) (?:want|wan)(?: to)? (?:live|be alive|dey alive)\b",
            r"\bi(?:'m| am| feel) suicidal\b",
            rf"\b{_WHO} (?:is |has |have |dey |de |keeps? |wants? to )?(?:been )?"
            r"(?:rap(?:e|ed|ing)|molest(?:ed|ing|s)?|abus(?:e|es|ed|ing)) me\b",
            rf"\b{_WHO} (?:is |has |dey |keeps? )?(?:been )?touch(?:es|ed|ing)? (?:me|my) (?:private|body|breast|there|down)",
            r"\bi (?:was|have been|am being|'ve been|got) (?:raped|molested|abused|kidnapped)\b",
        ),
    )
)
