"""What the trees look at, and that they weigh sensibly."""

from dataclasses import replace
from importlib.resources import files

import numpy as np

from bot.answering.evidence import candidates, sighted
from bot.answering.understand import Kind, understand
from bot.answering.weighing import Sight, odds, seen
from index.trees import Trees
from tests.bot.answering.shelf import Shelf
from tests.support.builders import article, source

TEXT = "De club zoekt leden. Zij belt ouders.\n\nHet dak lekt. Komt er een nieuw dak?"


def numbers(text: str = TEXT, question: str = "Hoe komt de club aan leden?") -> np.ndarray:
    shelf = Shelf(source(article("Bron", text)))
    asked = understand(question)
    return seen(asked.kind, *sighted(asked, shelf.find(question, "nl").hits, shelf))


def test_the_trees_that_ship_look_at_no_number_that_is_not_there() -> None:
    shipped = Trees.read(files("bot.answering").joinpath("weighing.json").read_text("utf-8"))

    assert shipped.features.max() < numbers().shape[1]


def test_what_stands_in_another_paragraph_is_no_neighbour() -> None:
    own, own_before, own_after = numbers().T[[3, 4, 6]]

    assert own[0] > 0
    assert list(own_before) == [0, own[0], 0, own[2]]
    assert list(own_after) == [own[1], 0, own[3], 0]


def test_a_sentence_that_is_alone_is_weighed_too() -> None:
    shelf = Shelf(source(article("Bron", "De club zoekt leden.")))
    found = candidates(understand("Wie zoekt leden?"), shelf.find("Wie?", "nl").hits, shelf)

    assert len(found) == 1
    assert np.isfinite(found[0].score)


def test_of_two_that_differ_in_one_thing_the_one_with_more_of_it_is_likelier() -> None:
    shelf = Shelf(source(article("Bron", "De club zoekt leden.\n\nDe bond zoekt leden.")))
    (one, two), _ = sighted(understand("Wie zoekt?"), shelf.find("Wie?", "nl").hits, shelf)
    sight = Sight(own=0.9, fits=True)

    near, far = odds(Kind.WHO, [replace(one, cosine=0.9), replace(two, cosine=0.6)], [sight] * 2)
    assert near > far
    both = [replace(one, share=0.9), replace(two, share=0.1)]
    more, less = odds(Kind.WHO, both, [sight, Sight(own=0.1, fits=True)])
    assert more > less
