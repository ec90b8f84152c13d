"""Asks gold questions of a library in order, so that a follow-up finds what it follows on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answering.understand import Turn
from bot.evaluation.counterfactual import Probe, spread
from bot.evaluation.places import Marked
from bot.evaluation.scores import Outcome, citations, is_covered, outcome
from bot.evaluation.split import Split
from bot.wiring import ReadingRoom

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """How the questions of a part ended, and which of them showed a gold sentence, and which."""

    outcomes: tuple[Outcome, ...]
    probes: tuple[Probe, ...]

    def spread(self, count: int) -> list[Probe]:
        """Return `count` probes, or all; the same ones for the same questions."""
        by_id = {each.marked.question.id: each for each in self.probes}
        return [by_id[each] for each in spread(by_id, count)]


def ask(room: ReadingRoom, marked: Sequence[Marked], split: Split, progress: Progress) -> Asked:
    """Ask every question; `marked` holds those of the part, and what they follow on."""
    texts = {source.id: source.text for source in room.library.searchable()}
    understood: dict[str, Turn] = {}
    outcomes: list[Outcome] = []
    probes: list[Probe] = []
    for done, each in enumerate(marked, start=1):
        previous = understood.get(each.question.prev or "")
        exchange, question = room.answerer.answer(each.question.question, previous)
        understood[each.question.id] = question
        if split.holds(each.question.id):
            outcomes.append(outcome(each, exchange, texts))
            cited = citations(exchange.answer)
            shown = [place for place in each.gold if is_covered(place, cited)]
            probes += [Probe(each, place, previous) for place in shown[:1]]
        progress(done, len(marked))
    return Asked(tuple(outcomes), tuple(probes))
