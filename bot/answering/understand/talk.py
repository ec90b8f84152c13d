"""Words that ask nothing of the sources, and replies to an answer ("meer", "korter", "2")."""

import re
from typing import Final

from bot.answering import lexicon
from bot.answering.understand.wording import plain, words
from index.demands import places_in

_YEAR: Final = 4  # figures

OURS: Final = ("own_text", "own_view")
WISHES: Final = ("more", "shorter", "english", "dutch")


def small_talk(text: str) -> str | None:
    """Return a name of the table `talk` ("greeting", "erase") for words that ask no source."""
    return _matching("talk", unaddressed(text))


def unaddressed(text: str) -> str:
    """Return a text without the name of who is spoken to; the text where that is all.

    >>> unaddressed("VrijWijzer, wat doet Utrecht?"), unaddressed("Wat is VrijWijzer?")
    ('wat doet Utrecht?', 'Wat is VrijWijzer?')
    """
    said = text
    for pattern in lexicon.patterns("addressed", "around"):
        said = pattern.sub("", said)
    return said if words(said) else text


def meant(text: str) -> str:
    """Return a question that asks in another way what others or places do, as asked plainly.

    >>> meant("Wat kunnen we leren van Utrecht?"), meant("Wat leren gemeenten?")
    ('wat doet Utrecht?', 'Wat leren gemeenten?')
    """
    for plainly in lexicon.table("meant"):
        for pattern in lexicon.patterns("meant", plainly):
            found = pattern.search(text)
            if found and ("others" in pattern.groupindex or places_in(text[found.end() :])):
                text = pattern.sub(plainly, text)
    return _plainly(text)


def _plainly(text: str) -> str:
    """Return a question without a turn of phrase that says what is asked in other words.

    >>> _plainly("Waar lopen clubs tegenaan bij werving?")
    'Wat zijn de uitdagingen van clubs bij werving?'
    """
    for plainly in lexicon.table("idioms"):
        for pattern in lexicon.patterns("idioms", plainly):
            found = pattern.search(text)
            if found and not _is_of_a_place(found.groupdict().get("by", "")):
                return plainly.format(**found.groupdict())
    return text


def _is_of_a_place(by: str) -> bool:
    """Tell whether who does it, of whom the plain question says nothing, is a municipality."""
    return bool(places_in(by)) or "gemeente" in by.casefold() or "municipal" in by.casefold()


def reply_of(text: str) -> str | None:
    """Return what a reply to an answer wishes ("more", "shorter", "own_text", "english", …).

    A text or a view of our own can be wished for at any time. "sources": "wie schreef dat?".

    Words that wish nothing ("kun je dat … maken") are left out; what remains must be a wish. Who
    asks what such a word is ("wat is een samenvatting?") wishes nothing.
    """
    for own in OURS:
        if any(each.fullmatch(plain(text)) for each in lexicon.patterns(own, "asked")):
            return own
    if any(each.fullmatch(plain(text)) for each in lexicon.patterns("of_source", "of_answer")):
        return "sources"
    if lexicon.holds("wishes", "defined", text.casefold()):
        return None
    if any(each.fullmatch(plain(text)) for each in lexicon.patterns("wishes", "more_of")):
        return "more"
    filler = lexicon.word_set("wishes", "filler")
    left = [word for word in words(text) if word not in filler]
    if len(left) == 1 and place_of(left[0]) is not None:
        return "choice"
    wished = " ".join(word for word in left if not _counts(word))
    return next((name for name in WISHES if wished in lexicon.table("wishes")[name]), None)


def _counts(word: str) -> bool:
    """Tell whether a word is a number of lines, and no year."""
    written = (lexicon.word_set("numbers", each) for each in lexicon.table("numbers"))
    return (word.isdecimal() and len(word) < _YEAR) or any(word in each for each in written)


def brief(text: str) -> str | None:
    """Return a question without the words that ask for a short answer, None without such words.

    >>> brief("In het kort: wat is samenhang?")
    'wat is samenhang?'
    """
    return _without("brief", "around", text)


def enumerated(text: str) -> str | None:
    """Return a question without words behind it that ask for all there is, None without such.

    >>> enumerated("Wat komt erbij kijken? Graag een opsomming."), enumerated("Noem ze.")
    ('Wat komt erbij kijken?', None)
    """
    return _without("enumerated", "behind", text)


def _without(table: str, name: str, text: str) -> str | None:
    """Return a text without the first find of an entry, None where none is found, or all is."""
    for pattern in lexicon.patterns(table, name):
        found = pattern.search(text.casefold())
        if found and words(left := f"{text[: found.start()]}{text[found.end() :]}".strip()):
            mark = found[0][:1]
            return f"{left}{mark}" if mark in {"?", "!"} else left
    return None


def new_subject(text: str) -> str | None:
    """Return a question without the words that announce another subject, None without such.

    >>> new_subject("Andere vraag: wat doet Ede?"), new_subject("Iets anders doen, kan dat?")
    ('wat doet Ede?', None)
    """
    for pattern in lexicon.patterns("follow_up", "new_subject"):
        found = pattern.match(text.casefold())
        if found and words(rest := text[found.end() :]):
            return rest
    return None


def subject_of(own: str, text: str) -> str:
    """Return what a text or view of our own should be about, "" when that is not said.

    >>> subject_of("own_text", "Schrijf een alinea over samenhang.")
    'samenhang'
    """
    found = re.search(lexicon.table(own)["about"], text)
    subject = found[1] if found else ""
    named = not lexicon.holds("follow_up", "points", subject.casefold())
    preposition = subject.casefold().split()[:1]
    meant = named and not lexicon.word_set("follow_up", "prepositions").issuperset(preposition)
    return subject if meant else ""


def has_place(text: str) -> bool:
    """Tell whether a text names a place in a list: "de tweede route"."""
    return place_of(text) is not None


def place_of(text: str) -> int | None:
    """Return the place (from 1; -1: the last) that a text names by ordinal or figure alone."""
    for word in words(text):
        if word.isdecimal():
            return int(word)
        for place in lexicon.table("ordinals"):
            if word in lexicon.word_set("ordinals", place):
                return int(place)
    return None


def _matching(table: str, text: str) -> str | None:
    said = plain(text)
    for name in lexicon.table(table):
        if any(pattern.fullmatch(said) for pattern in lexicon.patterns(table, name)):
            return name
    return None
