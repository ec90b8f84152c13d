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
from typing import Final, NamedTuple

import torch
from safetensors.numpy import load_file, save_file

from bot import settings
from bot.answering.understand import Kind, Turn
from bot.evaluation import gold, places
from bot.evaluation.gold import Status
from bot.evaluation.places import Place
from bot.evaluation.shelf import shelf
from bot.wiring import ReadingRoom, load_model
from knowledge.model import Source
from tests.training.adapter import RATE_FROM, SEED, Trainee, tell, tensors, train
from tests.training.batches import asked
from tests.training.boosting import stands_in
from tests.training.material import FOLDER, Asked, Drawn, Written, parts

QUESTIONS: Final = FOLDER / "examined" / "questions.jsonl"
STEPS: Final = 190
DRAWN: Final = 44  # questions over the articles in a batch
INVENTED: Final = 5  # documents beside them in a batch
INVENTED_DRAWN: Final = 16  # questions of each of those
TOLD: Final = 20  # steps of which the loss is told together


class Found(NamedTuple):
    """A question as it is searched, what answers it, and what is to the point beside that."""

    question: str
    right: Sequence[Place]
    beside: Sequence[Place]


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
    trainee.go_on_from(load_file(given.before))
    chance = Random(SEED)  # noqa: S311 - nothing secret hangs on it
    drawn = beside(documents, parts()[0], chance)
    losses = train(trainee, drawn, chance, steps=STEPS, rate=RATE_FROM)
    for _ in range(0, STEPS, TOLD):
        tell(islice(losses, TOLD))
    save_file(tensors(trainee), given.file)


def beside(
    documents: Sequence[Written], invented: Sequence[Written], chance: Random
) -> Iterator[list[Drawn]]:
    """Yield the batches: questions over each document, in turns, and some over invented ones."""
    every = [each.every() for each in documents]
    share = DRAWN / sum(map(len, every))
    drawn = [
        (one, _turns(own, chance), round(share * len(own)))
        for one, own in zip(documents, every, strict=True)
    ]
    for _ in range(STEPS):
        real = [Drawn(one, list(islice(turns, count))) for one, turns, count in drawn]
        others = []
        for one in chance.sample(invented, INVENTED):
            all_asked = list(asked(one, chance))
            few = chance.sample(all_asked, min(len(all_asked), INVENTED_DRAWN))
            others.append(Drawn(one, few))
        yield [*real, *others]


def _turns(every: Sequence[Asked], chance: Random) -> Iterator[Asked]:
    """Yield all of some questions in an order by chance, and all again in another, without end."""
    while True:
        yield from chance.sample(every, len(every))


def examined(paths: Sequence[Path]) -> Iterator[Written]:
    """Yield what is asked of the sources as documents, one for each publisher.

    A question is what the bot searches for it: a follow-up has what it follows on in brackets.
    One that sentences of two documents answer is left out, as the one's would be wrong of the
    other; one that no sentence answers belongs to the documents in turn.
    """
    chosen = settings.load(None)
    with shelf(paths, load_model(chosen), chosen.cache_folder / "evaluation") as there:
        sources = there.room.library.searchable()
        answered, unanswered = _searched(there.room, sources)
    of_publisher: defaultdict[str | None, list[Source]] = defaultdict(list)
    for source in sources:
        if any(place.source_id == source.id for each in answered for place in each.right):
            of_publisher[source.metadata.publisher].append(source)
    for turn, own in enumerate(of_publisher.values()):
        ids = {source.id for source in own}
        alone = [each for each in answered if {place.source_id for place in each.right} <= ids]
        yield _written(own, alone, unanswered[turn :: len(of_publisher)])


def _searched(room: ReadingRoom, sources: Sequence[Source]) -> tuple[list[Found], list[str]]:
    """Return each question as it is searched with what answers it, and those without answer.

    A how-to is none of those: where its matter is named without a method, the answer says so.
    """
    answered: list[Found] = []
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
            answered.append(Found(understood[0].searched, each.gold, each.supporting))
        elif one.status is Status.DECLINED and understood[0].kind is not Kind.HOW_TO:
            unanswered.append(understood[0].searched)
    return answered, unanswered


def _written(
    sources: Sequence[Source], answered: Sequence[Found], unanswered: Sequence[str]
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
    placed = (
        Asked(
            each.question,
            tuple(_marked(spans, each.right)),
            tuple(_marked(spans, each.beside, each.right)),
        )
        for each in answered
    )
    return Written(
        id=sources[0].id,
        title=sources[0].metadata.title,
        sentences=tuple(texts[s.source_id][s.start : s.end].replace("\n", " ") for s in spans),
        asked=tuple(each for each in placed if each.answers),
        unanswered=tuple(unanswered),
    )


def _marked(
    spans: Sequence[Place], marks: Sequence[Place], apart: Sequence[Place] = ()
) -> Iterator[int]:
    """Yield the places of the sentences that share most with a mark, and not with one `apart`."""
    for place, each in enumerate(spans):
        where = each.source_id, each.start, each.end
        if stands_in(*where, marks) and not stands_in(*where, apart):
            yield place


if __name__ == "__main__":
    main()
