"""Sources that disagree stand side by side; those that agree share a line."""

import pytest

from bot.answering.model import LabelKind, WarningCode
from knowledge.model import Document, Original, SourceKind
from tests.bot.answering.shelf import answered
from tests.support.builders import article

ALIVE = "Het beleid voor de buurthuizen is een levend onderwerp in de gemeente."
ASLEEP = "Het beleid voor de buurthuizen is in veel gemeenten verouderd."
ASKED = "Leeft het beleid voor de buurthuizen in gemeenten?"


def summary(title: str, text: str) -> Document:
    """A summary of the one report."""
    return article(title, text, kind=SourceKind.DIGEST, derived_from=Original("Het rapport"))


def test_two_sources_that_disagree_are_both_shown_and_named() -> None:
    answer = answered(
        ASKED,
        article("Levend", ALIVE, publisher="Bureau Duin"),
        article("Verouderd", ASLEEP, publisher="Bureau Veld"),
    )

    assert {each.text for each in answer.statements} == {ALIVE, ASLEEP}
    assert {each.label.name for each in answer.statements if each.label} == {
        "Bureau Duin",
        "Bureau Veld",
    }
    assert all(each.label and each.label.kind is LabelKind.SOURCE for each in answer.statements)
    assert WarningCode.CONFLICT in {warning.code for warning in answer.warnings}


def test_who_asks_why_it_is_so_is_told_of_no_conflict() -> None:
    answer = answered(
        "Waardoor is het beleid voor de buurthuizen verouderd?",
        article("Levend", ALIVE, publisher="Bureau Duin"),
        article("Verouderd", ASLEEP, publisher="Bureau Veld"),
    )

    assert WarningCode.CONFLICT not in {warning.code for warning in answer.warnings}


@pytest.mark.parametrize(
    "other",
    [
        "Het beleid voor de buurthuizen is niet verouderd, zegt de gemeente.",
        "Het zwembad is verouderd en gaat dicht.",
        "Het beleid voor de buurthuizen is levend en ook verouderd.",
    ],
    ids=["denied", "about something else", "both at once"],
)
def test_what_does_not_contradict_is_no_conflict(other: str) -> None:
    answer = answered(
        "Is het beleid voor de buurthuizen een onderwerp in de gemeente?",
        article("Levend", ALIVE),
        article("Ander", other),
    )

    assert WarningCode.CONFLICT not in {warning.code for warning in answer.warnings}


def test_one_source_does_not_contradict_itself() -> None:
    answer = answered(ASKED, article("Beide", f"{ALIVE}\n\n{ASLEEP}"))

    assert WarningCode.CONFLICT not in {warning.code for warning in answer.warnings}


def test_independent_sources_that_say_the_same_share_a_line() -> None:
    same = "De gemeente betaalt in 2024 de huur van alle buurthuizen."
    answer = answered(
        "Wie betaalt de huur van de buurthuizen?",
        article("Huur I", same),
        article("Huur II", f"{same} Dat is nieuw."),
    )

    assert answer.statements[0].citations == (1, 2)
    assert len({each.source_id for each in answer.citations[:2]}) == 2


def test_other_numbers_are_another_statement() -> None:
    text = "De gemeente betaalt in {} de huur van alle buurthuizen."
    answer = answered(
        "Wie betaalt de huur van de buurthuizen?",
        article("Huur I", text.format(2024)),
        article("Huur II", text.format(2019)),
    )

    assert [len(each.citations) for each in answer.statements] == [1, 1]


def test_two_summaries_of_one_original_do_not_corroborate_each_other() -> None:
    same = "De gemeente betaalt in 2024 de huur van alle buurthuizen."
    answer = answered(
        "Wie betaalt de huur van de buurthuizen?",
        summary("Huur I", same),
        summary("Huur II", f"{same} Dat is nieuw."),
    )

    assert [len(each.citations) for each in answer.statements] == [1]
