"""Which themes of volunteering policy a text is about; the words are data (themes.toml)."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Final

# Times. A source is about a theme that its text names this often; fewer is a passing word.
MENTIONS: Final = 3
_WORD: Final = re.compile(r"\w+(?:['’-]\w+)*")


def themes_in(title: str, text: str) -> tuple[str, ...]:
    """Return the themes that the title names, or the text at least MENTIONS times; most first.

    >>> themes_in("Werven bij sportclubs", "Een club vraagt rond.")
    ('sport', 'werving')
    """
    counts = Counter(dict(_counts(text)))
    for theme, _ in _counts(title):
        counts[theme] += MENTIONS
    order = list(_themes())
    named = [theme for theme, count in counts.items() if count >= MENTIONS]
    return tuple(sorted(named, key=lambda theme: (-counts[theme], order.index(theme))))


def _counts(text: str) -> Iterator[tuple[str, int]]:
    """How often a text names each theme that it names."""
    folded = text.casefold().replace("’", "'")
    counts: Counter[str] = Counter()
    for word, times in Counter(_WORD.findall(folded)).items():
        for theme in _themes_of(word):
            counts[theme] += times
    for phrase, theme in _phrases():
        counts[theme] += folded.count(phrase)
    yield from ((theme, count) for theme, count in counts.items() if count)


def _themes_of(word: str) -> tuple[str, ...]:
    """The themes that one word speaks of; it may be of a question, and is not remembered."""
    return tuple(theme for theme, pattern in _patterns().items() if pattern.fullmatch(word))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """An expression for the single words of each theme."""
    return {
        theme: re.compile(
            "|".join(re.escape(word).replace(r"\*", ".*") for word in words if " " not in word)
        )
        for theme, words in _themes().items()
    }


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    """The phrases of more words, and their theme."""
    return tuple(
        (word.rstrip("*"), theme)
        for theme, words in _themes().items()
        for word in words
        if " " in word
    )


@cache
def _themes() -> dict[str, list[str]]:
    """The data file, read when it is first needed."""
    text = resources.files("knowledge").joinpath("themes.toml").read_text("utf-8")
    themes: dict[str, list[str]] = tomllib.loads(text)["themes"]
    return themes
