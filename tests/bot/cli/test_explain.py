"""`vrijwijzer ask --explain`: what was found, and how it was judged."""

import json
from pathlib import Path

import pytest

from bot.answering.model import Declined, DeclineReason, Exchange, Timings
from bot.answering.understand import understand
from bot.cli.explain import explanations, table
from tests.bot.cli.conftest import Command
from tests.support.builders import article
from tests.support.library import LibraryBuilder

QUESTION = "Wanneer haalt de klusbus fietsen op?"


@pytest.fixture
def klusbus(library: LibraryBuilder) -> LibraryBuilder:
    """A library of some articles, of which one answers."""
    library.holds(
        article("De klusbus", "De klusbus haalt op dinsdag de oude fietsen op."),
        article("De smid", "Een smid leert jongeren lassen in de werkplaats."),
        article("Het museum", "Rondleiders laten kinderen eerst zelf kijken."),
        article("Het bos", "Scholieren ruimen elke maand zwerfvuil op in het bos."),
        article("De bus", "Een chauffeur van de buurtbus krijgt een keuring."),
    )
    return library


def test_the_hits_come_with_the_ranks_of_both_sides(klusbus: LibraryBuilder) -> None:
    (explained,) = explanations(
        klusbus.advisor, klusbus.exchange(QUESTION), [understand(QUESTION)]
    )

    hits = explained["hits"]
    assert [hit["rank"] for hit in hits] == [1, 2, 3, 4, 5]
    assert sorted(hit["dense_rank"] for hit in hits) == [1, 2, 3, 4, 5]
    assert (hits[0]["source_id"], hits[0]["keyword_rank"]) == ("de-klusbus", 1)
    assert hits[0]["keyword_score"] > hits[-1]["keyword_score"] == 0
    assert hits[-1]["keyword_rank"] is None


def test_the_judgement_comes_with_its_signals(klusbus: LibraryBuilder) -> None:
    exchange = klusbus.exchange(QUESTION)

    (explained,) = explanations(klusbus.advisor, exchange, [understand(exchange.question)])

    assert explained["probability"] == round(exchange.confidence, 4)
    assert explained["enough"] == (explained["probability"] >= explained["threshold"])
    assert {"closest", "coverage"} <= set(explained["signals"])


def test_what_the_answer_quotes_is_marked(klusbus: LibraryBuilder) -> None:
    question = "Wie leert jongeren lassen in de werkplaats?"
    exchange = klusbus.exchange(question)
    cited = {each.passage_id for each in klusbus.answers(question).citations}

    (explained,) = explanations(klusbus.advisor, exchange, [understand(exchange.question)])

    assert {hit["passage_id"] for hit in explained["hits"] if hit["quoted"]} == cited


@pytest.mark.parametrize(
    "reason",
    [DeclineReason.PERSONAL_DATA, DeclineReason.NOT_A_QUESTION, DeclineReason.NOT_ALLOWED],
)
def test_what_was_not_searched_is_not_searched_to_explain_it(
    klusbus: LibraryBuilder, reason: DeclineReason
) -> None:
    exchange = Exchange("A-x", QUESTION, "nl", QUESTION, Declined(reason), 0.0, Timings())

    assert explanations(klusbus.advisor, exchange, [understand(exchange.question)]) == []
    assert table([]) == "Nothing was searched."


def test_an_empty_library_has_nothing_to_explain(library: LibraryBuilder) -> None:
    (explained,) = explanations(
        library.advisor, library.exchange(QUESTION), [understand(QUESTION)]
    )

    assert (explained["hits"], explained["signals"], explained["enough"]) == ([], {}, False)


def test_the_table_has_a_line_a_hit_and_one_a_sentence(
    klusbus: LibraryBuilder,
) -> None:
    (explained,) = explanations(
        klusbus.advisor, klusbus.exchange(QUESTION), [understand(QUESTION)]
    )
    shown = table([explained]).splitlines()

    assert shown[0] == f"searched: {QUESTION}"
    hits, evidence = shown[5:10], shown[-5:]
    assert hits[0].endswith("De klusbus")
    assert all(line.strip()[0] in "12345" for line in hits)
    assert evidence[0].endswith("De klusbus haalt op dinsdag de oude fietsen ")


def test_the_command_adds_a_key_only_where_it_is_asked_for(vrijwijzer: Command) -> None:
    plain = vrijwijzer("ask", "--json", QUESTION).printed
    explained = vrijwijzer("ask", "--json", "--explain", QUESTION).printed

    assert set(explained) - set(plain) == {"explain"}
    assert [len(each["hits"]) for each in explained["explain"]] == [10]


def test_the_command_explains_each_question_of_a_file(vrijwijzer: Command, tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    lines = [{"id": "1", "question": QUESTION}, {"id": "2", "question": "Goedemorgen"}]
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")

    searched, greeted = vrijwijzer("ask", "--json", "--explain", "--questions", path).lines

    assert [each["searched"] for each in searched["explain"]] == [QUESTION]
    assert greeted["explain"] == []


def test_a_person_reads_the_table_below_the_answer(vrijwijzer: Command) -> None:
    assert "\nsearched: " in vrijwijzer("ask", "--explain", QUESTION).out
