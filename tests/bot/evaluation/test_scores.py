"""What an answer is worth against its gold."""

from dataclasses import replace

import pytest

from bot.answering.model import (
    Answer,
    Answered,
    Citation,
    Clarify,
    Declined,
    DeclineReason,
    Exchange,
    Option,
    Statement,
    Timings,
)
from bot.evaluation.figures import coverage_by_kind, figures
from bot.evaluation.gold import Enough, GoldQuestion, Status
from bot.evaluation.places import Marked, Place
from bot.evaluation.scores import Outcome, outcome
from knowledge.model import Evidence, Metadata, SourceKind

TEXT = "Nodig clubs uit. Zij kennen de buurt! Dat helpt. De trein rijdt elk half uur."
GOLD = Place("bron", 0, 15)
SECOND = Place("bron", 17, 36)
SUPPORTING = Place("bron", 38, 47)
ARTICLE = Metadata(SourceKind.ARTICLE, "Een", Evidence.RESEARCH)
QUESTION = GoldQuestion(
    id="x1",
    question="Hoe betrekken we clubs?",
    language="nl",
    kind="how_to",
    status=Status.ANSWERED,
    enough=Enough.ALL,
    gold=(),
    supporting=(),
    prev=None,
    near=False,
    method_missing=False,
)
CLARIFY = Clarify("Wat bedoelt u?", (Option("Clubs", "Hoe betrekken we clubs?"),))


def quoting(*quotes: str) -> Answered:
    """An answer that quotes these words of the text."""
    cited = tuple(
        Citation(
            number=number,
            quote=quote,
            start=TEXT.index(quote),
            end=TEXT.index(quote) + len(quote),
            passage_id="bron#1",
            heading=(),
            link=None,
            source_id="bron",
            source=ARTICLE,
            context=TEXT,
            context_start=0,
        )
        for number, quote in enumerate(quotes, start=1)
    )
    return Answered(tuple(Statement(each.quote, (each.number,)) for each in cited), cited)


def scored(
    answer: Answer,
    question: GoldQuestion = QUESTION,
    gold: tuple[Place, ...] = (GOLD, SECOND),
    confidence: float = 0.8,
) -> Outcome:
    exchange = Exchange("A-x", "Hoe?", "nl", "Hoe?", answer, confidence, Timings())
    return outcome(Marked(question, gold, (SUPPORTING,)), exchange, {"bron": TEXT})


def test_all_gold_must_be_quoted_where_all_is_asked_for() -> None:
    assert scored(quoting("Nodig clubs uit.", "Zij kennen de buurt!")).enough
    assert scored(quoting("Nodig clubs uit. Zij kennen de buurt!")).enough
    assert not scored(quoting("Nodig clubs uit.")).enough


def test_one_gold_sentence_suffices_where_any_does() -> None:
    assert scored(quoting("Nodig clubs uit."), replace(QUESTION, enough=Enough.ANY)).enough
    assert not scored(quoting("Dat helpt."), replace(QUESTION, enough=Enough.ANY)).enough


def test_half_a_gold_sentence_covers_nothing() -> None:
    assert not scored(quoting("Nodig clubs"), gold=(GOLD,)).enough
    assert scored(quoting("Nodig clubs uit"), gold=(GOLD,)).enough


def test_quotes_and_characters_to_the_point_are_counted_apart() -> None:
    found = scored(quoting("Zij kennen de buurt! Dat helpt. De", "De trein rijdt elk half uur."))

    assert (found.quotes, found.to_the_point) == (2, 1)
    assert found.characters == len("Zij kennen de buurt! Dat helpt. De") + 28
    # The mark behind a sentence belongs to it; the space between two does not.
    assert found.characters_to_the_point == len("Zij kennen de buurt!") + len("Dat helpt.")


def test_a_quote_that_is_no_slice_of_the_stored_text_is_noticed() -> None:
    answer = quoting("Nodig clubs uit.", "Dat helpt.")
    moved = replace(answer.citations[1], start=40, end=50)

    found = scored(replace(answer, citations=(answer.citations[0], moved)))

    assert (found.quotes, found.exact) == (2, 1)


@pytest.mark.parametrize(
    ("wanted", "answer", "right"),
    [
        (Status.DECLINED, Declined(DeclineReason.NO_SOURCE), True),
        (Status.DECLINED, quoting("Dat helpt."), False),
        (Status.CLARIFY, CLARIFY, True),
        (Status.CLARIFY, Declined(DeclineReason.NO_SOURCE), False),
        (Status.ANSWERED, CLARIFY, False),
    ],
)
def test_a_question_must_end_as_its_gold_says(
    wanted: Status,
    answer: Answer,
    right: bool,  # noqa: FBT001 - a table of expectations
) -> None:
    assert scored(answer, replace(QUESTION, status=wanted), gold=()).right is right


def test_the_table_counts_each_question_where_it_belongs() -> None:
    whole = quoting("Nodig clubs uit.", "Zij kennen de buurt!")
    english = replace(QUESTION, id="x2", language="en", kind="list", prev="x1")
    off = replace(QUESTION, status=Status.DECLINED)
    near = replace(off, near=True)
    back = replace(QUESTION, status=Status.CLARIFY)
    no = Declined(DeclineReason.NO_SOURCE)
    found = [
        scored(whole),
        scored(quoting("Nodig clubs uit."), english, confidence=0.6),
        scored(no, replace(QUESTION, id="x3"), confidence=0.3),
        scored(no, off, gold=(), confidence=0.1),
        scored(quoting("Dat helpt."), near, gold=(), confidence=0.7),
        scored(no, near, gold=(), confidence=0.2),
        scored(CLARIFY, back, gold=()),
        scored(whole, back, gold=()),
    ]

    values = {name: each.value for name, each in figures(found).items()}

    assert values == pytest.approx(
        {
            "gold_coverage": 1 / 3,
            "precision_quotes": 1,
            "precision_characters": 1,
            "auroc_all": 7 / 9,
            "auroc_near": 4 / 6,
            "exact_slices": 1,
            "near_answered": 1 / 2,
            "far_answered": 0,
            "answerable_declined": 1 / 3,
            "follow_ups_understood": 0,
            "english_coverage": 0,
            "no_method_elsewhere": 0,
            "first_line_speakable": 1,
            "short_before_quotes": 1,
            "clarify_where_marked": 1 / 2,
            "clarify_elsewhere": 0,
        }
    )
    assert {kind: each.count for kind, each in coverage_by_kind(found).items()} == {
        "how_to": 2,
        "list": 1,
    }


def test_a_figure_without_a_question_is_left_out() -> None:
    assert "near_answered" not in figures([scored(quoting("Nodig clubs uit."))])
    assert figures([]) == {}
