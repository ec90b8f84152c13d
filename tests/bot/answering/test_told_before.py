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


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        (
            "Ik heb een beller die vraagt wat een steunpunt zoal doet. Wat zeg ik dan?",
            "Wat een steunpunt zoal doet?",
        ),
        ("Iemand vroeg me hoe je clubs werft. Wat kan ik zeggen?", "Hoe je clubs werft?"),
        ("Een lid vraagt wat dat kost. Wat zeg ik tegen hem?", "Wat dat kost?"),
        ("Een raadslid wil graag weten of er geld is. Wat antwoord ik?", "Of er geld is?"),
        (
            "A councillor wants to know why clubs close. What should I say?",
            "Why clubs close?",
        ),
    ],
)
def test_what_somebody_else_asks_is_the_question(text: str, searched: str) -> None:
    assert understand(text).searched == searched


def test_what_is_asked_of_somebody_is_asked_of_the_bot_in_the_same_kind() -> None:
    asked = understand("Ik heb een beller die vraagt wat een steunpunt zoal doet. Wat zeg ik dan?")

    assert asked.kind is Kind.LIST


def test_what_somebody_else_asks_may_be_about_nothing_that_is_known() -> None:
    assert understand("Een raadslid vraagt waarom dat zo is. Wat zeg ik dan?").lost


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


@pytest.mark.parametrize(
    "text",
    [
        "Ik wil weten wat verticale samenhang is. Het antwoord moet in een raadsvoorstel passen.",
        "I want to know what vertical coherence means. Please keep it simple for the council.",
        "I would like examples of sports clubs. Kind regards, Peter Jansen, City of Utrecht.",
        "Ik wil weten welke steun clubs krijgen. Alvast dank voor uw snelle antwoord.",
    ],
)
def test_what_asks_in_its_first_sentence_keeps_it(text: str) -> None:
    assert understand(text).searched == text


@pytest.mark.parametrize(
    "text",
    [
        "Wij willen misbruik van clubs voorkomen. Wat adviseren de onderzoekers gemeenten?",
        "Mijn vraag gaat over mantelzorgers. Welke ondersteuning biedt de gemeente?",
        "We willen verticale samenhang verbeteren. Welke stappen zet een gemeente?",
        "Onze gemeente is Utrecht. Op welke terreinen werken organisaties samen?",
        "Ik ben nieuw hier. Het gaat om mantelzorgers. Welke ondersteuning biedt de gemeente?",
        "Wij hebben veel statushouders. Welke vormen van hulp passen bij deze groep?",
        "Ik hoor dat clubs omvallen. Klopt dit beeld volgens onderzoek?",
        "Wij zijn een kleine gemeente. Welke vormen van hulp passen daarbij?",
        "Ik ben wethouder. Welke rol heb ik?",
        "Wij zijn een vrijwilligerscentrale. Welke taken hebben wij?",
    ],
)
def test_what_the_question_is_about_stays_with_it(text: str) -> None:
    assert understand(text).searched == text


@pytest.mark.parametrize(
    "text",
    [
        "Ik wil graag weten welke rol bijv. sportclubs spelen in gemeentelijk beleid?",
        "Ik wil weten wat dr. Meijs zegt over jonge vrijwilligers?",
        "I want to know what e.g. sports clubs do for young people?",
    ],
)
def test_a_stop_behind_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert understand(text).searched == text


@pytest.mark.parametrize(
    "text",
    [
        "Utrecht begon vroeg met beleid voor jongeren. Wat kunnen we zeggen?",
        "Onze opgave vraagt veel van vrijwilligers. Wat kan ik zeggen?",
        "De gemeente vraagt vrijwilligers om een bewijs. Wat kan ik zeggen?",
        "De raad vraagt wat wij voor jongeren doen. Wat kan ik zeggen over Utrecht?",
        "De vrijwilliger vraagt waardering. Wat kan ik zeggen?",
    ],
)
def test_what_is_not_asked_in_words_is_no_question_of_a_caller(text: str) -> None:
    assert understand(text).searched == text


def test_how_a_place_did_what_was_asked_the_reason_of_is_no_reason() -> None:
    asked = after("Waarom zou je clubs zelf om raad vragen?", "Hoe heeft Utrecht dat gedaan?")

    assert asked.understood == Understood(
        "Hoe heeft Utrecht dat gedaan?", "waarom zou je clubs zelf om raad vragen"
    )


@pytest.mark.parametrize(
    ("before", "text", "searched"),
    [
        (
            "Wie is de wethouder sport in Zeist?",
            "En hoe is dat in Utrecht?",
            "Wie is de wethouder sport in Utrecht?",
        ),
        (
            "Hoeveel clubs heeft Zeist?",
            "En hoe zit dat in Utrecht?",
            "Hoeveel clubs heeft Utrecht?",
        ),
        (
            "Welke clubs helpen in Amersfoort?",
            "En hoe zit dat in Utrecht?",
            "Welke clubs helpen in Utrecht?",
        ),
        (
            "Waarom stopte Zeist met subsidie?",
            "En hoe gaat dat in Utrecht?",
            "Waarom stopte Utrecht met subsidie?",
        ),
        (
            "Hoeveel geeft Zeist uit aan clubs?",
            "En wat geeft Utrecht?",
            "Hoeveel geeft Utrecht uit aan clubs?",
        ),
    ],
)
def test_how_that_is_elsewhere_asks_the_same_of_another_place(
    before: str, text: str, searched: str
) -> None:
    asked = after(before, text)

    assert asked.searched == searched
    assert asked.kind is understand(before).kind


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("Waarom is Zeist gestopt met subsidie?", "Wat doet Utrecht?"),
        ("Wat zijn de drie routes?", "Hoe doet Utrecht dat?"),
        ("Wie is de adviseur in Zeist?", "Wat doet Utrecht?"),
        ("Hoeveel clubs heeft Zeist?", "Hoe werft Utrecht ze?"),
    ],
)
def test_what_another_place_does_is_no_number_reason_or_name(before: str, text: str) -> None:
    assert after(before, f"En {text[:1].lower()}{text[1:]}").understood.asked == text
