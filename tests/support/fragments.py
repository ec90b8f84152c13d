"""Reads a text fragment as a browser does, to see what a link would jump to.

After "Finding Ranges in a Document" of the WICG specification "URL Fragment Text Directives":
white space is collapsed, words match whole, and of all places where the start stands the first
counts behind which the end follows.
"""

import re
from urllib.parse import unquote


def selected(page: str, link: str) -> str | None:
    """Return the words of the page that the link marks; None when it marks nothing."""
    directive = link.partition(":~:text=")[2]
    if not directive:
        return None
    text = " ".join(page.split())
    start, *end = [unquote(part) for part in directive.split(",")]
    for opening in _whole_words(start).finditer(text):
        if not end:
            return opening[0]
        closing = _whole_words(end[0]).search(text, opening.end())
        if closing:
            return text[opening.start() : closing.end()]
    return None


def _whole_words(words: str) -> re.Pattern[str]:
    """The words, not as a part of longer ones."""
    before = r"(?<!\w)" if re.match(r"\w", words) else ""
    after = r"(?!\w)" if re.search(r"\w$", words) else ""
    return re.compile(before + re.escape(words) + after, re.IGNORECASE)
