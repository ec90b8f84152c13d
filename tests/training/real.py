"""Trains index/e5_adapter.safetensors on, by what examiners asked over real texts; 15 minutes.

    python -m tests.training.real FILE --from ADAPTER SOURCE [SOURCE ...]

`examined/questions.jsonl` holds questions over two articles, in the form of `tests/gold`; the
articles themselves (SOURCE) are not in this repository. Each batch has some of the questions of
each article, and some invented documents, so that what was learned of those is not lost.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from bot import settings
from bot.answering.understand import Kind, Turn
from bot.evaluation import gold, places
from bot.evaluation.gold import Status
from bot.evaluation.places import Place
from bot.evaluation.shelf import shelf
from bot.wiring import ReadingRoom, load_model
from knowledge.model import Source
from tests.training.adapter import RATE_FROM, SEED, Trainee, asked, tell, tensors, train
from tests.training.material import FOLDER, Asked, Drawn, Written, parts
from tests.training.weighing import stands_in

QUESTIONS: Final = FOLDER / "examined" / "questions.jsonl"
STEPS: Final = 180
DRAWN: Final = 44  # questions over the articles in a batch
INVENTED: Final = 5  # documents beside them in a batch
INVENTED_DRAWN: Final = 16  # questions of each of those
TAKEN: Final = 0.75  # of what is learned; with all, more near misses over unknown texts pass
TOLD: Final = 20  # steps of which the loss is told together

Tensors = dict[str, NDArray[np.float16]]
_Ask = tuple[str, Sequence[int]]


def main() -> None:
    """Train, and write the file."""
    parser = argparse.ArgumentParser("tests.training.real", description=__doc__)
    parser.add_argument("file", type=Path, help="where the adapter goes")
    parser.add_argument("--from", type=Path, dest="before", required=True, help="an adapter")
    parser.add_argument("source", type=Path, nargs="+", help="a document that is asked about")
    given = parser.parse_args()
    torch.manual_seed(SEED)
    documents = list(examined(given.source))
    trainee = Trainee()
    before = load_file(given.before)
    trainee.go_on_from(before)
    chance = Random(SEED)  # noqa: S311 - nothing secret hangs on it
    drawn = beside(documents, parts()[0], chance)
    losses = train(trainee, drawn, chance, steps=STEPS, rate=RATE_FROM)
    for _ in range(0, STEPS, TOLD):
        tell(islice(losses, TOLD))
    save_file(between(before, tensors(trainee)), given.file)


def between(before: Tensors, after: Tensors) -> Tensors:
    """Return the matrices between those of before and after, `TAKEN` of the way."""
    return {
        name: ((1 - TAKEN) * before[name].astype("f4") + TAKEN * learned).astype("f2")
        for name, learned in after.items()
    }


def beside(
    documents: Sequence[Written], invented: Sequence[Written], chance: Random
) -> Iterator[list[Drawn]]:
    """Yield the batches: questions over each document, in turns, and some over invented ones."""
    every = [each.every() for each in documents]
    share = DRAWN / sum(map(len, every))
    turns = [_turns(each, chance) for each in every]
    for _ in range(STEPS):
        real = [
            Drawn(one, [next(turn) for _ in range(round(share * len(all_)))])
            for one, turn, all_ in zip(documents, turns, every, strict=True)
        ]
        others = []
        for one in chance.sample(invented, INVENTED):
            all_asked = list(asked(one, chance))
            few = chance.sample(all_asked, min(len(all_asked), INVENTED_DRAWN))
            others.append(Drawn(one, few))
        yield [*real, *others]


def _turns(every: Sequence[_Ask], chance: Random) -> Iterator[_Ask]:
    """Yield all of some questions in an order by chance, and all again in another, without end."""
    while True:
        yield from chance.sample(every, len(every))


def examined(paths: Sequence[Path]) -> Iterator[Written]:
    """Yield what is asked of the sources as documents, one for each publisher.

    A question is what the bot searches for it: a follow-up has what it follows on in brackets.
    One that no sentence answers belongs to the documents in turn.
    """
    chosen = settings.load(None)
    with shelf(paths, load_model(chosen), chosen.cache_folder / "evaluation") as there:
        sources = there.room.library.searchable()
        answered, unanswered = _searched(there.room, sources)
    of_publisher: defaultdict[str | None, list[Source]] = defaultdict(list)
    for source in sources:
        if any(place.source_id == source.id for _, there in answered for place in there):
            of_publisher[source.metadata.publisher].append(source)
    for turn, own in enumerate(of_publisher.values()):
        yield _written(own, answered, unanswered[turn :: len(of_publisher)])


def _searched(
    room: ReadingRoom, sources: Sequence[Source]
) -> tuple[list[tuple[str, tuple[Place, ...]]], list[str]]:
    """Return each question as it is searched with what answers it, and those without answer.

    A how-to is none of those: where its matter is named without a method, the answer says so.
    """
    answered: list[tuple[str, tuple[Place, ...]]] = []
    unanswered: list[str] = []
    turns: dict[str, Turn] = {}
    for each in places.resolve(gold.read(QUESTIONS), sources):
        one = each.question
        before = turns.get(one.prev or "")
        understood = room.answerer.understood(one.question, before)
        _, turns[one.id] = room.answerer.answer(one.question, before)
        if len(understood) > 1:
            continue
        if one.status is Status.ANSWERED:
            answered.append((understood[0].searched, each.gold))
        elif one.status is Status.DECLINED and understood[0].kind is not Kind.HOW_TO:
            unanswered.append(understood[0].searched)
    return answered, unanswered


def _written(
    sources: Sequence[Source],
    answered: Sequence[tuple[str, tuple[Place, ...]]],
    unanswered: Sequence[str],
) -> Written:
    """Return some sources as one document."""
    spans = [
        Place(source.id, start, end)
        for source in sources
        for start, end in sorted(
            {(s.start, s.end) for passage in source.passages for s in passage.sentences}
        )
    ]
    texts = {source.id: source.text for source in sources}
    placed = ((question, tuple(_answering(spans, there))) for question, there in answered)
    return Written(
        id=sources[0].id,
        title=sources[0].metadata.title,
        sentences=tuple(texts[s.source_id][s.start : s.end].replace("\n", " ") for s in spans),
        asked=tuple(Asked(question, found) for question, found in placed if found),
        unanswered=tuple(unanswered),
    )


def _answering(spans: Sequence[Place], there: Sequence[Place]) -> Iterator[int]:
    """Yield the places of the sentences that stand in a gold one, or hold one."""
    for place, each in enumerate(spans):
        if stands_in(each.source_id, each.start, each.end, there):
            yield place


if __name__ == "__main__":
    main()
