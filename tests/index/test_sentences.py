"""A thing that is asked for is heard in a sentence near the question in meaning, and no other."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.sentences import lacks
from index.things import Demand, Thing
from tests.index.asking import of
from tests.support.builders import article
from tests.support.shelf import Shelf

QUESTION = "Hoeveel kost het?"


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path)
    shelf.clear()
    text = "De zaal is oud. Het dak lekt. De huur is vier euro."
    sources = shelf.library.prepare(article("Zaal", text))
    shelf.library.add(sources, text)
    yield shelf
    shelf.close()


@pytest.mark.parametrize(("cosine", "is_lacking"), [(0.85, False), (0.5, True)])
def test_a_sentence_far_from_the_question_does_not_give_what_it_asks_for(
    shelf: Shelf, cosine: float, *, is_lacking: bool
) -> None:
    (found,) = of(shelf, QUESTION)
    hit = replace(found, sentence_scores=(0.9, 0.6, cosine))

    wanted = Demand(Thing.AMOUNT)

    assert lacks(wanted, QUESTION, [(hit, hit.passage.text)], (), shelf.index) is is_lacking
