"""Fits bot/answering/following.json: which evidence is to the point of what is asked on.

    python -m tests.training.following FILE [SOURCE ...]

From the conversations of this folder (conversations/), over documents that the model was not
trained on, and those of the dev parts of the gold set and of the invented libraries; where
SOURCEs are named (the two articles), over these too, with what examiners asked of them
(examined/). Three minutes on two cores; what was read in the conversations is what the trees of
now let be quoted, so it is run until little changes. Printed first is what trees fitted to four
fifths of the conversations do in the others, beside what is found with the question that is
followed on, and for what asks by itself.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Final

import numpy as np

from bot import settings
from bot.answering import following
from bot.answering.sides import found_for
from bot.answering.understand import Turn
from bot.evaluation import gold, places
from bot.evaluation.gold import Enough, Status
from bot.evaluation.places import Marked
from bot.evaluation.shelf import shelf
from bot.evaluation.split import Split
from bot.wiring import ReadingRoom, load_model
from tests.training.boosting import ANSWERS, Size, Weighed, fitted, labels_of
from tests.training.libraries import Documents, as_gold, of_documents, of_gold, of_invented, stand
from tests.training.material import Written

CONVERSATIONS: Final = Path(__file__).parent / "conversations" / "documents.jsonl"
SIZE: Final = Size(trees=100, depth=3, smallest=60)
EXAMINED: Final = Path(__file__).parent / "examined" / "questions.jsonl"
FOLDS: Final = 5
_ALONE: Final = 2  # the feature that is the log-odds of what asks by itself


def main() -> None:
    """Gather, tell how trees do in conversations that they do not know, fit to all, and write."""
    parser = argparse.ArgumentParser("tests.training.following", description=__doc__)
    parser.add_argument("file", type=Path, help="where the trees go")
    parser.add_argument("source", type=Path, nargs="*", help="a document of articles.jsonl")
    given = parser.parse_args()
    chosen = settings.load(None)
    model, cache = load_model(chosen), chosen.cache_folder / "evaluation"
    found = [one for each in of_documents(model) for one in of_conversations(each)]
    for name, room, questions in chain(of_invented(model), of_gold(given.source, model, cache)):
        marked = places.resolve(questions, room.library.searchable())
        found += asked_on(room, name, marked, Split.DEV.holds)
    if given.source:
        with shelf(given.source, model, cache) as there:
            marked = places.resolve(gold.read(EXAMINED), there.room.library.searchable())
            found += asked_on(there.room, "examined", marked)
    sys.stdout.write(held_out(found))
    given.file.write_text(fitted(found, SIZE).text(), encoding="utf-8")


def of_conversations(library: Documents) -> Iterator[Weighed]:
    """Yield what is asked on in the conversations over the documents of a library."""
    documents = {each.id: each for each in library.documents}
    for line in CONVERSATIONS.read_text(encoding="utf-8").splitlines():
        read: dict[str, Any] = json.loads(line)
        if read["turns"][0]["document"] in documents:
            yield from asked_on(library.room, "documents", _marked(read, library.room, documents))


def _marked(
    read: Mapping[str, Any], room: ReadingRoom, documents: Mapping[str, Written]
) -> Iterator[Marked]:
    """Yield the turns of a conversation as gold."""
    before = None
    for number, each in enumerate(read["turns"]):
        name, written = f"{read['id']}-{number}", documents[each["document"]]
        one = as_gold(name, each["question"], answered=bool(each["answers"]), prev=before)
        own, beside = (stand(room, written, each[key]) for key in ("answers", "beside"))
        yield Marked(one, own, beside)
        before = name


def asked_on(
    room: ReadingRoom,
    library: str,
    asked: Iterable[Marked],
    holds: Callable[[str], bool] = lambda name: True,
) -> Iterator[Weighed]:
    """Yield what follows on something and has an answer, asked in its conversation.

    `holds` tells by its id whether a question is fitted to.
    """
    turns: dict[str, Turn] = {}
    begins: dict[str, str] = {}
    for each in asked:
        one = each.question
        before = one.prev or ""
        _, turns[one.id] = room.answerer.answer(one.question, turns.get(before))
        begins[one.id] = begins.get(before, one.id)
        if before and one.status is Status.ANSWERED and holds(one.id):
            yield from weighed(room, f"{library} {begins[one.id]}", each, turns[one.id])


def weighed(room: ReadingRoom, group: str, marked: Marked, turn: Turn) -> Iterator[Weighed]:
    """Yield a question with what is seen of its evidence, where that is weighed and answers it."""
    asked = turn.asked.questions[-1] if turn.asked else None
    if asked is None or not asked.read:
        return
    together, alone = following.both_ways(asked, found_for(room, asked), room)
    room.index.forget()
    if not together:
        return
    pieces, rows = following.seen(asked, together, alone)
    labels = labels_of(pieces, marked)
    if ANSWERS in labels:
        yield Weighed(group, rows, labels, marked.question.enough is Enough.ANY)


def held_out(asked: Sequence[Weighed]) -> str:
    """Return how trees do in conversations that they were not fitted to."""
    names = sorted({each.group for each in asked})
    ways: dict[str, list[bool]] = {"trees": [], "with what it follows on": [], "by itself": []}
    for fold in range(FOLDS):
        out = set(names[fold::FOLDS])
        trees = fitted([each for each in asked if each.group not in out], SIZE)
        for each in asked:
            if each.group in out:
                found = (trees.odds(each.rows), each.rows[:, 0], each.rows[:, _ALONE])
                for way, odds in zip(ways.values(), found, strict=True):
                    way.append(each.labels[odds.argmax()] == ANSWERS)
    lines = [f"{len(asked)} questions in {len(names)} conversations, each left out in turn:"]
    lines += [f"{name:<24} first answers {np.mean(way):.3f}" for name, way in ways.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
