"""What a question asks for: its language, its kind, and what a follow-up leaves out."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Final

from bot.answering import lexicon
from bot.answering.model import Language

if TYPE_CHECKING:
    from lingua import LanguageDetector

MAX_QUESTION: Final = 2_000  # characters; TRUST case 33
_SURE_OF_ENGLISH: Final = 0.7  # 0-1, lingua; "budget" alone is 0.67 and asked in Dutch
_MAX_FOLLOW_UP_WORDS: Final = 9
_MAX_OWN_WORDS: Final = 2  # a question that points back and has more words of its own stands alone


class Kind(StrEnum):
    """The kind of thing that a question asks for; in the order in which they are looked for."""

    HOW_MANY = "how_many"
    WHEN = "when"
    WHY = "why"
    LIST = "list"
    WHO = "who"
    DEFINITION = "definition"
    WHERE = "where"
    HOW_TO = "how_to"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood; `searched` is `text` with a follow-up's gap filled."""

    text: str
    searched: str
    language: Language
    kind: Kind


@cache
def _detector() -> "LanguageDetector":
    # Imported here: its models take a second, and most commands never ask.
    from lingua import Language as Known  # noqa: PLC0415
    from lingua import LanguageDetectorBuilder  # noqa: PLC0415

    return LanguageDetectorBuilder.from_languages(Known.DUTCH, Known.ENGLISH).build()


def tidy(text: str) -> str:
    """Return a text in NFC, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, without punctuation."""
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())


def language_of(text: str) -> Language:
    """Return "en" or "nl": by the function words, which names cannot mislead; else by lingua."""
    found = words(text)
    english = sum(word in lexicon.word_set("language", "english") for word in found)
    dutch = sum(word in lexicon.word_set("language", "dutch") for word in found)
    if english != dutch:
        return "en" if english > dutch else "nl"
    values = _detector().compute_language_confidence_values(text)
    likelihood = {value.language.name: value.value for value in values}
    return "en" if likelihood.get("ENGLISH", 0.0) >= _SURE_OF_ENGLISH else "nl"


def kind_of(text: str) -> Kind:
    """Return the first kind whose words occur in the question."""
    plain = " ".join(text.casefold().split())
    for kind in Kind:
        if lexicon.holds("kinds", kind.value, plain):
            return kind
    return Kind.OTHER


def small_talk(text: str) -> str | None:
    """Return "greeting", "thanks" or "bot" for words that ask nothing of the sources."""
    plain = " ".join(words(text))
    for name in lexicon.table("talk"):
        if any(pattern.fullmatch(plain) for pattern in lexicon.patterns("talk", name)):
            return name
    return None


def number_asked_for(text: str) -> int | None:
    """Return the number (2-10) that a question names, as a word or a figure."""
    found = set(words(text))
    for number in lexicon.table("numbers"):
        if found & lexicon.word_set("numbers", number):
            return int(number)
    return None


def asks_nothing(text: str) -> bool:
    """Tell whether a text has no letter or digit at all (empty, emoji only, punctuation)."""
    return not any(character.isalnum() for character in text)


def understand(text: str, previous: Question | None = None) -> Question:
    """Return what is asked; `previous` is the question that this one may follow on."""
    text = tidy(text)
    searched = _completed(text, previous) if previous and _follows(text) else text
    kind = kind_of(text)
    if kind is Kind.OTHER and previous and searched != text:
        kind = previous.kind
    return Question(text=text, searched=searched, language=language_of(text), kind=kind)


def _follows(text: str) -> bool:
    plain = text.casefold()
    found = words(text)
    if len(found) > _MAX_FOLLOW_UP_WORDS:
        return False
    if lexicon.holds("follow_up", "opens", plain):
        return True
    common = (lexicon.word_set("language", name) for name in ("dutch", "english", "both"))
    if len(set(found).difference(*common)) > _MAX_OWN_WORDS:
        return False
    return lexicon.holds("follow_up", "points_back", plain)


def _completed(text: str, previous: Question) -> str:
    """Fill in a follow-up: another name takes the place of the earlier one, else both stand."""
    place = re.fullmatch(
        r"(?:en|and|maar|but)?\s*(?:in|bij|van|for|at|uit)\s+([\w-]+)\W*", text, re.IGNORECASE
    )
    earlier = re.findall(r"(?<!^)(?<![.?!] )\b[A-Z][\w-]+", previous.searched)
    if place and earlier:
        return previous.searched.replace(earlier[-1], place[1].title())
    return f"{previous.searched.rstrip(' ?.!')}? {text}"
