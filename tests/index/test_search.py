"""A question becomes hits, best first, with their reasons."""

import logging

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.answerable import probability
from tests.index.asking import CULTURE, SPORT, of
from tests.support.memory import held
from tests.support.shelf import Shelf


def test_what_shares_words_with_the_question_comes_first(shelf: Shelf) -> None:
    shelf.holds("Sport", SPORT)
    shelf.holds("Cultuur", CULTURE)

    assert shelf.found("Hoe nodigen we sportclubs uit?")[0] == "Sport"
    assert shelf.found("Wie zoekt het theater?")[0] == "Cultuur"


def test_a_passage_is_found_by_its_title(shelf: Shelf) -> None:
    shelf.holds("Wandelen in Utrecht", "Elke week gaan er twintig mensen mee.")
    shelf.holds("Zwemmen", "Elke maand gaan er twaalf mensen mee.")

    assert shelf.found("Utrecht")[0] == "Wandelen in Utrecht"


def test_a_passage_is_found_by_its_author(shelf: Shelf) -> None:
    shelf.holds("Een", "Er is te weinig geld.", author="Jansma")
    shelf.holds("Twee", "Er is te weinig tijd.", author="Dijkman")

    by_word = [hit.source.metadata.title for hit in of(shelf, "Dijkman") if hit.keyword_rank]

    assert by_word == ["Twee"]


def test_a_compound_finds_its_parts_and_the_other_way_round(shelf: Shelf) -> None:
    shelf.holds("Parts", "Beleid maken voor vrijwilligers kost tijd.")
    shelf.holds("Compound", "Het vrijwilligersbeleid is verouderd.")
    shelf.holds("Neither", "De trein rijdt elk half uur.")

    assert shelf.found("vrijwilligersbeleid")[:2] == ["Compound", "Parts"]
    assert "Neither" in shelf.found("beleid")[2:]


def test_the_caller_says_which_language_a_question_is_in(shelf: Shelf) -> None:
    shelf.holds("Sport", SPORT)
    shelf.holds("Cultuur", CULTURE)
    shelf.holds("Trein", "De trein rijdt elk half uur.")
    shelf.index.refresh(shelf.library)

    def scores(language: str | None) -> list[float]:
        return [hit.score for hit in shelf.index.search("theater Zeist", language=language)]

    assert scores(None) == scores("nl") != scores("en")


def test_an_english_question_lies_nearer_to_its_dutch_words(shelf: Shelf) -> None:
    shelf.holds("Dank", "Vrijwilligers krijgen een cadeau.")
    shelf.index.refresh(shelf.library)
    question = "Do volunteers get a gift?"

    def cosine(language: str) -> float:
        return of(shelf, question, language)[0].cosine

    vector = shelf.index.vector(question, "en")
    assert cosine("en") > cosine("nl")
    assert float(vector @ vector) == pytest.approx(1)


def test_a_hit_carries_its_reasons(shelf: Shelf) -> None:
    shelf.holds("Sport", SPORT)
    shelf.holds("Cultuur", CULTURE)

    first, second = of(shelf, "sportclubs uitnodigen")

    assert (first.dense_rank, first.keyword_rank) == (1, 1)
    assert (second.dense_rank, second.keyword_rank) == (2, None)
    assert first.score > second.score
    assert first.keyword_score > second.keyword_score == 0
    assert -1 <= second.cosine < first.cosine <= 1
    assert len(first.sentence_scores) == len(first.passage.sentences) == 2
    assert first.sentence_scores[0] > first.sentence_scores[1]


@pytest.mark.parametrize("question", ["🙂", "wat is de", "", " ", "?!", "\u200b"])
def test_a_question_without_a_term_is_searched_by_meaning_alone(
    shelf: Shelf, question: str
) -> None:
    shelf.holds("Sport", SPORT)

    [hit] = of(shelf, question)

    assert hit.keyword_rank is None
    assert hit.dense_rank == 1


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(question=st.text())
def test_any_question_finds_existing_passages_once_best_first(shelf: Shelf, question: str) -> None:
    shelf.holds("Sport", SPORT)
    shelf.holds("Cultuur", CULTURE)

    hits = of(shelf, question)

    assert sorted(hit.source.metadata.title for hit in hits) == ["Cultuur", "Sport"]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_an_empty_library_has_no_hits(shelf: Shelf) -> None:
    assert shelf.found("sport") == []
    assert shelf.index.search("sport") == []


def test_no_more_hits_than_asked_for(shelf: Shelf) -> None:
    for number in range(5):
        shelf.holds(f"Sport {number}", SPORT + f" Dit is nummer {number}.")
    shelf.index.refresh(shelf.library)

    assert len(shelf.index.search("sport", k=3)) == 3


def test_nothing_of_a_question_stays_in_memory(shelf: Shelf) -> None:
    shelf.holds("Sport", SPORT)
    shelf.index.refresh(shelf.library)
    odd = "suenmawz"[::-1]  # or the line itself would be found

    for question in (f"xq{odd}beleid in Buurt{odd}", f"dank {odd}s"):
        hits = shelf.index.search(question)
        probability(question, hits, shelf.index)
    del question

    # A longer one is of this test or its code.
    assert [each for each in held(odd) if len(each) < 60] == []


def test_no_question_is_logged(shelf: Shelf, caplog: pytest.LogCaptureFixture) -> None:
    shelf.holds("Sport", SPORT)

    with caplog.at_level(logging.DEBUG):
        shelf.found("geheimzinnig woord")

    assert "geheimzinnig" not in caplog.text
