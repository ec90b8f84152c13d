"""Why a question is not answered though much of what it asks is found: the sources do not say it.

They say it of another place, or nothing of what it takes for granted; or a reader alone does.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.answering.choose import LIKELY
from bot.answering.evidence import candidates
from bot.answering.gives import names_who
from bot.answering.lacking import lacking, subject_words
from bot.answering.missing import told_there
from bot.answering.of_source import OF_SOURCE, is_of_source
from bot.answering.quotable import Candidate
from bot.answering.readers import fitting, set_aside
from bot.answering.understand import Kind, Question
from bot.answering.wording import Stems
from index import demands, dutch
from index.coverage import only_asks
from index.search import Hit

BY_READER: Final = "readers"
REPEATING: Final = 0.8  # of the question's words that a reader holds, for an article to say it too

_OF_A_PLACE: Final = ("", "s", "se", "er", "ers")  # endings: "Utrechtse", "Utrechters"

# How far below the best what says most of a question may score, to show whose it is. Of 0 to 4, 2
# and 3 decline most of 50 dev questions of which the place was changed, and no right one.
REACH: Final = 3.0
_ROOT: Final = 4  # letters; a shorter root would be found inside any word
_PARTICIPLE: Final = re.compile(r"ge\w+(?:d|t|en)")


def unsaid(question: Question, hits: Sequence[Hit], stems: Stems, *, answerable: bool) -> str:
    """Return why a question is not answered though words of it are found; "" for no reason.

    "of_source": who wrote a text is asked, or when. "readers": a reader's comment, which may not
    answer, alone says it. "assumed": nothing found of the place that is named says what is asked
    the reason of. "elsewhere": what says most of it, or names best who it is, is told of another.
    """
    if is_of_source(question.searched, hits):
        return OF_SOURCE
    if answerable and _is_a_readers(question, hits, stems):
        return BY_READER
    if not answerable or not demands.asked_places(question.searched):
        return ""
    if _assumes(question, hits):
        return "assumed"
    evidence = candidates(question, fitting(question.searched, hits), stems)
    if question.kind is Kind.WHO:
        evidence = [each for each in evidence if names_who(each.own)] or evidence
    if question.sides or not evidence:
        return ""
    near = [each for each in evidence if evidence[0].score - each.score <= REACH]
    telling = max(near, key=lambda each: (_held(question, each), each.score))
    return "elsewhere" if _is_elsewhere(question, telling) else ""


def _held(question: Question, candidate: Candidate) -> int:
    """Return how many words with a subject a candidate holds, of what is asked of the place."""
    said = " ".join((candidate.own, candidate.context, candidate.place))
    asked = {word for word in subject_words(question.searched) if not demands.is_place(word)}
    return len(asked - lacking(question.searched, said))


def _is_elsewhere(question: Question, best: Candidate) -> bool:
    """Tell whether a sentence, or where it stands, names a place and none that is asked about.

    One that speaks of somebody who is asked about says where that is; and what a source of one
    place says of another ("net als Zwolle") it says of its own.
    """
    asked = demands.asked_places(question.searched)
    filed = best.hit.source.metadata.municipalities
    if len(filed) == 1 and not asked.isdisjoint(demands.places(filed[0])):
        return False
    there = _places_told_of(best)
    others = demands.named(question.searched) - asked
    return bool(there) and there.isdisjoint(asked) and others.isdisjoint(dutch.words(best.own))


def _places_told_of(best: Candidate) -> set[str]:
    """Return the places of a sentence; else all that stand beside the last one before it."""
    own = _places_in(best.own)
    text, passage = best.hit.source.text, best.hit.passage
    before = [text[e.start : e.end] for e in passage.sentences if e.end <= best.core]
    naming = (each for each in reversed(before) if best.place and best.place in each)
    return own or _places_in(next(naming, best.place))


def _places_in(text: str) -> set[str]:
    """Return the places that a text names or makes words of ("Utrechtse"), folded."""
    capitals = (dutch.fold(word) for word in re.findall(r"[A-Z][\w'-]+", text))
    made = {word.removesuffix(ending) for word in capitals for ending in _OF_A_PLACE}
    return {each for each in made if demands.is_place(each)} | demands.places(text)


def _assumes(question: Question, hits: Sequence[Hit]) -> bool:
    """Tell whether a why takes for granted what nothing that is found of its place says.

    "Waarom stopte Ede met …?", and none of the passages that name Ede has a word for stopping. One
    other word may be another name for what they say. Of an English question the words are not
    known well enough.
    """
    if question.kind is not Kind.WHY or question.sides or question.language == "en":
        return False
    told = told_there(question.searched, hits)
    lacks = lacking(question.searched, " ".join(told)) & _predicate(question.understood.asked)
    return bool(told) and any(_is_new(word, told) for word in lacks)


def _predicate(question: str) -> set[str]:
    """Return the folded verb behind "waarom"; behind an auxiliary the participle or infinitive."""
    asked = dutch.words(question)
    behind = asked[asked.index("waarom") + 1 :] if "waarom" in asked else []
    verb, *others = behind or [""]  # nothing stands behind "…, waarom?"
    if not (dutch.is_stop_word(verb) or only_asks(verb)):
        return {verb}
    last = {word for word in others[-1:] if word.endswith("en")}
    return last | {word for word in others if _PARTICIPLE.fullmatch(word)}


def _is_new(word: str, told: Sequence[str]) -> bool:
    """Tell whether no word of the texts has a folded one in it: "vraagt" is in "bevraagd"."""
    root = word.removesuffix("t")
    return len(root) < _ROOT or not any(root in dutch.fold(text) for text in told)


def _is_a_readers(question: Question, hits: Sequence[Hit], stems: Stems) -> bool:
    """Tell whether a reader's comment that may not answer is found first, and is to the point.

    Its best sentence is, by its log-odds, and no sentence that may answer is likely to be, nor
    holds most of what it holds of the question: a reader who repeats an article hides it not.
    """
    aside = set_aside(question.searched, hits)
    if not aside or hits[0] not in aside or question.sides or question.each_source:
        return False
    best, *others = candidates(question, hits, stems)
    rivals = (e for e in others if e.score >= LIKELY or e.share >= REPEATING * best.share)
    return best.score > 0 and all(each.hit in aside for each in (best, *rivals))
