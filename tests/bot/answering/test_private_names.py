"""Private persons are seen and left out; those whom the sources name are asked about freely."""

import json
from pathlib import Path
from typing import Final

import pytest

from bot.answering.private_names import asks_for_private_data, names_in, without_names
from bot.texts import load as load_texts

MARKED: Final = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "gold" / "private-names.jsonl")
    .read_text("utf-8")
    .splitlines()
]
PUBLIC: Final = names_in(
    "Wethouder Noor Haverkamp opende de cursus. Onderzoeker Berend Olthof schreef het rapport."
    " In Zeist is adviseur Melle van Maanen verantwoordelijk. Dat zegt mevrouw Verkade."
)
RECALL: Final = 0.8  # TRUST §4, names


def test_the_marked_sentences_are_half_private_half_not() -> None:
    private = sum(each["private"] for each in MARKED)

    assert len(MARKED) >= 100
    assert private == len(MARKED) / 2


def test_private_persons_are_seen() -> None:
    private = [each["text"] for each in MARKED if each["private"]]
    missed = [text for text in private if without_names(text, PUBLIC, "nl") is None]

    assert 1 - len(missed) / len(private) >= RECALL, missed


@pytest.mark.parametrize("text", [each["text"] for each in MARKED if not each["private"]])
def test_nobody_is_seen_where_nobody_private_is(text: str) -> None:
    assert without_names(text, PUBLIC, "nl") is None


def test_a_public_name_is_public_in_the_possessive_too() -> None:
    text = "What is Noor Haverkamp's view on clubs?"

    assert without_names(text, PUBLIC, "en") is None
    assert without_names(text, frozenset(), "en") == "What is someone's view on clubs?"


def test_no_text_of_our_own_names_anybody() -> None:
    texts = load_texts().catalogues["nl"].values()

    assert [text for text in texts if without_names(text, frozenset(), "nl")] == []


@pytest.mark.parametrize(
    "text",
    [
        "vrijwilliger VOG verplicht?",
        "cliënt WMO als vrijwilliger inzetten",
        "statushouder DUO inburgering",
        "jongere MDT-traject gedaan",
        "VRIJWILLIGER VOG VERPLICHT?",
        "volunteer AVG rules",
        "deelnemer NLdoet",
        "jongere Overvecht vrijwilliger",
        "vrijwilliger Humanitas",
        "inwoner Amersfoort VOG",
        "Waar kan een vrijwilliger Nederlands leren?",
    ],
)
def test_what_is_no_name_behind_volunteer_is_nobody(text: str) -> None:
    known = names_in("De clubs in Overvecht helpen. Bij stichting Humanitas ook.")

    assert without_names(text, known, "nl") is None


@pytest.mark.parametrize(
    "text",
    [
        "vrijwilliger Jansen uit Ede",
        "vrijwilliger JANSEN mag niet",
        "vrijwilliger IJzerman mag niet",
        "cliënt Hoeksema als vrijwilliger",
        "mevrouw DE VRIES wil helpen",
        "mevrouw HOEKSEMA wil helpen",
        "vrijwilliger Visser helpt",
    ],
)
def test_a_person_behind_volunteer_stays_private_whatever_the_capitals(text: str) -> None:
    known = names_in("Zij gelooft in Visser. De clubs in Overvecht helpen.")

    assert without_names(text, known, "nl") is not None


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "Mag mevrouw De Vries uit Ede vrijwilliger worden?",
            "Mag iemand uit Ede vrijwilliger worden?",
        ),
        ("Mijn buurman Jan Jansen (67) wil helpen.", "Mijn buurman (67) wil helpen."),
        ("Kees uit Ede heeft schulden", "Iemand uit Ede heeft schulden"),
        ("Hoe helpen we de familie Klaassen?", "Hoe helpen we een familie?"),
        ("Kan J. de Boer nog rijden?", "Kan iemand nog rijden?"),
        (
            "Mag meneer Bakker samen met vrijwilliger Fatima rijden?",
            "Mag iemand samen met vrijwilliger rijden?",
        ),
    ],
)
def test_the_rest_of_the_question_stays_as_it_was(text: str, left: str) -> None:
    assert without_names(text, PUBLIC, "nl") == left
    assert without_names(left, PUBLIC, "nl") is None


def test_in_an_english_question_the_person_is_someone() -> None:
    left = without_names("Can Mrs Johnson from Leiden volunteer?", PUBLIC, "en")

    assert left == "Can someone from Leiden volunteer?"


def test_somebody_whom_the_sources_name_by_surname_is_private_when_placed_elsewhere() -> None:
    assert without_names("Wat zegt mevrouw Haverkamp?", PUBLIC, "nl") is None
    assert without_names("Mag mevrouw Haverkamp uit Ede helpen?", PUBLIC, "nl") is not None


@pytest.mark.parametrize(
    "text",
    [
        "Waar woont Noor Haverkamp?",
        "Wat is het telefoonnummer van mijn buurvrouw, die is vrijwilliger",
        "Wat is het mailadres van de beleidsadviseur in Duinveen?",
        "heb je het adres van wethouder Haverkamp",
        "Hoe oud is mevrouw Haverkamp?",
        "What is the phone number of the alderman?",
        "Where does Noor Haverkamp live?",
    ],
)
def test_a_question_for_somebody_s_private_data_is_seen(text: str) -> None:
    assert asks_for_private_data(text)


@pytest.mark.parametrize(
    "text",
    [
        "Wat is het telefoonnummer van de vrijwilligerscentrale?",
        "Waar woont de meerderheid van de vrijwilligers?",
        "Wat is het adres van het buurthuis?",
        "Hoe oud is de Wmo?",
        "Mogen we e-mailadressen van vrijwilligers delen?",
        "What is the address of the volunteer centre?",
        "Hoe bereiken we vrijwilligers per e-mail?",
    ],
)
def test_a_question_for_the_data_of_an_organisation_is_not(text: str) -> None:
    assert not asks_for_private_data(text)
