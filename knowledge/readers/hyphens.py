"""Lines of print joined into running text: which hyphen at a line end is the word's own."""

import re
from collections.abc import Iterable, Set
from typing import Final

_SOFT: Final = "\u00ad"
_HYPHENS: Final = "-\u2010"
# "sport- en cultuurclubs": the hyphen stands for the rest of the word.
_STANDS_FOR_MORE: Final = frozenset(
    {"en", "of", "tot", "noch", "dan", "maar", "resp.", "c.q.", "and", "or", "to"}
)
# Characters. No word is longer.
_NEAR: Final = 80
_LAST: Final = re.compile(r"[^\W_]+(?:[-\u2010][^\W_]+)*$")
_FIRST: Final = re.compile(r"[^\W_]+(?:[-\u2010.][^\W_]+)*\.?")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Vowels that would be read as one sound: there the word has a hyphen of its own ("zee-eend").
_CLASH: Final = re.compile(r"(?:aa|ae|ai|au|ee|ei|eu|ie|ii|ij|oe|oi|oo|ou|ui|uu)", re.IGNORECASE)
# Behind these a word broken at the line end loses its diaeresis: "ge-interesseerd".
_PREFIXES: Final = frozenset({"be", "ge"})
_DIAERESIS: Final = {"e": "ë", "i": "ï"}
_RANGE: Final = re.compile(r"\d[–-]$")


def words_in(lines: Iterable[str]) -> frozenset[str]:
    """Return the words of a text in lower case, those broken at a line end left out."""
    found: set[str] = set()
    for line in lines:
        whole = line.rstrip().rstrip(_HYPHENS + _SOFT)
        words = _WORD.findall(line.casefold())
        found.update(words if whole == line.rstrip() else words[:-1])
    return frozenset(found)


def joined(before: str, after: str, known: Set[str] = frozenset()) -> str:
    """Return two lines as running text; `known` are words of the same text, in lower case.

    >>> joined("ons vrijwilligers-", "werk telt"), joined("sport-", "en cultuurclubs")
    ('ons vrijwilligerswerk telt', 'sport- en cultuurclubs')
    """
    before, after = before.rstrip(), after.lstrip()
    if before.endswith(_SOFT):
        return before.rstrip(_SOFT) + after
    if _RANGE.search(before[-2:]) and after[:1].isdigit():
        return before + after
    left = _LAST.search(before[-_NEAR:-1]) if before[-1:] and before[-1] in _HYPHENS else None
    right = _FIRST.match(after)
    if left is None or right is None:
        return f"{before} {after}"
    if right[0].casefold() in _STANDS_FOR_MORE:
        return f"{before} {after}"
    clash = bool(_CLASH.fullmatch(left[0][-1] + right[0][0]))
    if clash and left[0].casefold() in _PREFIXES and right[0][0] in _DIAERESIS:
        return before[:-1] + _DIAERESIS[after[0]] + after[1:]
    own = clash or _is_its_own(left[0], right[0].rstrip("."))
    together = f"{left[0]}{right[0].rstrip('.')}".casefold()
    apart = f"{left[0]}-{right[0].rstrip('.')}".casefold()
    keeps = apart in known if known & {together, apart} else own
    return (before if keeps else before[:-1]) + after


def _is_its_own(left: str, right: str) -> bool:
    """Whether the hyphen is written within a line as well: "e-mail", "VNG-leden", "Oost-Gelre"."""
    return not right[0].islower() or len(left) == 1 or left[-1].isupper() or left[-1].isdigit()
