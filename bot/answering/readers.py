"""What readers wrote below a source: when their comments may answer, and when they alone do."""

import re
from collections.abc import Sequence
from typing import Final

from bot.answering import lexicon
from bot.answering.speech import is_asked_of
from bot.answering.understand import words
from index.search import Hit
from knowledge.model import SourceKind

# Entries of words that ask what somebody says.
_SAYING: Final = ("of_person", "asked_for")


def fitting(question: str, hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits that may answer: readers' comments when they are asked for, else the rest.

    A question asks for comments by that word, or by the name of a reader; then for theirs alone.
    Not by the name of somebody who speaks in another source.
    """
    comments = _comments(hits)
    named = of_named_readers(question, hits)
    if named:
        return named
    others = [hit for hit in hits if hit not in comments]
    asked_for = lexicon.holds("opinion", "asked_for", " ".join(words(question)))
    return comments if comments and asked_for and not is_asked_of(question, others) else others


def set_aside(question: str, hits: Sequence[Hit]) -> list[Hit]:
    """Return the readers' comments among the hits that may not answer."""
    may_answer = fitting(question, hits)
    return [hit for hit in _comments(hits) if hit not in may_answer]


def of_named_readers(question: str, hits: Sequence[Hit]) -> list[Hit]:
    """Return the comments among the hits of readers whom a question names."""
    comments = _comments(hits)
    return [hit for hit in comments if _names_one(question, hit.source.metadata.authors)]


def asks_for_all(question: str, hits: Sequence[Hit]) -> bool:
    """Tell whether a question asks what named readers say, and of nothing: all of it answers.

    "Wat vond Anna de Jong?", "Zijn Anna de Jong en Bo Vos het eens?"
    """
    named = of_named_readers(question, hits)
    authors = (author for hit in named for author in hit.source.metadata.authors)
    asked = set(words(question)).difference(*map(words, authors))
    said = " ".join(asked)
    saying = any(lexicon.holds("opinion", name, said) for name in _SAYING)
    if len({hit.source.id for hit in named}) > 1:
        saying = saying or lexicon.holds("opinion", "of_several", said)
    return bool(named) and saying and asked <= lexicon.word_set("opinion", "of_all")


def _comments(hits: Sequence[Hit]) -> list[Hit]:
    return [hit for hit in hits if hit.source.metadata.kind is SourceKind.COMMENT]


def _names_one(question: str, authors: Sequence[str]) -> bool:
    """Tell whether a question has the whole name of an author, or the surname as a name.

    A surname in small letters may be a word ("jong"), and so may any first word of a sentence: it
    is a name with its capital, or right behind a word that asks what somebody says.
    """
    asked = " ".join(words(question))
    return any(
        f" {' '.join(words(author))} " in f" {asked} "
        or re.search(rf"(?<=[^.?!] ){re.escape(author.split()[-1])}\b", question)
        or _asks_what_says(asked, author)
        for author in authors
    )


def _asks_what_says(asked: str, author: str) -> bool:
    """Tell whether folded words have a surname, with its particles, beside a word of saying."""
    surname = re.search(r"(?:\b[a-z]\S* )*\S+$", author)
    name = f" {' '.join(words(surname.group()))} " if surname else ""
    found = (each.finditer(asked) for each in lexicon.patterns("opinion", "of_person"))
    return any(
        f"{asked[said.end() :]} ".startswith(name) or asked[: said.start()].endswith(name)
        for each in found
        for said in each
    )
