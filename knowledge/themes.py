"""Which themes of volunteering policy a text is about; the words are data (themes.toml)."""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Final

# Times. A source is about a theme that its text names this often; fewer is a passing word.
MENTIONS: Final = 3


def themes_in(title: str, text: str) -> tuple[str, ...]:
    """Return the themes that the title names, or the text at least MENTIONS times; most first.

    >>> themes_in("Werven bij sportclubs", "Een club vraagt rond.")
    ('sport', 'werving')
    """
    counts = {
        theme: len(pattern.findall(text)) + MENTIONS * bool(pattern.search(title))
        for theme, pattern in _patterns().items()
    }
    named = [theme for theme, count in counts.items() if count >= MENTIONS]
    return tuple(sorted(named, key=lambda theme: -counts[theme]))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """An expression for each theme, from the data file."""
    text = resources.files("knowledge").joinpath("themes.toml").read_text("utf-8")
    themes: dict[str, list[str]] = tomllib.loads(text)["themes"]
    return {
        theme: re.compile(
            r"\b(?:" + "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words) + r")\b",
            re.IGNORECASE,
        )
        for theme, words in themes.items()
    }
