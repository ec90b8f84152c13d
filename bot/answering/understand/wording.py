"""The text of a question: whole, tidy, and in words."""

import re
import unicodedata
from typing import Final

MAX_QUESTION: Final = 2_000  # characters; TRUST case 33


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


def plain(text: str) -> str:
    """Return the words of a text with single spaces between them, for whole-text patterns."""
    return " ".join(words(text))


def asks_nothing(text: str) -> bool:
    """Tell whether a text has no letter or digit at all (empty, emoji only, punctuation)."""
    return not any(character.isalnum() for character in text)
