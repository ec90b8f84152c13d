"""Whether two descriptions are of one source: the same again, its original, what it replaces."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from knowledge.gazetteer import municipalities_in
from knowledge.keys import REMEMBERED, title_key, url_key
from knowledge.model import Metadata, Original
from knowledge.remembered import remembered
from knowledge.rows import Entry

# Share of the words of two titles, years aside, that are the same. "Nota vrijwilligersbeleid 2022"
# and "Vrijwilligersnota 2026" fall below; a title with one word of six changed does not.
LIKE_TITLE: Final = 0.7
# A note that says "2022-2026" is of 2022.
_YEAR: Final = re.compile(r"\b(?:19|20)\d{2}\b")


def same(known: Metadata, entries: Sequence[Entry]) -> Entry | None:
    """Return the entry of the source that `known` describes: at its address, else by who and when.

    Without an address, title, authors and municipalities are equal, and dates do not contradict.
    Where more than one fits, none is it: a new source harms less than one overwritten.
    """
    alike = [entry for entry in entries if _may_be_same(with_given(known, entry), entry.metadata)]
    exact = [entry for entry in alike if entry.metadata.published == known.published]
    for found in (exact, alike):
        if len(found) == 1:
            return found[0]
    return None


def with_given(known: Metadata, there: Entry) -> Metadata:
    """Return what a page says of itself, with what a person filled in for this source before."""
    kept = [name for name in there.metadata.given if name not in known.given]
    if not kept:
        return known
    values = {name: getattr(there.metadata, name) for name in kept}
    given = tuple(sorted({*known.given, *kept}))
    own = known.own_title or (known.title if "title" in kept else None)
    return replace(known, **values, given=given, own_title=own)


def is_original(original: Original, known: Metadata) -> bool:
    """Return whether a source is the document that a summary names."""
    if original.url and known.url:
        return url_key(original.url) == url_key(known.url)
    publishers = {title_key(name) for name in (original.publisher, known.publisher) if name}
    return title_key(original.title) in _title_keys(known) and len(publishers) <= 1


def predecessors(known: Metadata, entries: Sequence[Entry]) -> list[Entry]:
    """Return the sources of an earlier year that `known` may replace, the latest first.

    Of the same kind, with nearly the same title, and no other publisher or municipality.
    """
    found = [
        entry
        for entry in entries
        if _is_earlier(entry.metadata, known)
        and entry.metadata.kind is known.kind
        and _are_like(entry.metadata, known)
    ]
    return sorted(found, key=lambda entry: _year(entry.metadata) or 0, reverse=True)


def _may_be_same(one: Metadata, other: Metadata) -> bool:
    """Whether nothing tells the two apart."""
    if one.kind is not other.kind:
        return False
    if one.url and other.url:
        return url_key(one.url) == url_key(other.url)
    return (
        bool(_title_keys(one) & _title_keys(other))
        and (one.authors, one.municipalities) == (other.authors, other.municipalities)
        and (one.published == other.published or None in (one.published, other.published))
    )


def _title_keys(known: Metadata) -> set[str]:
    """The title, and the page's own where a person gave another, as they are compared."""
    return {title_key(title) for title in (known.title, known.own_title) if title}


def _is_earlier(one: Metadata, other: Metadata) -> bool:
    """Whether one is of an earlier year than the other, as far as both say."""
    first, second = _year(one), _year(other)
    return first is not None and second is not None and first < second


def _year(known: Metadata) -> int | None:
    """The year of a source: the first in its title, else that of its date."""
    match = _YEAR.search(known.title)
    said = match[0] if match else (known.published or "")[:4]
    return int(said) if said else None


def are_like_titles(one: str, other: str) -> bool:
    """Tell whether two titles, years aside, have nearly the same words."""
    first, second = _words(one), _words(other)
    either = len(first | second)
    return bool(either) and len(first & second) / either >= LIKE_TITLE


@remembered(REMEMBERED)
def _words(title: str) -> frozenset[str]:
    """The words of a title, years aside."""
    return frozenset(title_key(_YEAR.sub("", title)).split())


def _are_like(one: Metadata, other: Metadata) -> bool:
    """Whether title, publisher and municipality let the two be editions of one document."""
    if not are_like_titles(one.title, other.title):
        return False
    publishers = {title_key(name) for name in (one.publisher, other.publisher) if name}
    places = {tuple(municipalities_in(each.title)) for each in (one, other)}
    return len(publishers) <= 1 and len(places) == 1 and one.municipalities == other.municipalities


def is_certain(one: Metadata, other: Metadata) -> bool:
    """Tell whether two that may be the same share more than a title: address, authors or date."""
    dated = one.published is not None and one.published == other.published
    return bool((one.url and other.url) or one.authors or dated)
