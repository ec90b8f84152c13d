"""Sources that disagree: two that are independent, on one matter, and say opposite things.

Only the opposites of the list count (`sentences.toml`), and only when the question asks which of
the two it is, or both sentences share a word that tells what they are about. So most conflicts are
missed rather than one being invented. Both are then shown, each with its source and date.
"""

from collections.abc import Sequence
from typing import Final

from bot.answering import lexicon
from bot.answering.quotable import Candidate
from bot.answering.understand import Kind, Question
from index import dutch

# Quotes of the answer that are looked at: what stands further down is beside the point.
LEADING: Final = 2
# Of the question's words, the share (0-1) that the opposite holds at least, itself or its context.
SAME_MATTER: Final = 0.1

_DENIES: Final = frozenset({"niet", "geen", "nauwelijks", "nooit"})
_DENIED: Final = 3  # words before a state in which a denial turns it around


def opposed(
    question: Question, chosen: Sequence[Candidate], evidence: Sequence[Candidate]
) -> tuple[Candidate, Candidate] | None:
    """Return a leading quote and the best candidate of another source that contradicts it.

    None for a why: who asks the reason of a thing asks not whether it is so.
    """
    if question.kind is Kind.WHY:
        return None
    near = [each for each in evidence if each.share >= SAME_MATTER]
    asked = asked_states(question)
    for name in lexicon.table("opposites"):
        states = lexicon.states(name)
        for said in chosen[:LEADING]:
            side = tells(states, said.own)
            found = (each for each in near if side and _against(said, each, states, side))
            for other in found:
                if states in asked or _share_a_word(said.own, other.own, states):
                    return said, other
    return None


def asked_states(question: Question) -> list[lexicon.States]:
    """Return the pairs of states of which a question asks which one it is; mostly none."""
    asked = set(dutch.words(question.searched))
    pairs = (lexicon.states(name) for name in lexicon.table("opposites"))
    return [states for states in pairs if asked & states.asking]


def _against(said: Candidate, other: Candidate, states: lexicon.States, side: int) -> bool:
    elsewhere = said.hit.source.id != other.hit.source.id
    return elsewhere and tells(states, other.own) == -side


def tells(states: lexicon.States, text: str) -> int:
    """Return 1 for a text that tells of the one state, -1 for the other, 0 for neither or both."""
    found: set[int] = set()
    words = dutch.words(text)
    for place, word in enumerate(words):
        side = (word in states.one) - (word in states.other)
        denied = not _DENIES.isdisjoint(words[max(0, place - _DENIED) : place])
        found.add(-side if denied else side)
    found.discard(0)
    return found.pop() if len(found) == 1 else 0


def _share_a_word(one: str, other: str, states: lexicon.States) -> bool:
    first, second = (set(dutch.content(text)) - states.either for text in (one, other))
    return bool(first & second)
