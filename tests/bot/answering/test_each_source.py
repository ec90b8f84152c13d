"""Who asks whether the sources agree gets what each of them says, under its name."""

import pytest

from bot.answering.model import LabelKind
from bot.answering.understand import questions
from bot.answering.understand.each_source import matter_of
from tests.bot.answering.shelf import answered
from tests.support.builders import article

GOOD = "Een keurmerk is zinvol, want een keurmerk geeft bestuurders rust."
BAD = "Een keurmerk voor clubs is niet zinvol en kost een keurmerk veel avonden."


SOURCES = (
    article("Voor", f"{GOOD} De zaal is groen.", publisher="Kennisbank Els"),
    article("Tegen", f"{BAD} De markt is vol.", publisher="Blad Vlier"),
)


@pytest.mark.parametrize(
    "question",
    [
        "Is een keurmerk zinvol? Ik hoor daar tegenstrijdige dingen over.",
        "Is een keurmerk zinvol? graag voor en tegen",
        "Zijn alle bronnen het eens dat een keurmerk zinvol is?",
        "Is een keurmerk zinvol? Spreken de bronnen elkaar tegen?",
        "Wat zeggen beide artikelen over het nut van een zinvol keurmerk?",
        "What do both articles say about a zinvol keurmerk?",
        "Denken de twee artikelen hetzelfde over de vraag of een keurmerk zinvol is?",
        "Waarin verschillen de bronnen van mening over een zinvol keurmerk?",
        "Do the two articles disagree about a zinvol keurmerk?",
        "een keurmerk zinvol: wat zegt Els en wat zegt het onderzoek?",
        "Is een keurmerk zinvol? Do the articles agree?",
    ],
)
def test_each_source_says_its_own_beside_its_name(question: str) -> None:
    said = answered(question, *SOURCES).statements

    assert {each.text for each in said} >= {GOOD, BAD}
    labels = [each.label for each in said if each.label]
    assert {each.kind for each in labels} == {LabelKind.SOURCE}
    assert {each.name for each in labels} == {"Kennisbank Els", "Blad Vlier"}


def test_who_asks_once_gets_an_ordinary_answer() -> None:
    said = answered("Is een keurmerk zinvol?", *SOURCES).statements

    assert all(each.label is None for each in said)


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("Werkt een buddy? Ik lees verschillende dingen.", "Werkt een buddy?"),
        ("betaalde buddy, doen of niet? graag beide kanten", "betaalde buddy, doen of niet"),
        ("Is a badge useful? Do the articles agree?", "Is a badge useful?"),
        ("Waarover zijn de clubs van Ede en Tiel het eens?", None),
        ("Wat doet de een en wat doet de ander?", None),
        ("Spreken de bronnen elkaar tegen?", None),
        ("Hoe spreken wij mensen aan die tegen een keurmerk zijn?", None),
        ("In onze wijk spreken clubs zich uit tegen de plannen, wat doen we?", None),
        ("Hoe spreken clubs over beleid en wat hebben zij tegen de gemeente?", None),
        ("Ik zie verschillende vormen van hulp. Welke passen bij jongeren?", None),
        ("We see different groups leaving. How do we keep them?", None),
        ("I get conflicting advice. Is a badge useful?", "Is a badge useful?"),
        ("heeft een keurmerk zin? lopen de meningen uiteen", "heeft een keurmerk zin?"),
        ("Is a badge useful? Or do opinions differ?", "Is a badge useful?"),
        ("Hoe lopen de routes uiteen?", None),
    ],
)
def test_what_sets_the_sources_side_by_side_is_not_searched(text: str, matter: str | None) -> None:
    found = matter_of(text)

    assert (found or "").rstrip(" ?") == (matter or "").rstrip(" ?")
    assert questions(text)[0].each_source is (matter is not None)


def test_each_question_behind_what_is_heard_is_a_question() -> None:
    heard = "Ik hoor tegenstrijdige dingen. Is een keurmerk zinvol? En wat kost een VOG?"

    found = questions(heard)

    assert [each.text for each in found] == ["Is een keurmerk zinvol?", "En wat kost een VOG?"]
    assert all(each.each_source for each in found)
