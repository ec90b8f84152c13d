"""How text becomes the terms that the keyword side counts: one way for passages and for questions.

Normalised (NFKC, invisible characters out, case and accents off), cut into words and numbers, stop
words out, stemmed. `ANALYSER` names the whole; whoever stores terms stores the name beside them.

Nothing of a question may stay in memory: `terms` and `stem` remember nothing. `source_terms` and
`source_stem` give the same, remember what they are given, and are for the text of sources only.
"""

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any, Final

import Stemmer

from knowledge.remembered import remembered

ANALYSER: Final = "dutch-2"

# Words of sources that are remembered with their stem or parts.
REMEMBERED: Final = 100_000

# Snowball 3's own "dutch" turns gemeenten into "meen" (RETRIEVAL); the older algorithm does not.
STEMMER: Final = "dutch_porter"
_UNREMEMBERED: Final = 0  # words; it would keep 10,000

# A number keeps what joins its digits (2.1.1, 3:40, 1.250,50); a word keeps no hyphen or bracket.
_TOKEN: Final = re.compile(r"\d+(?:[.,:/]\d+)+|[^\W_]+")
# Neither marks nor format characters are among ASCII: nearly all of a text need not be looked at.
_BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]")
_POSSESSIVE: Final = re.compile(r"['’`´](?<=\w.)s?\b")


# Nouns in -ing that Snowball leaves as they are because they are short: *werving* goes with
# *werven*. Not *kring* or *leerling*, before which no verb stands.
_NOUN_OF_VERB: Final = re.compile(
    r"(?=\w{4,}ing)(\w*[aeiouy](?:[^\W_aeiouy](?<![^\W_aeiouy][lrn]))+)ing"
)


def fold(text: str) -> str:
    """Return `text` as it is compared: NFKC, no format characters, no case, no accents.

    Soft hyphens, zero-width characters and marks of direction (category Cf) vanish, so that a
    word they stand in is found; the stored text, from which quotes are cut, keeps them.
    """
    if text.isascii():
        return text.casefold()
    compatible = unicodedata.normalize("NFKC", text)
    visible = _BEYOND_ASCII.sub(_unless_format, compatible)
    apart = unicodedata.normalize("NFKD", visible.casefold())
    return _BEYOND_ASCII.sub(_unless_accent, apart)


def _unless_format(found: re.Match[str]) -> str:
    return "" if unicodedata.category(found[0]) == "Cf" else found[0]


def _unless_accent(found: re.Match[str]) -> str:
    return "" if unicodedata.combining(found[0]) else found[0]


def words(text: str) -> list[str]:
    """Return the words and numbers of `text`, folded, in order, stop words among them."""
    return _TOKEN.findall(_POSSESSIVE.sub(" ", fold(text)))


def content(text: str) -> list[str]:
    """Return the folded words of `text` that carry a subject, in order, repeats kept."""
    return [word for word in words(text) if not is_stop_word(word)]


def terms(text: str) -> list[str]:
    """Return the stems of the words of `text` that carry a subject, in order, repeats kept."""
    return [stem(word) for word in content(text)]


def source_terms(text: str) -> list[str]:
    """Return `terms` of a source's text, whose words are remembered."""
    return [source_stem(word) for word in content(text)]


def is_stop_word(word: str) -> bool:
    """Tell whether a folded word carries no subject, in Dutch or English."""
    return word in stop_words("nl") or word in stop_words("en")


def is_english(text: str, language: str | None = None) -> bool:
    """Tell whether `language` ("nl", "en") is English; None: judge by the words.

    Then it is English when more of the words that only one of the two languages has are English.
    """
    if language is not None:
        return language == "en"
    dutch, english = stop_words("nl"), stop_words("en")
    found = words(text)
    return sum(word in english - dutch for word in found) > sum(
        word in dutch - english for word in found
    )


def stem(word: str) -> str:
    """Return the stem of one folded word; a number is its own stem."""
    if not word.isalpha():
        return word
    stemmer = _stemmer()
    made = str(stemmer.stemWord(word))
    noun = _NOUN_OF_VERB.fullmatch(made)
    if noun is not None:
        made = str(stemmer.stemWord(f"{noun[1]}en"))
    stemmer.stemWord("")  # or it would hold on to the word
    return made


@remembered(REMEMBERED)
def source_stem(word: str) -> str:
    """Return `stem` of a word of a source, which is remembered."""
    return stem(word)


@cache
def _stemmer() -> Any:
    """Make the stemmer once, with no memory of words."""
    return Stemmer.Stemmer(STEMMER, _UNREMEMBERED)


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return the folded stop words of "nl" or "en". Raises KeyError for another language."""
    sections: dict[str, set[str]] = {}
    for line in files("index").joinpath("stopwords.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), set())
        elif line and not line.startswith("#"):
            current.update(line.split())
    return frozenset(sections[language])
