"""What is told before a question in the same message."""

import pytest

from bot.answering.model import Understood
from bot.answering.understand import Kind, understand
from tests.bot.answering.turns import after


@pytest.mark.parametrize(
    "text",
    [
        "Wij krijgen de bestuurskamer niet meer vol. Herkennen andere gemeenten dat?",
        "Wij hebben amper geld voor clubs. Ik wil weten of anderen daar ook tegenaan lopen.",
        "In ons dorp denkt haast niemand mee. Hoe pakken anderen dat aan?",
        "Our clubs cannot find treasurers. Do other councils see that too?",
    ],
)
def test_what_points_at_what_was_told_is_searched_with_it(text: str) -> None:
    assert understand(text).searched == text


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        (
            "Ik ben sinds kort beleidsmedewerker. Wat is verticale samenhang in beleid?",
            "Wat is verticale samenhang in beleid?",
        ),
        (
            "Wij zijn een kleine gemeente. Welke rol heeft een steunpunt voor clubs?",
            "Welke rol heeft een steunpunt voor clubs?",
        ),
    ],
)
def test_who_asks_is_no_part_of_a_question_that_stands_alone(text: str, searched: str) -> None:
    assert understand(text).searched == searched


def test_what_somebody_else_asks_is_the_question() -> None:
    asked = understand("Ik heb een beller die vraagt wat een steunpunt zoal doet. Wat zeg ik dan?")

    assert asked.searched == "Wat een steunpunt zoal doet?"
    assert asked.kind is Kind.LIST


@pytest.mark.parametrize(
    "text",
    [
        "Hoi! Even snel. Wat doet Utrecht voor clubs?",
        "Wij hebben geen penningmeester meer. Wat kunnen we doen?",
        "Wij hebben geen penningmeester meer. Wat kan ik zeggen?",
        "Het beleid is verouderd. Klopt het dat veel gemeenten geen visie op clubs hebben?",
    ],
)
def test_other_sentences_stay_with_the_question(text: str) -> None:
    assert understand(text).searched == text


def test_how_a_place_did_what_was_asked_the_reason_of_is_no_reason() -> None:
    asked = after("Waarom zou je clubs zelf om raad vragen?", "Hoe heeft Utrecht dat gedaan?")

    assert asked.understood == Understood(
        "Hoe heeft Utrecht dat gedaan?", "waarom zou je clubs zelf om raad vragen"
    )
