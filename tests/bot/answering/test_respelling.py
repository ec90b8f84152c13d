"""Typing errors and abbreviations become what the library knows."""

import pytest

from bot.answering.understand import (
    Background,
    understand,
)
from index import spelling

WORDS = spelling.words(
    [
        "de gemeente bedankt vrijwilligers met vrijwilligersbeleid en samenhang",
        "het steunpunt werkt aan cultuur; financiering komt van Overijssel en Bakkerman",
        "de leerkring over instrumentalisering, onderzoek en bewonersparticipatie",
    ]
)


KNOWN = spelling.WordCounts(dict.fromkeys(WORDS, 1))


LIBRARY = Background(nearest=lambda word: spelling.nearest(word, KNOWN))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wat doet de gemeete", "wat doet de gemeente"),
        ("vrijwiligers bedanken", "vrijwilligers bedanken"),
        ("Vrijwilligersbelied maken", "Vrijwilligersbeleid maken"),
        ("wat is samenhnag", "wat is samenhang"),
        ("vrijwilegersbeleid in de gemeetne", "vrijwilligersbeleid in de gemeente"),
        ("instrumentalizeiring", "instrumentalisering"),
        ("bewonersvergoeding", "bewonersvergoeding"),
        ("hoe werkt het steunpnut", "hoe werkt het steunpunt"),
        ("wie let op kultuur", "wie let op cultuur"),
        ("financieering van clubs", "financiering van clubs"),
        ("wat is een leerking", "wat is een leerkring"),
        ("wat is instrumentalizering", "wat is instrumentalisering"),
        ("onderzok naar clubs", "onderzoek naar clubs"),
        ("bewonerspartisipatie", "bewonersparticipatie"),
        ("Hoeveeel clubs zijn er", "Hoeveel clubs zijn er"),
        ("waarrom is dat zo", "waarom is dat zo"),
    ],
)
def test_a_typing_error_becomes_the_word_that_is_meant(typed: str, meant: str) -> None:
    asked = understand(typed, None, LIBRARY)

    assert (asked.text, asked.searched) == (typed, meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Wat doet een VWC?", "Wat doet een vrijwilligerscentrale?"),
        ("is een vog gratis", "is een vog gratis"),
        ("wat vraagt de Wmo van een gem?", "wat vraagt de Wmo van een gemeente?"),
    ],
)
def test_an_abbreviation_is_spelt_out_for_a_library_that_knows_it_in_full(
    typed: str, meant: str
) -> None:
    background = Background(knows={"wmo", "vrijwilligerscentrale", "gemeente"}.__contains__)

    assert understand(typed, None, background).searched == meant


@pytest.mark.parametrize(
    "text",
    [
        "wat zegt Bakerman daarover in Overijsel",
        "wat doet de GEMEETE",
        "hoe werkt werving",
        "waar liggen de straten",
        "Wat doet Utrecht",
        "betaald werk",
        "wat staat er over meten met woorden",
        "how do municipalities fund cultuur",
        "sport",
        "bakkerman",
    ],
)
def test_names_and_words_that_are_near_nothing_stay_as_they_are(text: str) -> None:
    assert understand(text, None, LIBRARY).searched == text
