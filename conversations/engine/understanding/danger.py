"""Whether a message tells of danger to its writer."""

from conversations.engine.understanding.folding import folded
from conversations.engine.vocabulary.danger import LONGEST, SHAPES


def is_told(text: str) -> bool:
    """Whether a message says that its writer may be in danger."""
    said = folded(text).text
    return len(said) <= LONGEST and any(shape.search(said) for shape in SHAPES)
