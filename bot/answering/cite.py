"""Citations: a quote with all that proves it, and a link that opens the original at its words.

Text fragments follow the WICG specification "URL Fragment Text Directives": `#:~:text=start,end`,
with comma, dash and ampersand percent-encoded inside the words.
"""

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote, urlsplit

from bot.answering.lists import Span
from bot.answering.model import Citation
from knowledge.model import Ground, Passage

_WHOLE: Final = 80  # characters; a longer quote is named by its first and last words
_EDGE_WORDS: Final = 5
_DAY: Final = 10  # characters of an ISO moment
_CONTEXT: Final = 700  # characters; a longer passage is shown by its quotes and their neighbours


def citation(number: int, span: Span, spans: Sequence[Span], page: str) -> Citation:
    """Return the citation of a span; `spans` are all of the answer, to share one context.

    The link of a summary opens the original at the words that the summary names.
    """
    source, passage = span.hit.source, span.hit.passage
    text = source.text[span.start : span.end]
    ground = _ground(passage, span)
    sheet = _sheet(passage, span)
    original = source.metadata.derived_from
    if original is not None:
        link = _ground_link(original.url, ground)
    elif sheet is not None:
        link = sheet_link(source.metadata.url, sheet)
    else:
        link = link_to(source.metadata.url, text, page)
    first, last = _shown(passage, [s for s in spans if s.hit.passage.id == passage.id])
    return Citation(
        number=number,
        quote=text,
        start=span.start,
        end=span.end,
        passage_id=passage.id,
        heading=passage.heading,
        link=link,
        source_id=source.id,
        source=source.metadata,
        context=source.text[first:last],
        context_start=first,
        item=span.item,
        ground=ground,
        page=sheet,
        imported=source.added[:_DAY] or None,
    )


def link_to(url: str | None, quoted: str, page: str) -> str | None:
    """Return the address of `quoted` in its page, or the plain address, or None without one.

    The words are named only when they occur once in `page`, which `searchable` has made ready: a
    browser jumps to the first occurrence, which might be another one.
    """
    if url is None or not is_web_address(url):
        return None
    wanted = _one_line(quoted)
    if page.count(wanted.casefold()) != 1:
        return url
    parts = wanted.split(" ")
    # First and last words that share one would mark nothing: the end is sought behind the start.
    if len(wanted) <= _WHOLE or len(parts) < 2 * _EDGE_WORDS:
        return with_fragment(url, wanted)
    first, last = " ".join(parts[:_EDGE_WORDS]), " ".join(parts[-_EDGE_WORDS:])
    if page.count(first.casefold()) != 1 or page.count(last.casefold()) != 1:
        return with_fragment(url, wanted)
    return with_fragment(url, first, last)


def sheet_link(url: str | None, sheet: int) -> str | None:
    """Return the address of a page of a PDF, as RFC 8118 has it, or None without an address."""
    if url is None or not is_web_address(url):
        return None
    return url if "#" in url else f"{url}#page={sheet}"


def _sheet(passage: Passage, span: Span) -> int | None:
    return next((s.page for s in passage.sentences if s.start >= span.start), None)


def searchable(page: str) -> str:
    """Return a page as a browser compares its words: white space as one, capitals as small."""
    return _one_line(page).casefold()


def _ground(passage: Passage, span: Span) -> Ground | None:
    inside = (s for s in passage.sentences if span.start <= s.start and s.end <= span.end)
    return next((s.ground for s in inside if s.ground), None)


def _ground_link(url: str | None, ground: Ground | None) -> str | None:
    if url is None or not is_web_address(url):
        return None
    return url if ground is None else with_fragment(url, ground.first, ground.last)


def _shown(passage: Passage, spans: Sequence[Span]) -> tuple[int, int]:
    """Return the stretch of the passage to show: all, or the quotes and a sentence either side."""
    if len(passage.text) <= _CONTEXT:
        return passage.start, passage.end
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    before = [s.start for s in passage.sentences if s.end <= start]
    after = [s.end for s in passage.sentences if s.start >= end]
    return (before[-1] if before else start), (after[0] if after else end)


def with_fragment(url: str, first: str, last: str | None = None) -> str:
    """Return the address with a text directive for the words from `first` to `last`."""
    words = _encoded(first) if last is None else f"{_encoded(first)},{_encoded(last)}"
    joint = "" if "#" in url else "#"
    return f"{url}{joint}:~:text={words}"


def is_web_address(url: str) -> bool:
    """Tell whether an address is one that a reader may be sent to: https or http, with a host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"https", "http"} and bool(parts.hostname) and "." in parts.netloc


def _encoded(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
