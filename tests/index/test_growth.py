"""The index follows a library in slices, at the cost of what changed, and answers meanwhile."""

from collections.abc import Sequence

import numpy as np
import pytest

from index.answerable import UNSURE_CLOSEST, probability, signals
from index.contents import BATCH, WRITTEN
from index.hashing import HashingEmbedder
from index.rows import Spans, Vectors
from index.search import Index
from knowledge.model import Source
from tests.support.builders import article
from tests.support.shelf import Shelf

SPORT = "Nodig sportclubs vroeg uit. Zij kennen de buurt."
CULTURE = "Het theater zoekt gastvrouwen voor de avond."


class Watched:
    """A library that remembers which sources were read of it."""

    def __init__(self, shelf: Shelf) -> None:
        self._library = shelf.library
        self.read: list[str] = []

    @property
    def revision(self) -> int:
        return self._library.revision

    def marks(self) -> dict[str, str]:
        return self._library.marks()

    def searched(self) -> set[str]:
        return self._library.searched()

    def source(self, source_id: str) -> Source:
        self.read.append(source_id)
        return self._library.source(source_id)


class Counting(HashingEmbedder):
    """Counts the passages that are embedded, call by call."""

    def __init__(self) -> None:
        self.calls: list[int] = []

    def embed_with_sentences(self, texts: Sequence[str], spans: Sequence[Spans]) -> list[Vectors]:
        self.calls.append(len(texts))
        return super().embed_with_sentences(texts, spans)


class Other(Counting):
    """Another model, as far as the index can see."""

    name = "other-1"


def filled(shelf: Shelf, count: int) -> None:
    for number in range(count):
        shelf.holds(f"Club {number}", f"Club {number} zoekt een trainer.")
    shelf.index.refresh(shelf.library)


def with_model(shelf: Shelf, model: Counting) -> Index:
    """Open the index again, with another model."""
    shelf.embedder = model
    shelf.reopen()
    return shelf.index


def test_only_what_changed_is_read_and_embedded(shelf: Shelf) -> None:
    filled(shelf, 12)
    index, library = with_model(shelf, model := Counting()), Watched(shelf)
    index.refresh(library)
    assert (library.read, model.calls) == ([], [])

    added = shelf.holds("Sport", SPORT)
    index.refresh(library)
    shelf.library.remove(added)
    index.refresh(library)

    assert library.read == [added]
    assert model.calls == [1]


def test_what_stays_keeps_its_number_when_another_source_changes(shelf: Shelf) -> None:
    filled(shelf, 12)
    before = shelf.index._contents.store.keys()

    shelf.holds("Sport", SPORT)
    shelf.index.refresh(shelf.library)

    now = shelf.index._contents.store.keys()
    assert before.items() <= now.items()
    assert len(now) == len(before) + 1


def test_a_large_change_is_written_and_embedded_in_slices(shelf: Shelf) -> None:
    model = Other()
    for number in range(WRITTEN + 1):
        club = article(f"Club {number}", f"Club {number} zoekt een trainer.")
        shelf.library.add(shelf.library.prepare(club))
    index, steps = with_model(shelf, model), 1

    while not index.advance(shelf.library):
        steps += 1

    assert steps > 2 + WRITTEN // BATCH
    assert max(model.calls) == BATCH
    assert sum(model.calls) == WRITTEN + 1


def test_while_vectors_are_lacking_words_alone_find(shelf: Shelf) -> None:
    filled(shelf, BATCH)
    shelf.holds("Sport", SPORT)
    shelf.holds("Cultuur", CULTURE)
    index = with_model(shelf, Other())

    assert not index.advance(shelf.library)
    assert index.keyword_only
    hits = index.search("Wie kent de buurt?")

    assert [hit.source.metadata.title for hit in hits] == ["Sport"]
    assert (hits[0].dense_rank, hits[0].keyword_rank, hits[0].cosine) == (None, 1, 0)
    assert hits[0].sentence_scores == (0, 0)

    index.refresh(shelf.library)
    assert not index.keyword_only
    assert len(index.search("Wie kent de buurt?")) > 1


def test_words_alone_are_judged_with_care(shelf: Shelf) -> None:
    filled(shelf, BATCH + 1)
    shelf.holds("Sport", SPORT)
    index = with_model(shelf, Other())
    index.advance(shelf.library)

    def judged(question: str) -> float:
        return probability(question, index.search(question), index)

    question = "Nodig sportclubs vroeg uit"
    assert signals(question, index.search(question), index).closest == UNSURE_CLOSEST
    assert judged(question) > judged("Nodig een huis in Groningen vroeg uit")


def test_progress_tells_how_many_vectors_were_lacking(shelf: Shelf) -> None:
    filled(shelf, BATCH + 5)
    index, told = with_model(shelf, Other()), list[tuple[int, int]]()

    index.refresh(shelf.library, lambda done, of: told.append((done, of)))

    assert told[-1] == (BATCH + 5, BATCH + 5)
    assert told == sorted(told)


def test_a_source_that_is_gone_is_no_hit_even_before_the_index_knows(shelf: Shelf) -> None:
    shelf.holds("Cultuur", CULTURE)
    sport = shelf.holds("Sport", SPORT)
    shelf.index.refresh(shelf.library)

    shelf.library.remove(sport)

    titles = [hit.source.metadata.title for hit in shelf.index.search("sportclubs")]
    assert titles == ["Cultuur"]


def test_no_hit_is_lost_that_is_asked_for_deeper_than_usual(shelf: Shelf) -> None:
    filled(shelf, 240)

    assert len(shelf.index.search("Welke club zoekt een trainer?", k=240)) == 240


def test_what_another_process_embedded_is_taken_over(shelf: Shelf) -> None:
    filled(shelf, BATCH + 1)
    index = with_model(shelf, waiting := Other())
    index.advance(shelf.library)
    elsewhere = Index(shelf.folder, Other())
    elsewhere.refresh(shelf.library)
    elsewhere.close()
    waiting.calls.clear()

    assert index.advance(shelf.library)
    assert not index.keyword_only
    assert waiting.calls == []
    np.testing.assert_allclose(index._contents.mean, index._contents.vectors.mean())


@pytest.mark.parametrize("revisions", [1, 3])
def test_the_index_says_which_revision_it_follows(shelf: Shelf, revisions: int) -> None:
    for number in range(revisions):
        shelf.holds(f"Club {number}", SPORT)
    shelf.index.refresh(shelf.library)

    facts = shelf.index._contents.store.facts()

    assert facts["revision"] == str(shelf.library.revision)


def test_of_a_source_that_is_taken_out_no_word_and_no_vector_stays_in_any_file(
    shelf: Shelf,
) -> None:
    for number in range(30):
        shelf.holds(f"Sport {number}", SPORT)
    named = shelf.holds("Eten", "Wilhelmina Kanariepiet kookt voor de buurt.")
    shelf.index.refresh(shelf.library)
    ((blob,),) = shelf.index._contents.store.run(
        "SELECT rows FROM vectors JOIN passages USING (key) WHERE source = ?", named
    )
    traces = (b"kanariep", blob[: 2 * shelf.embedder.dimension])
    assert all(trace in stored(shelf) for trace in traces)

    shelf.library.remove(named)
    shelf.index.refresh(shelf.library)

    assert not any(trace in stored(shelf) for trace in traces)


def stored(shelf: Shelf) -> bytes:
    """All bytes of the folder; words in small letters, vectors as they are."""
    files = [path.read_bytes() for path in shelf.folder.iterdir() if path.is_file()]
    return b"".join((*files, *(content.lower() for content in files)))
