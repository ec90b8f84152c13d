"""A list is asked for as a whole, where what stands above it says what is asked."""

from dataclasses import replace

import pytest

from bot.answering.answerer import Answerer
from bot.answering.compose import compose
from bot.answering.evidence import candidates
from bot.answering.model import Declined
from bot.answering.understand import understand
from tests.bot.answering.shelf import Shelf, answered
from tests.support.builders import article, source

BOAT = """
## Het veer in de winter

In december vaart het veer niet. Wie het veer in de winter wil gebruiken, leest eerst het bord:

- de kade moet droog zijn
- een schipper is aanwezig
- er hangt een lamp aan boord

In maart vaart alles weer gewoon.
"""
PIANO = """
## Een piano stemmen

De stemmer in Duinveen heeft het druk. Het stemmen gaat zo:

1. Hij luistert naar elke snaar.
2. Hij draait de pennen bij.
3. Hij speelt een lied tot slot.

Daarna rust het instrument een dag.
"""


def quotes(question: str, text: str) -> list[str]:
    found = answered(question, article("Bron", text))
    return [each.quote for each in found.citations]


@pytest.mark.parametrize(
    "question",
    [
        "Waar moet het veer in de winter aan voldoen?",
        "Welke voorwaarden gelden er voor het veer in de winter?",
        "voorwaarden voor het veer in de winter",
    ],
)
def test_a_list_comes_whole_when_its_heading_and_lead_in_say_what_is_asked(question: str) -> None:
    said = quotes(question, BOAT)

    assert said[-3:] == [
        "de kade moet droog zijn",
        "een schipper is aanwezig",
        "er hangt een lamp aan boord",
    ]
    assert said[0].endswith("leest eerst het bord:")


def test_steps_come_whole_to_who_asks_how_it_is_done() -> None:
    said = quotes("Hoe gaat het stemmen van een piano?", PIANO)

    assert said[-3:] == [
        "Hij luistert naar elke snaar.",
        "Hij draait de pennen bij.",
        "Hij speelt een lied tot slot.",
    ]


def test_places_come_whole_to_who_asks_where_something_is() -> None:
    text = """
## Beleid

Beleid voor het veer is in een gemeente in drie handen:

- Bij een ambtenaar van de gemeente die over het veer gaat.
- Bij de schipper.
- Bij de school aan de kade.
"""

    assert quotes("Waar vind ik in de gemeente beleid voor het veer?", text)[-3:] == [
        "Bij een ambtenaar van de gemeente die over het veer gaat.",
        "Bij de schipper.",
        "Bij de school aan de kade.",
    ]


def test_what_one_item_tells_brings_no_list() -> None:
    said = quotes("Hoe draait hij de pennen bij?", PIANO)

    assert "Hij draait de pennen bij." in said
    assert "Hij luistert naar elke snaar." not in said


def test_who_asks_for_one_thing_gets_no_list() -> None:
    said = quotes("Wanneer vaart het veer in de winter?", BOAT)

    assert "er hangt een lamp aan boord" not in said


FIELDS = """
Vlierdam werkt samen met clubs in de velden sport, groen en zorg.

Samenwerken gebeurt op drie velden:

- sport: velden van clubs;
- groen: velden van tuinders;
- zorg: velden van buren.
"""


def test_a_sentence_on_the_place_that_is_named_comes_before_a_list_on_none() -> None:
    sentence = "Vlierdam werkt samen met clubs in de velden sport, groen en zorg."

    assert quotes("Op welke velden wordt er samengewerkt met clubs?", FIELDS)[0] != sentence
    named = FIELDS.replace("Vlierdam", "Amersfoort")
    first, *_ = quotes("In welke velden werkt Amersfoort samen met clubs?", named)
    assert first == sentence.replace("Vlierdam", "Amersfoort")


def test_what_one_place_does_is_not_told_of_another() -> None:
    shelf = Shelf(source(article("Bron", FIELDS.replace("Vlierdam", "Zeist"))))

    asked, _ = Answerer(shelf, b"key").answer("In welke velden werkt Amersfoort samen met clubs?")

    assert isinstance(asked.answer, Declined)
    assert asked.answer.detail == "elsewhere"


@pytest.mark.parametrize(("last", "told"), [(0.5, 4), (0.3, 1)])
def test_a_list_comes_whole_where_each_item_is_likely(last: float, told: int) -> None:
    text = "Er zijn drie rollen:\n\n- De voorzitter.\n- De schrijver.\n- De gast.\n"
    shelf = Shelf(source(article("Bron", text)))
    question = understand("De voorzitter kan dat doen")
    found = candidates(question, shelf.find(question.searched, "nl").hits, shelf)
    found.sort(key=lambda each: each.core)
    scores = (-3.0, 2.0, 1.0, last)
    scored = [replace(each, score=s) for each, s in zip(found, scores, strict=True)]
    best_first = sorted(scored, key=lambda each: -each.score)

    assert len(compose(question, best_first).lines) == told
