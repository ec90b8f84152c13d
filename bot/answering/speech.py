"""What somebody says: where it begins and ends by its quotation marks, and who the speaker is."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile
from typing import Final

from bot.answering import lexicon
from bot.answering.lacking import absent, subject_words
from bot.answering.understand import people, words
from index.demands import asked_places, places
from index.glossary import in_dutch
from index.search import Hit
from knowledge.model import Sentence, SourceKind
from knowledge.remembered import remembered
from knowledge.sentences import sentences

# Typographic marks: before a word it opens; behind a word or a stop it closes ("duo’s": neither),
# and so does one that stands alone behind a sentence. The mark comes first, so that a text without
# one is soon read.
_MARKS: Final = re.compile(
    r"[‘“«„‚’”»](?:(?P<opens>(?<=[‘“«„‚])(?<!\w.)(?=\w))"
    r"|(?<=[’”»])(?<=[\w.,;:?!…].)(?!\w)|(?<=[‘“])(?<= .)(?!\S))"
)
_WORD: Final = re.compile(r"\w+(?:[’'-]\w+)*")
_BEHIND: Final = ".,;!? "  # what may follow on the mark that closes a whole sentence
_BEFORE: Final = 3  # words between "vindt" and the name: "wat vindt de heer Vos", "mening van Vos"
_ENGLISH_VERBS: Final = frozenset(("say", "think", "feel"))  # "what does Vos think"
# How it begins to ask for somebody's words.
_ASKING: Final = frozenset(["how", "hoe", "volgens", "wat", "what"])
# Behind these somebody else follows.
_APART: Final = frozenset(["aan", "and", "by", "door", "en", "met", "tegen", "tot", "with"])
_POST: Final = 5  # words behind a name, in which the post stands: "werkzaam als adviseur …"
_REMEMBERED: Final = 2_000  # texts of sources whose persons are kept


def pairs(text: str) -> bool:
    """Tell whether each quotation mark that opens is closed after it, and the other way round."""
    opened = 0
    for mark in _MARKS.finditer(text):
        opened += 1 if _opens(mark) else -1
        if opened < 0:
            return False
    return opened == 0


def _opens(mark: re.Match[str]) -> bool:
    return mark.lastgroup == "opens"


def bare_end(text: str, start: int, end: int) -> int:
    """Return where `text[start:end]` ends without a last mark that closes nothing in it.

    >>> text = "De zaal is open.’"
    >>> text[: bare_end(text, 0, len(text))]
    'De zaal is open.'
    """
    *_, last = (None, *_MARKS.finditer(text, start, end))
    if last is None or _opens(last) or last.end() < end or pairs(text[start:end]):
        return end
    return start + len(text[start : last.start()].rstrip())


def is_begun(text: str) -> bool:
    """Tell whether a sentence is speech from its first letter on, to its end or beyond.

    >>> is_begun("‘Wij vragen het.’"), is_begun("‘Ja’, zei zij.")
    (True, False)
    """
    first, *others = (*_MARKS.finditer(text), None)
    if first is None or not _opens(first) or first.start() > 0:
        return False
    closes = next((mark for mark in others if mark and not _opens(mark)), None)
    return closes is None or not text[closes.end() :].strip(_BEHIND)


def speaker(hit: Hit, sentence: Sentence) -> str:
    """Return the full name of the person whose words a sentence gives, "" for nobody's.

    That is who is named in it as saying it; or, of speech, who was named last in its paragraph.
    """
    text, known = hit.source.text, hit.source.metadata
    persons = [each for each in _persons(text) if each not in {known.publisher, *known.authors}]
    own = text[sentence.start : sentence.end]
    if lexicon.holds("speech", "says", own):
        named = _last_named(own, persons)
        if named:
            return named
    begins = min(e.start for e in hit.passage.sentences if e.block == sentence.block)
    before = text[begins : sentence.start]
    spoken = is_begun(own) or _is_open(before)
    return _last_named(before, persons) if spoken else ""


def asked_speaker(question: str, hit: Hit, sentence: Sentence) -> str:
    """Return the speaker of a sentence when the question names that person, else "".

    By name, or by post ("volgens de adviseur uit Zeist"), as the source tells it.
    """
    name = speaker(hit, sentence)
    return name if name and (is_named(name, question) or _has_post(name, question, hit)) else ""


def is_named(name: str, question: str) -> bool:
    """Tell whether a question names a person, at least by surname."""
    return words(name)[-1] in words(question)


def _has_post(name: str, question: str, hit: Hit) -> bool:
    """Tell whether the source says of a person the post that the question names, and the place.

    Only a sentence that names nobody else says so, with the post right before or behind the name.
    """
    post, asked = _post_asked(question), asked_places(question)
    told = _told_of(hit.source.text, name) if post else ()
    if post in lexicon.word_set("opinion", "participant"):
        told = tuple(each for each in told if lexicon.holds("speech", "took_part", each))
    elif post:
        ways = tuple(in_dutch(post).get(post, (post,)))
        told = tuple(each for each in told if _beside(name, each, ways))
    return any(not asked or not asked.isdisjoint(places(each)) for each in told)


@remembered(_REMEMBERED)
def _told_of(text: str, name: str) -> tuple[str, ...]:
    """The sentences of a source that name this person in full, and nobody else."""
    own = (text[start:end] for start, end in sentences(text))
    return tuple(each for each in own if name in each and people(each) == [name])


def _beside(name: str, text: str, ways: tuple[str, ...]) -> bool:
    """Tell whether a post, in one of its ways, stands right before or behind a name."""
    before, behind = _around(name, text) or ([], [])
    near = [*before[-1:], *islice(takewhile(lambda word: word not in _APART, behind), _POST)]
    return any(word.endswith(ways) for word in near)


def _around(name: str, text: str) -> tuple[list[str], list[str]] | None:
    """Return the words before and behind a full name in a text, None where it is not there."""
    said, who = words(text), words(name)
    places = (n for n in range(len(said)) if said[n : n + len(who)] == who)
    return next(((said[:at], said[at + len(who) :]) for at in places), None)


def _post_asked(question: str) -> str:
    """Return the post by which a question names whose words it asks for, "" for none."""
    said = " ".join(words(question))
    found = (each.search(said) for each in lexicon.patterns("opinion", "by_post"))
    return next((each["post"] for each in found if each), "")


def is_asked_of(question: str, hits: Iterable[Hit]) -> bool:
    """Tell whether a question asks what a person says who speaks in one of the sources."""
    return any(True for _ in _said_by_asked(question, hits))


def speaks_of_it(question: str, hits: Iterable[Hit]) -> bool:
    """Tell whether that person has a word of what else is asked, where the words are given."""
    asked = set(subject_words(question))
    said = ((asked.difference(words(name)), own) for name, own in _said_by_asked(question, hits))
    return any(absent(sorted(of), own) != of for of, own in said)


def _said_by_asked(question: str, hits: Iterable[Hit]) -> Iterator[tuple[str, str]]:
    """Yield the speaker and the text of each sentence of the person whose words are asked for."""
    if not asks_for_speech(question):
        return
    for hit in hits:
        for each in hit.passage.sentences:
            if name := asked_speaker(question, hit, each):
                yield name, hit.source.text[each.start : each.end]


def is_silent(question: str, hits: Sequence[Hit]) -> bool:
    """Tell whether a question asks what a person says who is named in the sources, and is silent.

    Readers who name somebody do not make that person one of whom the sources tell.
    """
    if _ASKING.isdisjoint(words(question)[:1]) or not asks_for_speech(question):
        return False
    articles = [hit for hit in hits if hit.source.metadata.kind is not SourceKind.COMMENT]
    texts = list(dict.fromkeys(hit.source.text for hit in articles))
    wrote = {name for hit in articles for name in hit.source.metadata.authors}
    asked = {
        name for text in texts for name in _persons(text) if _asked_of(name, question)
    } - wrote
    speak = {speaker(hit, each) for hit in articles for each in hit.passage.sentences if asked}
    return any(not any(_speaks(name, text) for text in texts) for name in asked - speak)


def _asked_of(name: str, question: str) -> bool:
    """Tell whether it is the opinion or the words of this person that are asked for."""
    around = _around(name, question)
    if around is None:
        return False
    verb = [word for word in around[1][:1] if word in _ENGLISH_VERBS]
    return asks_for_speech(" ".join([*around[0][-_BEFORE:], *verb]))


def _speaks(name: str, text: str) -> bool:
    """Tell whether a text gives words or a view of a person whom it names in full."""
    surname = _WORD.findall(name)[-1]
    own = (text[start:end] for start, end in sentences(text))
    return any(
        surname in each
        and (lexicon.holds("speech", "says", each) or lexicon.holds("speech", "views", each))
        for each in own
    )


def asks_for_speech(question: str) -> bool:
    """Tell whether a question asks what somebody says."""
    return lexicon.holds("opinion", "of_person", " ".join(words(question)))


def _is_open(text: str) -> bool:
    """Tell whether speech that begins in a text goes on behind it."""
    opened = 0
    for mark in _MARKS.finditer(text):
        opened = opened + 1 if _opens(mark) else max(0, opened - 1)
    return opened > 0


def _last_named(text: str, persons: Iterable[str]) -> str:
    """Return the person whose surname stands last in a text, "" for none."""
    named = {_WORD.findall(name)[-1]: name for name in persons}
    return next((named[word] for word in reversed(_WORD.findall(text)) if word in named), "")


@remembered(_REMEMBERED)
def _persons(text: str) -> tuple[str, ...]:
    """The persons whom a source names in full; it comes back with every question."""
    return tuple(dict.fromkeys(people(text)))
