"""Dutch or English? The one detector of the product; what it finds is handed to the index."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from bot.answering import lexicon
from bot.answering.model import Language
from bot.answering.understand.wording import words

if TYPE_CHECKING:
    from lingua import LanguageDetector

_SURE_OF_ENGLISH: Final = 0.7  # 0-1, lingua; "budget" alone is 0.67 and asked in Dutch
_SURE_OF_A_WORD: Final = 0.9  # 0-1, lingua; below it a word or two may be of either language
_SHORT: Final = 3  # words; without a function word so few tell less than what was spoken before


@cache
def _detector() -> "LanguageDetector":
    # Imported here: its models take a second, and most commands never ask.
    from lingua import Language as Known  # noqa: PLC0415
    from lingua import LanguageDetectorBuilder  # noqa: PLC0415

    return LanguageDetectorBuilder.from_languages(Known.DUTCH, Known.ENGLISH).build()


def language_of(text: str, before: Language | None = None) -> Language:
    """Return "en" or "nl"; `before` is the language that the conversation was in.

    The function words decide, which names cannot mislead; as many of both: the first of them.
    Without any, lingua judges; a short text that it is not sure of is in the language of before.
    """
    found = words(text)
    english = sum(word in lexicon.word_set("language", "english") for word in found)
    dutch = sum(word in lexicon.word_set("language", "dutch") for word in found)
    if english != dutch:
        return "en" if english > dutch else "nl"
    if english:
        return _first(found)
    values = _detector().compute_language_confidence_values(text)
    likelihood = {value.language.name: value.value for value in values}
    judged: Language = "en" if likelihood.get("ENGLISH", 0.0) >= _SURE_OF_ENGLISH else "nl"
    unsure = max(likelihood.values()) < _SURE_OF_A_WORD
    return before if before is not None and len(found) <= _SHORT and unsure else judged


def _first(found: Sequence[str]) -> Language:
    """Return the language of the first function word: "What is een leerkring?" is English."""
    english = lexicon.word_set("language", "english")
    either = english | lexicon.word_set("language", "dutch")
    return "en" if next(word for word in found if word in either) in english else "nl"
