"""What a question asks for, in both languages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.model import Language
from bot.answering.understand import (
    Kind,
    asks_nothing,
    kind_of,
    language_of,
    number_asked_for,
    small_talk,
    understand,
    whole,
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hoe betrekken we sport en cultuur?", "nl"),
        ("How do we involve sport and culture?", "en"),
        ("Wat doet Utrecht?", "nl"),
        ("What does Utrecht do?", "en"),
        ("wat is social return", "nl"),
        ("What is the Wet maatschappelijke ondersteuning?", "en"),
        ("WIE BETAALT DE CURSUS", "nl"),
        ("vrijwilligerscentrale Zeist", "nl"),
        ("budget", "nl"),
        ("volunteering policy", "en"),
        ("En in Zeist?", "nl"),
        ("And in Zeist?", "en"),
        ("", "nl"),
        ("🙂", "nl"),
        ("2015", "nl"),
    ],
)
def test_a_question_is_dutch_or_english(text: str, language: Language) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Welke drie routes zijn er?", Kind.LIST),
        ("Wat zijn de vijf uitdagingen?", Kind.LIST),
        ("Which three routes are there?", Kind.LIST),
        ("drie routes naar integraal beleid", Kind.LIST),
        ("Noem de soorten samenhang", Kind.LIST),
        ("Wat is horizontale samenhang?", Kind.DEFINITION),
        ("Wat betekent integraal?", Kind.DEFINITION),
        ("What does integral policy mean?", Kind.DEFINITION),
        ("Wie is de wethouder?", Kind.WHO),
        ("Who leads the centre?", Kind.WHO),
        ("Wanneer begon het onderzoek?", Kind.WHEN),
        ("In welk jaar begon het onderzoek?", Kind.WHEN),
        ("Hoeveel gemeenten deden mee?", Kind.HOW_MANY),
        ("Welk percentage deed mee?", Kind.HOW_MANY),
        ("How many municipalities took part?", Kind.HOW_MANY),
        ("Waarom is samenhang belangrijk?", Kind.WHY),
        ("Waar ontstaat het beleid?", Kind.WHERE),
        ("Hoe betrekken we sport?", Kind.HOW_TO),
        ("How do we thank volunteers?", Kind.HOW_TO),
        ("sport en cultuur", Kind.OTHER),
    ],
)
def test_a_question_asks_for_one_kind_of_thing(text: str, kind: Kind) -> None:
    assert kind_of(text) is kind


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Welke drie routes zijn er?", 3),
        ("Which five challenges?", 5),
        ("de 4 vindplaatsen", 4),
        ("De TIEN leerkringen", 10),
        ("Welke routes zijn er?", None),
        ("Wat gebeurde er in 2021?", None),
        ("de drieling", None),
    ],
)
def test_the_number_asked_for_is_a_word_or_a_figure(text: str, number: int | None) -> None:
    assert number_asked_for(text) == number


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hallo!", "greeting"),
        ("goedemorgen", "greeting"),
        ("Good morning", "greeting"),
        ("Dag allemaal", "greeting"),
        ("Hartelijk dank", "thanks"),
        ("thanks", "thanks"),
        ("Bent u een robot?", "bot"),
        ("What can you do?", "bot"),
        ("Hallo, wat doet Utrecht?", None),
        ("Hoe bedanken we vrijwilligers?", None),
        ("Wie bent u als vrijwilliger?", None),
    ],
)
def test_small_talk_is_told_from_a_question(text: str, name: str | None) -> None:
    assert small_talk(text) == name


@pytest.mark.parametrize("text", ["", "   ", "🙂👍", "?!…", "– –", "🇳🇱"])
def test_a_text_without_letter_or_digit_asks_nothing(text: str) -> None:
    assert asks_nothing(text)


@pytest.mark.parametrize("text", ["a", "2021", "é", "🙂 sport"])
def test_a_letter_or_a_digit_may_ask_something(text: str) -> None:
    assert not asks_nothing(text)


def test_another_place_takes_the_place_of_the_one_before() -> None:
    first = understand("Wat doet Utrecht voor vrijwilligers?")

    assert understand("En in Zeist?", first).searched == "Wat doet Zeist voor vrijwilligers?"
    assert understand("en bij zeist", first).searched == "Wat doet Zeist voor vrijwilligers?"


@pytest.mark.parametrize(
    "text", ["En verticale samenhang?", "Waarom?", "Wie heeft dat bedacht?", "And vertical?"]
)
def test_a_follow_up_is_searched_with_the_question_before_it(text: str) -> None:
    first = understand("Wat is horizontale samenhang?")

    assert understand(text, first).searched == f"Wat is horizontale samenhang? {text}"


@pytest.mark.parametrize(
    "text",
    [
        "Hoeveel gemeenten deden mee aan het onderzoek?",
        "Wat vinden wethouders van de bezuinigingen die dit jaar worden ingevoerd?",
        "Welke drie routes zijn er?",
    ],
)
def test_a_question_that_stands_alone_is_searched_alone(text: str) -> None:
    first = understand("Wat doet Utrecht voor vrijwilligers?")

    assert understand(text, first).searched == text


def test_without_a_question_before_it_a_follow_up_is_searched_as_it_is() -> None:
    assert understand("En in Zeist?").searched == "En in Zeist?"


def test_a_follow_up_without_a_kind_asks_for_the_kind_before_it() -> None:
    first = understand("Wat is horizontale samenhang?")

    assert understand("En verticale samenhang?", first).kind is Kind.DEFINITION


def test_a_follow_up_is_answered_in_its_own_language() -> None:
    first = understand("Wat doet Utrecht voor vrijwilligers?")

    assert understand("And in Zeist?", first).language == "en"


def test_white_space_and_letters_in_pieces_make_no_difference() -> None:
    assert understand("  Wat \n is cafe\u0301beleid? ") == understand("Wat is cafébeleid?")


@settings(deadline=None)
@given(st.text(max_size=80), st.none() | st.text(max_size=80))
def test_any_text_is_understood(text: str, before: str | None) -> None:
    question = understand(text, None if before is None else understand(before))

    assert question.language in {"nl", "en"}
    assert question.text == " ".join(question.text.split())
    assert question.text in question.searched or before is not None
    assert understand(text) == understand(text)


def test_a_subject_does_not_take_the_place_of_a_municipality() -> None:
    first = understand("Wat doet Utrecht voor vrijwilligers?")

    assert understand("en bij sport?", first).searched == (
        "Wat doet Utrecht voor vrijwilligers? en bij sport?"
    )


def test_a_municipality_of_two_words_takes_the_place_of_another() -> None:
    first = understand("Wat doet Utrecht voor vrijwilligers?")

    assert understand("en in den haag?", first).searched == "Wat doet Den Haag voor vrijwilligers?"


def test_a_chain_of_follow_ups_does_not_grow() -> None:
    question = understand("Hoe werkt de vrijwilligerscentrale?")
    for _ in range(12):
        question = understand("en waarom?", question)

    assert question.searched == "Hoe werkt de vrijwilligerscentrale? en waarom?"


def test_half_a_surrogate_pair_is_no_text() -> None:
    assert whole("\ud800 wat is 😀 dat?") == "? wat is 😀 dat?"
