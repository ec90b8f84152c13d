"""Whether the whole way answers what can be answered, and which check declines: a measurement.

    python -m tests.training.decided

Questions over documents that were not trained on, in libraries of eight; no rule was written for
them. They are hard on purpose: those with an answer share few words with it, near misses share
many. So it tells two ways of deciding apart, and not how good the bot is. Of each cause the table
has how many questions without an answer end so, and how many with one: a check is worth its keep
where the first number is much the larger.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from bot import settings
from bot.answering.answerer import Answerer
from bot.answering.missing import missing_there
from bot.answering.model import Answered, Clarify, DeclineReason
from bot.answering.wishes import asked_for
from bot.wiring import ReadingRoom, load_model
from knowledge.model import Document
from tests.support.builders import article
from tests.support.library import LibraryBuilder
from tests.training.material import Written, parts

DOCUMENTS: Final = 8  # of a library
_PARAGRAPH: Final = 4  # sentences


def main() -> None:
    """Ask everything, and print how it ended."""
    model = load_model(settings.load(None))
    held_out = parts()[1]
    ended: dict[bool, Counter[str]] = {False: Counter(), True: Counter()}
    for first in range(0, len(held_out), DOCUMENTS):
        with tempfile.TemporaryDirectory() as folder:
            library = LibraryBuilder(Path(folder), model)
            there = held_out[first : first + DOCUMENTS]
            library.holds(*map(document, there))
            for question, is_answerable in questions(there):
                ended[is_answerable][cause(library.advisor, question)] += 1
            library.advisor.close()
    sys.stdout.write(told(ended[False], ended[True]))


def document(written: Written) -> Document:
    """Return an invented document as an article in paragraphs."""
    starts = range(0, len(written.sentences), _PARAGRAPH)
    text = (" ".join(written.sentences[start : start + _PARAGRAPH]) for start in starts)
    return article(written.title, "\n\n".join(text))


def questions(documents: Sequence[Written]) -> Iterator[tuple[str, bool]]:
    """Yield what is asked of the documents, and whether one of them answers it."""
    for each in documents:
        yield from ((asked.question, True) for asked in each.asked)
        yield from ((question, False) for question in each.unanswered)


def cause(room: ReadingRoom, text: str) -> str:
    """Return how a question ends: "answered", or by what it was declined."""
    answer = room.answerer.answer(text)[0].answer
    match answer:
        case Answered():
            return "answered"
        case Clarify():
            return "asked back"
        case _ if answer.reason is not DeclineReason.NO_SOURCE or answer.detail:
            return answer.detail or answer.reason.value
        case _:
            return _check(room, room.answerer, text)


def _check(room: ReadingRoom, answerer: Answerer, text: str) -> str:
    """Return what declined a question that nothing more is said of: of several, the first."""
    question, *_ = answerer.understood(text)
    if not answerer.explain(question).enough:
        return "judged too low"
    found = room.find(question.searched, question.language, question.understood.asked)
    hits = asked_for(question, found.hits)
    if missing_there(question.searched, question.language, hits):
        return "missing of its place"
    return "nothing quoted gives it"


def told(without: Counter[str], having: Counter[str]) -> str:
    """Return how questions without an answer ended, and those that have one, as a table."""
    lines = [f"{'':<28} {'without an answer':>18} {'with one':>14}"]
    for name, _ in (without + having).most_common():
        shares = (f"{each[name]:>6} {each[name] / each.total():.3f}" for each in (without, having))
        lines.append(f"{name:<31} {'   '.join(shares)}")
    lines.append(f"{'questions':<28} {without.total():>6}         {having.total():>6}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
