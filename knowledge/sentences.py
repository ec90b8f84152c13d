"""Where a Dutch or English sentence ends.

A mark (. ? ! …) with white space behind it ends a sentence unless the word before it is an
abbreviation, an initial or a number that opens a list, unless what follows goes on in lower case,
or unless a bracket is still open. Where the white space was forgotten, a word as "De" or "Het"
right behind a whole word and the mark opens a sentence too. Everything that is quoted to a user is
made of these sentences, so the rules are ours and written out here, not those of a library that
changes under us.
"""

import re
from typing import Final


def _words(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())


# Titles and words that are always followed by what they belong to.
NEVER_LAST: Final = _words(
    """
    afd bijv bv ca cf dhr div dr drs ds evt excl gem hr incl ing ir jhr jkvr mej mevr mr mrs ms mw
    nl nr nrs ong plm prof resp sect st vgl vs vz zgn approx
    """
)
# Words that stand at the end of a sentence too: a capital behind them opens a new one.
SOMETIMES_LAST: Final = _words(
    """
    aant afb al apr art artt aug bijl blz c.s corp dec d.d dept e.a e.d e.v ed eds enz est etc feb
    fig hfst hst inc jan jl jr jul jun lid ltd max min mld mln mrt no nov o.i.d okt a.u.b a.m a.s
    b.v j.l n.v n.v.t oct p.a p.j p.m p.p p p.w pag par pp ph.d red s.v.p sec sep sept sr tab tel
    t.z.t vert vol ma di wo vr za
    """
)
# After a single capital ("plan B.", "in de V.S.") these words open a sentence; a name does not.
OPENERS: Final = _words(
    """
    De Het Een Dat Dit Deze Die Er In Op Ook Wij We Ze Zij Hij Ik U Je Daar Dan Want Maar En Of Als
    Wat Hoe Wie Waar Voor Met Bij Na Om The This That These Those It In On At We They He She I You
    There Then But And Or If What How Who Where For With After A An
    """
)

# Characters. As far as a word reaches that decides whether a mark ends a sentence.
_NEAR: Final = 40
# Characters. As far as a pair of brackets reaches; further off one of them was forgotten.
_BRACKETS: Final = 400

_END: Final = re.compile(
    r"""(?<![.?!…])(?P<mark>[.?!…]++)(?P<close> ?[‘“](?=\s)|['"’”»›)\]]*)"""
    r"""(?=\s|$|(?P<glued>[A-ZÀ-Þ]\w*)\s)"""
)
# "… wat er nodig is.De gemeente": the space behind a sentence was forgotten, or lost in copying.
_GLUED: Final = re.compile(r"(?:^|[\s'‘’“(])[^\W\d_]*[^\W\d_A-ZÀ-Þ]{3}$")
_BLANK_LINE: Final = re.compile(r"\n\s*\n")
_LAST_WORD: Final = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*$")
_OPENING: Final = re.compile(r"""[\s'"‘’“„«‹(\[]*""")
_APOSTROPHE_WORD: Final = re.compile(r"['’‘](?:s|t|n|k|m)\s", re.IGNORECASE)
_INITIALS: Final = re.compile(r"[A-Z](?:\.[A-Z])*$")
_DOTTED: Final = re.compile(r"[^\W\d_]{1,2}(?:\.[^\W\d_]{1,2})+")  # "d.w.z", "m.b.t"
# "1." or "iv." before an item, "Ad 1." before an answer, "…" before a quotation.
_MARKER: Final = re.compile(r"[\W\d_]{1,4}|[ivx]+[.)]+|Ad \d{1,2}[.:]")
_ROMAN_OR_DIGIT: Final = re.compile(r"\d|[IVXLC]+\b")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences, in order, disjoint, without white space around them.

    Outside the spans there is only white space. A blank line always ends a sentence, a single line
    feed never does by itself. Offsets count characters.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for gap in _BLANK_LINE.finditer(text):
        found += _within(text, start, gap.start())
        start = gap.end()
    return found + _within(text, start, len(text))


def _within(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of one paragraph, `text[start:end]`."""
    found = []
    for match in _END.finditer(text, start, end):
        if match.end() < end and _ends_here(text, start, match, end):
            found.append(_trimmed(text, start, match.end()))
            start = match.end()
    if text[start:end].strip():
        found.append(_trimmed(text, start, end))
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its ends."""
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())


def _ends_here(text: str, start: int, match: re.Match[str], end: int) -> bool:
    """Whether the mark ends the sentence that opened at `start`."""
    after = text[match.end() : min(end, match.end() + _NEAR)]
    if not _opens(after) or (match["glued"] and not _is_glued(text, match)):
        return False
    opening = text[start : match.end()].strip() if match.end() - start <= _NEAR else ""
    if _MARKER.fullmatch(opening):
        return False
    if _in_brackets(text, start, match.end(), end):
        return False
    if match["mark"] != "." or match["close"].strip(")]"):
        return True
    stop = match.start("mark")
    return not _abbreviated(text[max(start, stop - _NEAR) : stop], after)


def _is_glued(text: str, match: re.Match[str]) -> bool:
    """Whether a whole word stands before the mark, and one that opens sentences right behind."""
    before = text[max(0, match.start() - _NEAR) : match.start()]
    return match["glued"] in OPENERS and bool(_GLUED.search(before))


def _in_brackets(text: str, start: int, position: int, end: int) -> bool:
    """Whether a bracket opened in this sentence closes only further on."""
    before = text[max(start, position - _BRACKETS) : position]
    behind = text[position : min(end, position + _BRACKETS)]
    opened = before.count("(") + before.count("[") - before.count(")") - before.count("]")
    return opened > 0 and (")" in behind or "]" in behind)


def _opens(after: str) -> bool:
    """Whether what stands behind the mark can open a sentence: anything but lower case."""
    rest = after.lstrip()
    if _APOSTROPHE_WORD.match(rest):  # "'s Avonds", "’t Is"
        rest = rest[2:]
    bare = rest[_OPENING.match(rest).end() :]  # type: ignore[union-attr]  # matches the empty string
    return not bare[:1].islower()


def _abbreviated(before: str, after: str) -> bool:
    """Whether the full stop belongs to the word before it."""
    found = _LAST_WORD.search(before)
    if found is None:
        return False
    word = found[0]
    rest = after[_OPENING.match(after).end() :]  # type: ignore[union-attr]  # matches the empty string
    if _INITIALS.match(word) and word.casefold() not in SOMETIMES_LAST:
        return re.split(r"\W", rest, maxsplit=1)[0] not in OPENERS
    if word.casefold() in SOMETIMES_LAST:
        return bool(_ROMAN_OR_DIGIT.match(rest)) or not rest[:1].isalpha()
    return bool(_DOTTED.fullmatch(word)) or word.casefold() in NEVER_LAST
