"""The libraries that fits of what is quoted are made over, opened one after another."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from bot.evaluation import gold
from bot.evaluation.gold import Enough, GoldQuestion, Status
from bot.evaluation.places import Place
from bot.evaluation.shelf import shelf
from bot.evaluation.split import Split
from bot.wiring import ReadingRoom
from index.embedder import Embedder
from tests.gold import elsewhere
from tests.support.library import LibraryBuilder
from tests.training.decided import DOCUMENTS, document
from tests.training.material import Written, parts

GOLD: Final = Path(__file__).parents[1] / "gold"


class Shelf(NamedTuple):
    """An open library with the gold questions of the dev part, and what they follow on."""

    name: str
    room: ReadingRoom
    questions: Sequence[GoldQuestion]


class Documents(NamedTuple):
    """An open library of some documents of this folder that the model was not trained on."""

    room: ReadingRoom
    documents: Sequence[Written]


def of_gold(sources: Sequence[Path], model: Embedder, cache: Path) -> Iterator[Shelf]:
    """Yield the bundled library, and with `sources` that of the articles."""
    for name, beside in {"bundled": [], "articles": sources}.items():
        if name == "bundled" or beside:
            questions = gold.needed(gold.read(GOLD / f"{name}.jsonl"), Split.DEV)
            with shelf(beside, model, cache) as there:
                yield Shelf(name, there.room, questions)


def of_invented(model: Embedder) -> Iterator[Shelf]:
    """Yield the invented libraries."""
    for folder in elsewhere.libraries():
        questions = gold.needed(gold.read(folder / elsewhere.QUESTIONS), Split.DEV)
        with elsewhere.opened(folder, model) as room:
            yield Shelf(folder.name, room, questions)


def of_documents(model: Embedder) -> Iterator[Documents]:
    """Yield the documents that were not trained on, so many a library."""
    held_out = parts()[1]
    for first in range(0, len(held_out), DOCUMENTS):
        with tempfile.TemporaryDirectory() as folder:
            library = LibraryBuilder(Path(folder), model)
            there = held_out[first : first + DOCUMENTS]
            library.holds(*map(document, there))
            yield Documents(library.advisor, there)
            library.advisor.close()


def stand(room: ReadingRoom, written: Written, which: Sequence[int]) -> tuple[Place, ...]:
    """Return where some sentences of a document stand in its library."""
    source = next(s for s in room.library.searchable() if s.metadata.title == written.title)
    sentences = [written.sentences[place] for place in which]
    starts = [source.text.index(each) for each in sentences]
    return tuple(
        Place(source.id, start, start + len(each))
        for start, each in zip(starts, sentences, strict=True)
    )


def as_gold(
    name: str, question: str, *, answered: bool = True, prev: str | None = None
) -> GoldQuestion:
    """Return a question about a document: one of its sentences suffices, none is named here."""
    return GoldQuestion(
        id=name,
        question=question,
        language="",
        kind="",
        status=Status.ANSWERED if answered else Status.DECLINED,
        enough=Enough.ANY,
        gold=(),
        supporting=(),
        prev=prev,
        near=False,
        method_missing=False,
    )
