"""One question back, when a question may mean two things and the answers would differ.

What may mean two things is data (`senses.toml`); whether the sources speak of both, the hits tell.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from bot.answering.model import MAX_OPTIONS, Clarify, Language, Option
from bot.answering.understand import Question
from index import demands
from index.dutch import content, fold
from index.search import Hit
from knowledge.gazetteer import municipalities_in

# Words that carry a subject. A longer question mostly tells itself what it means.
_SHORT: Final = 6
# 0-1. With an answer so likely nobody has to say whose centre is meant; development questions.
_SURE: Final = 0.9
_SEVERAL: Final = 2


@dataclass(frozen=True, slots=True)
class _Ambiguity:
    """When a question is unclear: it has one of `words`, is of such a kind, and no `unless`.

    The question that it follows on, in brackets, is not asked about once more.
    """

    words: re.Pattern[str]
    kinds: frozenset[str]
    unless: re.Pattern[str]
    data: dict[str, Any]

    def is_in(self, question: Question) -> bool:
        searched, asked = fold(question.searched), fold(question.understood.asked)
        fits = question.kind.value in self.kinds and len(set(content(searched))) <= _SHORT
        return bool(fits and self.words.search(asked) and not self.unless.search(searched))


def clarify(question: Question, probability: float, hits: Sequence[Hit]) -> Clarify | None:
    """Return the question back, or None when there is nothing to ask."""
    for sense in _all("sense"):
        if sense.is_in(question):
            return _by_sense(sense, question.language, hits)
    if probability < _SURE:
        for local in _all("local"):
            if local.is_in(question):
                return _by_place(local, question, hits)
    return None


def _by_sense(sense: _Ambiguity, language: Language, hits: Sequence[Hit]) -> Clarify | None:
    """Offer the senses that the hits speak of; None when that is one."""
    text = fold(" ".join(hit.passage.text for hit in hits))
    options = tuple(
        Option(*option[language])
        for option in sense.data["option"]
        if re.search("|".join(option["seen"]), text)
    )
    return Clarify(sense.data[language], options) if len(options) >= _SEVERAL else None


def _by_place(local: _Ambiguity, question: Question, hits: Sequence[Hit]) -> Clarify | None:
    """Offer the municipalities in which the hits speak of the thing, and none in particular."""
    if any(demands.is_place(name) for name in demands.named(question.searched)):
        return None
    language, data = question.language, local.data
    things = [found[0].split()[-1] for found in local.words.finditer(fold(question.searched))]
    places: dict[str, None] = {}
    for hit in hits:
        if any(thing in fold(hit.passage.text) for thing in things):
            places |= dict.fromkeys(_places(hit))
    offered = list(places)[: MAX_OPTIONS - 1]
    if len(offered) < _SEVERAL:
        return None
    labels = [data[f"each_{language}"].format(place=place) for place in offered]
    options = (Option(label, _with(question.searched, label)) for label in labels)
    general = data[f"general_{language}"]
    return Clarify(data[language], (*options, Option(general, _with(question.searched, general))))


def _places(hit: Hit) -> Sequence[str]:
    """Return whose practice a passage tells of: the source's municipality, else those it names."""
    known = hit.source.metadata.municipalities
    return known if len(known) == 1 else municipalities_in(hit.passage.text)


def _with(question: str, label: str) -> str:
    """Return the question with a label at its end: "Hoe loopt het in Zeist?"."""
    return f"{question.rstrip(' ?.!')} {label[0].lower()}{label[1:]}?"


@cache
def _all(table: str) -> tuple[_Ambiguity, ...]:
    file = resources.files(__package__).joinpath("senses.toml")
    return tuple(
        _Ambiguity(
            re.compile("|".join(entry["words"])),
            frozenset(entry["kinds"]),
            re.compile("|".join(entry["unless"])),
            entry,
        )
        for entry in tomllib.loads(file.read_text(encoding="utf-8"))[table]
    )
