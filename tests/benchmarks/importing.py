"""What an import costs beside its model: many articles at once, and one note in a full library.

    python -m tests.benchmarks.importing FOLDER

imports that folder in this process, with the model's time told apart; `imported` starts one for
it, so that the memory is that of an import alone.
"""

import contextlib
import io
import json
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, cast

from bot import wiring
from bot.cli import main as vrijwijzer
from index.embedder import Embedder, load
from index.entries import entries
from index.rows import Spans, Vector, Vectors
from index.search import Index
from knowledge.library import Library
from knowledge.model import Document, Source, SourceKind
from tests.benchmarks.clock import seconds
from tests.benchmarks.heap import A_SOURCE, Inventing, bundled_sources, invented
from tests.support.builders import case_note

# An article: as long as a short news item. Longer ones have more passages for each file.
PARAGRAPHS: Final = 12
SENTENCES: Final = 4
WORDS: Final = 15
# Passages that are embedded once more, in bulk, to compare with; and how many go by in between.
BULK: Final = 32
BETWEEN: Final = 96
NOTES: Final = 9


@dataclass(frozen=True, slots=True)
class Imported:
    """An import as a whole; the loading of the model is left out.

    `share` of its seconds were spent in the model; `speed` is its passages a second, in units of
    the bare model's over some of the same texts in bulk, in turn with the import; `megabytes` is
    the most memory it took.
    """

    articles: int
    passages: int
    seconds: float
    share: float
    speed: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Noted:
    """One case note more, from its text until it is found: medians of the same notes.

    `ratio` is in units of embedding it.
    """

    passages: int
    milliseconds: float
    ratio: float


class Timing:
    """An `Embedder` that knows how long it embedded, and how much.

    Some passages it embeds once more, in one go: `bulk` of them, in `bulk_seconds`.
    """

    def __init__(self, real: Embedder) -> None:
        self._real = real
        self.name, self.dimension = real.name, real.dimension
        self.seconds = self.bulk_seconds = 0.0
        self.passages = self.bulk = 0
        self._waiting: list[tuple[str, Spans]] = []

    def embed_query(self, text: str) -> Vector:
        return self._real.embed_query(text)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._real.embed_passages(texts)

    def embed_with_sentences(self, texts: Sequence[str], spans: Sequence[Spans]) -> list[Vectors]:
        began = time.perf_counter()
        made = self._real.embed_with_sentences(texts, spans)
        self.seconds += time.perf_counter() - began
        self.passages += len(texts)
        self._waiting += zip(texts, spans, strict=True)
        if len(self._waiting) >= BETWEEN:
            self._once_more()
        return made

    def _once_more(self) -> None:
        """Embed the last passages again, as bulk."""
        some, self._waiting = self._waiting[-BULK:], []
        texts, spans = [text for text, _ in some], [inside for _, inside in some]
        self.bulk_seconds += seconds(lambda: self._real.embed_with_sentences(texts, spans))
        self.bulk += len(some)


def written(folder: Path, count: int) -> Path:
    """`count` articles of words out of the bundled texts: web pages and plain text in turn."""
    folder.mkdir()
    words = sorted({word for each in bundled_sources() for word in _plain_words(each.text)})
    for number in range(count):
        chance = random.Random(number)  # noqa: S311 - an article, no secret
        title = f"Artikel {number} over {' '.join(chance.sample(words, 4))}"
        paragraphs = [
            " ".join(_sentence(chance, words) for _ in range(SENTENCES)) for _ in range(PARAGRAPHS)
        ]
        if number % 2:
            (folder / f"{number:05}.txt").write_text("\n\n".join([title, *paragraphs]), "utf-8")
        else:
            (folder / f"{number:05}.html").write_text(_page(title, paragraphs), "utf-8")
    return folder


def imported(count: int) -> Imported:
    """Import that many articles, in a process of its own."""
    with TemporaryDirectory() as folder:
        articles = written(Path(folder) / "in", count)
        command = [sys.executable, "-m", "tests.benchmarks.importing", str(articles)]
        told = subprocess.run(  # noqa: S603 - our own module
            command, stdout=subprocess.PIPE, text=True, check=True
        )
    return Imported(**json.loads(told.stdout.splitlines()[-1]))


def importing(articles: Path, embedder: Embedder) -> Imported:
    """Import a folder with `vrijwijzer add`, here and now."""
    timed = Timing(embedder)
    with TemporaryDirectory() as data, _model(timed), contextlib.redirect_stdout(io.StringIO()):
        whole = seconds(lambda: vrijwijzer(["add", str(articles), "--data", data, "--json"]))
    took = whole - timed.bulk_seconds
    bare = timed.bulk / timed.bulk_seconds if timed.bulk else float("nan")
    return Imported(
        articles=len(list(articles.iterdir())),
        passages=timed.passages,
        seconds=took,
        share=timed.seconds / took,
        speed=timed.passages / took / bare,
        megabytes=_peak(),
    )


def noted(folder: Path, embedder: Embedder, passages: int) -> Noted:
    """Add notes, one by one, to a library of so many passages beside the bundled ones."""
    inventing = Inventing(embedder)
    library, index = Library(folder), Index(folder, inventing)
    heap = list(invented(0, passages // A_SOURCE))
    index.prepare(heap)
    library.add(heap)
    index.refresh(library)
    spent: list[float] = []
    ratios: list[float] = []
    sizes: list[int] = []
    for number in range(NOTES):
        document = _note(number)
        sources: list[Source] = library.prepare(document)
        own = entries(sources)
        texts, spans = [each.embedded for each in own], [each.spans for each in own]
        unit = seconds(partial(inventing.embed_with_sentences, texts, spans))
        took = seconds(partial(_added, library, index, document))
        spent.append(took)
        ratios.append(took / unit)
        sizes.append(len(own))
    index.close()
    library.close()
    return Noted(
        round(statistics.mean(sizes)),
        1000 * statistics.median(spent),
        statistics.median(ratios),
    )


def _added(library: Library, index: Index, document: Document) -> None:
    """What `vrijwijzer add` and a bot that looks at the library do with a new note."""
    sources = library.prepare(document)
    index.prepare(sources)
    library.add(sources, document.page)
    index.refresh(library)
    found = index.search(document.metadata.title)
    if sources[0].id not in {hit.source.id for hit in found}:
        raise RuntimeError(f"{sources[0].id} was added and is not found")


def _note(number: int) -> Document:
    """A case note like those that come with the package, about something of its own."""
    own = [each for each in bundled_sources() if each.metadata.kind is SourceKind.CASE_NOTE]
    text = own[number % len(own)].text
    chance = random.Random(number)  # noqa: S311 - a note, no secret
    words = _plain_words(text)
    paragraphs = [
        " ".join(_sentence(chance, words) for _ in range(SENTENCES))
        for _ in range(PARAGRAPHS // 2)
    ]
    return case_note(f"Notitie {number} {' '.join(words[:4])}", "\n\n".join(paragraphs))


def _sentence(chance: random.Random, words: Sequence[str]) -> str:
    return " ".join(chance.choices(words, k=WORDS)).capitalize() + "."


def _plain_words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


def _page(title: str, paragraphs: Sequence[str]) -> str:
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    return (
        f"<!doctype html><html lang=nl><head><title>{title}</title></head><body>"
        "<nav><a href='/'>Home</a> <a href='/nieuws'>Nieuws</a></nav>"
        f"<article><h1>{title}</h1>{body}</article><footer><p>Volg ons</p></footer></body></html>"
    )


@contextlib.contextmanager
def _model(embedder: Timing) -> Iterator[None]:
    """Have the command use this model, which is loaded already."""
    usual = wiring.load_model
    wiring.load_model = lambda settings: cast("Any", embedder)  # it embeds as well
    try:
        yield
    finally:
        wiring.load_model = usual


def _peak() -> float:
    """The most memory that this process had, in megabytes."""
    status = Path("/proc/self/status").read_text("ascii")
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(importing(Path(sys.argv[1]), load()))) + "\n")
