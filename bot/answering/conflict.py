"""Sources that disagree: two that are independent, near the question, and say opposite things.

Only the opposites of the list count (`sentences.toml`), so that most conflicts are missed rather
than one being invented; both are then shown, each with its source and date.
"""

from collections.abc import Sequence
from typing import Final

from bot.answering import lexicon
from bot.answering.quotable import Candidate

# How far below the best the opposite may score; development questions.
OPPOSITE_REACH: Final = 3.5
# Quotes of the answer that are looked at: what stands further down is beside the point.
LEADING: Final = 2


def opposed(chosen: Sequence[Candidate], evidence: Sequence[Candidate]) -> Candidate | None:
    """Return the best candidate of another source that contradicts one of the leading quotes."""
    best = max(candidate.score for candidate in chosen)
    for said in chosen[:LEADING]:
        for other in evidence:
            if other.score < best - OPPOSITE_REACH:
                break
            if other.hit.source.id != said.hit.source.id and _contradict(said.own, other.own):
                return other
    return None


def _contradict(one: str, other: str) -> bool:
    """Tell whether one text has a word of one side of a pair, and the other of its other side."""
    for name in lexicon.table("opposites"):
        this, that = lexicon.patterns("opposites", name)
        for first, second in ((this, that), (that, this)):
            plain = not second.search(one) and not first.search(other)
            if plain and first.search(one) and second.search(other):
                return True
    return False
