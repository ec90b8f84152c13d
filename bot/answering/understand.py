"""What a question asks for: its language, its kind, and what a follow-up leaves out."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Final

from bot.answering import lexicon
from bot.answering.model import Language
from index.demands import is_place

if TYPE_CHECKING:
    from lingua import LanguageDetector

MAX_QUESTION: Final = 2_000  # characters; TRUST case 33
_SURE_OF_ENGLISH: Final = 0.7  # 0-1, lingua; "budget" alone is 0.67 and asked in Dutch
_MAX_FOLLOW_UP_WORDS: Final = 9
_MAX_OWN_WORDS: Final = 2  # a question that points back and has more words of its own stands alone


_PLACE_ASKED: Final = re.compile(
    r"(?:en|and|maar|but)?\s*(?:in|bij|van|voor|for|at|uit)\s+(\w[\w' -]*\w)\W*", re.IGNORECASE
)
_NAMES: Final = re.compile(r"(?<=[\w,;:] )[A-Z][\w-]+(?: [A-Z][\w-]+)*")  # in mid-sentence


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
    """A question as it was understood; `searched` is `text` with a follow-up's gap filled.

    `opening` is what a chain of follow-ups began with, so that the chain does not grow.
    """

    text: str
    searched: str
    opening: str
    language: Language
    kind: Kind


@cache
def _detector() -> "LanguageDetector":
    # Imported here: its models take a second, and most commands never ask.
    from lingua import Language as Known  # noqa: PLC0415
    from lingua import LanguageDetectorBuilder  # noqa: PLC0415

    return LanguageDetectorBuilder.from_languages(Known.DUTCH, Known.ENGLISH).build()


def whole(text: str) -> str:
    """Return a text in which half a surrogate pair, which is no text, is a "?"."""
    return (
        text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\ufffd", "?")
    )


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
    searched = opening = text
    if previous and previous.opening and _follows(text):
        searched, opening = _completed(text, previous)
    kind = kind_of(text)
    if kind is Kind.OTHER and previous and searched != text:
        kind = previous.kind
    return Question(text, searched, opening, language_of(text), kind)


def unread(language: Language) -> Question:
    """Return the question that stands for one whose words are not to be kept."""
    return Question("", "", "", language, Kind.OTHER)


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


def _completed(text: str, previous: Question) -> tuple[str, str]:
    """Return a follow-up filled in, and what its chain now begins with.

    Another place, known or written with a capital, stands for the earlier one; else both
    questions stand.
    """
    asked = _PLACE_ASKED.fullmatch(text)
    names = _NAMES.findall(previous.opening)
    earlier = [name for name in names if is_place(name)] or names
    if asked and earlier and (is_place(asked[1]) or asked[1][0].isupper()):
        place = asked[1] if asked[1][0].isupper() else asked[1].title()
        searched = previous.opening.replace(earlier[-1], place)
        return searched, searched
    return f"{previous.opening.rstrip(' ?.!')}? {text}", previous.opening
