"""What a message asks: one question or several, or nothing at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.understand import (
    asks_nothing,
    questions,
    turn,
    understand,
    whole,
)
from tests.bot.answering.test_respelling import LIBRARY


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("Wat is een VOG? En wie betaalt de VOG?", ["Wat is een VOG?", "Wie betaalt de VOG?"]),
        (
            "Wat is samenhang en waarom is dat belangrijk?",
            ["Wat is samenhang?", "Waarom is dat belangrijk (wat is samenhang)?"],
        ),
        (
            "Hoe werf je jongeren en hoe houd je ze vast?",
            ["Hoe werf je jongeren?", "Hoe houd je ze vast (hoe werf je jongeren)?"],
        ),
        (
            "Hoi, ik zit zo in overleg. Hoeveel kringen waren er en wat was het doel?",
            [
                "Hoi, ik zit zo in overleg. Hoeveel kringen waren er?",
                "Wat was het doel (hoeveel kringen waren er)?",
            ],
        ),
        ("Waar staat dat plan, en wanneer is het besloten?", None),
        (
            "Wat is samenhang en wat is een keurmerk?",
            ["Wat is samenhang?", "Wat is een keurmerk?"],
        ),
        (
            "Hoeveel kringen waren er en wat doet Ede?",
            ["Hoeveel kringen waren er?", "Wat doet Ede?"],
        ),
        (
            "We weten niet wat werkt en hoe het moet. Wat doen andere gemeenten?",
            ["We weten niet wat werkt en hoe het moet. Wat doen andere gemeenten?"],
        ),
        ("What is a club and who pays for sport?", ["What is a club?", "Who pays for sport?"]),
        (
            "Wat doet Ede? Wat doet Zwolle? Wat doet Delft?",
            ["Wat doet Ede?", "Wat doet Zwolle?", "Wat doet Delft?"],
        ),
    ],
)
def test_two_questions_in_one_message_are_two(text: str, searched: list[str] | None) -> None:
    found = [each.searched for each in questions(text)]

    assert len(found) == len(searched or ["", ""])
    assert searched is None or found == searched


@pytest.mark.parametrize(
    "text",
    [
        "Hoe betrekken we sport en cultuur?",
        "Wie doet mee en waarom?",
        "Is dat zo? Echt?",
        "Wij zijn een kleine gemeente. Hoe begin je?",
        "Wat vinden jongeren en ouderen van het beleid?",
        "Leeft het of is het verouderd?",
        "Hoe en waarom doen clubs mee?",
        "Hoe bedank je vrijwilligers? Alvast bedankt!",
        "Hallo! Hoe werf je jongeren?",
        "",
    ],
)
def test_one_question_stays_one(text: str) -> None:
    assert len(questions(text)) == 1


@pytest.mark.parametrize("text", ["", "   ", "🙂👍", "?!…", "– –", "🇳🇱"])
def test_a_text_without_letter_or_digit_asks_nothing(text: str) -> None:
    assert asks_nothing(text)


@pytest.mark.parametrize("text", ["a", "2021", "é", "🙂 sport"])
def test_a_letter_or_a_digit_may_ask_something(text: str) -> None:
    assert not asks_nothing(text)


def test_white_space_and_letters_in_pieces_make_no_difference() -> None:
    assert understand("  Wat \n is cafe\u0301beleid? ") == understand("Wat is cafébeleid?")


@settings(deadline=None)
@given(st.text(max_size=80), st.none() | st.text(max_size=80))
def test_any_text_is_understood(text: str, before: str | None) -> None:
    previous = None if before is None else turn(understand(before))

    found = questions(text, previous, LIBRARY)

    assert found
    assert all(each.language in {"nl", "en"} for each in found)
    assert found == questions(text, previous, LIBRARY)


def test_half_a_surrogate_pair_is_no_text() -> None:
    assert whole("\ud800 wat is 😀 dat?") == "? wat is 😀 dat?"
