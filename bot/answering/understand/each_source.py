"""What the sources say of one matter, each by itself: "zijn ze het eens?", "voor en tegen"."""

import re
from typing import Final

from bot.answering import lexicon
from bot.answering.understand.pointing import own_words

# Marks that are left behind what asks, where the words before them went.
_LOOSE: Final = re.compile(r"(?<=[?!])[\s.,;:?!-]+$|[\s,;:.-]+$")
_ABOUT: Final = re.compile(r"^(?:over|van|about|on|of)\s+", re.IGNORECASE)


def matter_of(text: str) -> str | None:
    """Return what the sources are asked about, without the words that set them side by side.

    None where they are not asked apart, or nothing is left to ask about.

    >>> matter_of("Is een keurmerk zinvol? Ik hoor daar tegenstrijdige dingen over.")
    'Is een keurmerk zinvol?'
    >>> matter_of("Is een keurmerk zinvol?")
    """
    left = text
    for pattern in lexicon.patterns("each_source", "asked"):
        left = pattern.sub(" ", left)
    if left == text or not own_words(left):
        return None
    said = _LOOSE.sub("", " ".join(left.split()).replace(" ?", "?")).lstrip(" ,.;:-")
    return _ABOUT.sub("", said)
