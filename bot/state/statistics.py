"""What is asked, counted over those who agreed to it; never over fewer than five people.

A count says how many questions ended how, in which language, and which sources answers leaned on.
No words come out, and nothing that fewer than five people have in common.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.state.journal import Kept

MIN_PEOPLE: Final = 5  # TRUST §4, AVG: statistics k ≥ 5


@dataclass(frozen=True, slots=True)
class Count:
    """So many questions, of so many people, have this in common ("status", "answered")."""

    about: str
    what: str
    questions: int
    people: int


def counted(kept: Iterable[tuple[str, Kept]]) -> list[Count]:
    """Return what at least five people have in common, the most frequent first.

    `kept` holds answers with the pseudonym of whom they were given to.
    """
    questions: Counter[tuple[str, str]] = Counter()
    people: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for person, each in kept:
        for trait in set(_traits(each)):
            questions[trait] += 1
            people[trait].add(person)
    return [
        Count(*trait, count, len(people[trait]))
        for trait, count in sorted(questions.items(), key=lambda item: (-item[1], item[0]))
        if len(people[trait]) >= MIN_PEOPLE
    ]


def _traits(kept: Kept) -> Iterator[tuple[str, str]]:
    """What is counted of one answer."""
    answer: Any = kept.said.get("answer")
    if not isinstance(answer, Mapping):
        return
    for about in ("status", "reason", "language"):
        if answer.get(about):
            yield about, str(answer[about])
    for citation in answer.get("citations", ()):
        yield "source", str(citation["source"]["id"])
