"""Follow-ups that go on from what was said, with "dan", "dat", thanks before them, or a place."""

import pytest

from bot.answering.understand import Kind, Wish, questions
from tests.bot.answering.turns import after, turn


@pytest.mark.parametrize(
    ("before", "text", "searched"),
    [
        (
            "Lukt inspraak overal?",
            "Wat moet er dan veranderen bij de raad?",
            "Wat moet er dan veranderen bij de raad (lukt inspraak overal)?",
        ),
        (
            "Hoeveel clubs deden mee aan de enquête?",
            "Dank. En door wie is het uitgevoerd?",
            "Door wie is het uitgevoerd (hoeveel clubs deden mee aan de enquête)?",
        ),
        (
            "Hoe ziet de raad de centrale?",
            "Wat vraagt dat van zo'n centrale zelf?",
            "Wat vraagt dat van zo'n centrale zelf (hoe ziet de raad de centrale)?",
        ),
        (
            "Welke knelpunten zijn er?",
            "Bij welke schiet het beleid tekort in aandacht?",
            "Bij welke schiet het beleid tekort in aandacht (welke knelpunten zijn er)?",
        ),
        (
            "Ede hield kringen. Waar zijn die gehouden?",
            "En wat was de bedoeling daarvan?",
            "Wat was de bedoeling daarvan (Ede hield kringen. Waar zijn die gehouden)?",
        ),
    ],
)
def test_what_goes_on_brings_the_question_before(before: str, text: str, searched: str) -> None:
    assert after(before, text).searched == searched


@pytest.mark.parametrize(
    "text",
    [
        "Is een club beter dan een stichting bij werving?",
        "Wie heeft meer invloed dan de raad?",
        "Wie helpt nu en dan een buurtclub?",
        "Moeten overleggen altijd in dezelfde stad zijn?",
        "Hoe bereik ik die lezers van ons clubblad?",
        "Wat is er leuker dan een feest voor vrijwilligers?",
        "Fijn. Wij werven buddy's voor de bibliotheek in onze wijk.",
    ],
)
def test_a_comparison_or_what_is_told_behind_thanks_stands_alone(text: str) -> None:
    assert after("Wat doet Zwolle met het zwembad?", text).searched == text


def test_that_municipality_is_the_one_place_that_was_named() -> None:
    before, said = "Wat vindt Ada Vos van de clubs?", "In Tiel werkt Ada Vos aan sport."
    text = "Wie is in die gemeente verantwoordelijk voor sport?"

    assert after(before, text, said).searched == "Wie is in Tiel verantwoordelijk voor sport?"
    assert "Tiel" not in after(before, text, said, "In Ede ook.").searched


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("Wat is haar functie?", "Wie is Ada Vos?"),
        ("en wat is eigenlijk haar beroep?", "Wie is Ada Vos?"),
        ("What is her job?", "Who is Ada Vos?"),
    ],
)
def test_who_asks_somebody_s_post_asks_who_it_is(text: str, searched: str) -> None:
    assert after("Wat vindt Ada Vos van de clubs?", text).searched == searched


def test_she_is_the_one_whose_words_were_given() -> None:
    said, tip = "Vos: ‘Wij vragen het aan de clubs.’", "Tip: ‘Begin klein.’"

    assert after("Wie zei dat?", "Wat doet zij voor werk?", said).searched == "Wie is Vos?"
    assert "Tip" not in after("Wie zei dat?", "Wat doet zij voor werk?", tip).searched


def test_who_wrote_a_comment_is_asked_of_its_source() -> None:
    assert after("What did a reader write?", "Who wrote that comment?").wish is Wish.SOURCES
    assert after("Wat schreef een lezer?", "Wie schreef die reactie?").wish is Wish.SOURCES


@pytest.mark.parametrize(
    "text",
    [
        "Waar zitten de meeste vrijwilligers?",
        "Waar zit de meerwaarde?",
        "Waar lopen ze tegenaan?",
        "What do clubs struggle without?",
        "Is het lokaal moeilijk te vinden?",
        "Is subsidie voor vrijwilligers moeilijk te krijgen?",
        "Is informatie voor vrijwilligers moeilijk te vinden?",
        "Wat wil Ede met zijn beleid bereiken?",
        "Wat wilde Ede met de kringen bereiken?",
        "Wat willen gemeenten met hun beleid bereiken?",
        "What does Ede want to achieve with sport?",
    ],
)
def test_what_only_looks_like_a_turn_of_phrase_stays_as_it_is(text: str) -> None:
    assert questions(text)[0].understood.asked == text


def test_a_place_that_is_named_stands_in_for_no_word() -> None:
    before = "Vertel meer over Te weinig geld voor Tiel"

    assert after(before, "En wat doet Ede daaraan?").searched == (
        "Vertel meer over Te weinig geld voor Ede"
    )


def test_one_of_two_adjectives_is_changed_only_where_one_stands() -> None:
    before = "Wat is het verschil tussen formele en informele zorg?"

    assert "informele en informele" not in after(before, "en de andere soort?").searched


def test_that_reader_is_asked_about_what_was_told_before() -> None:
    _, second = questions("Kan een club haar eigen koers varen? Wat vond die lezer?")

    assert second.searched == "Wat vond die lezer (kan een club haar eigen koers varen)?"


def test_which_of_them_suits_is_no_list() -> None:
    asked = after("Welke rollen kan ik pakken?", "en welke past het best bij onze gemeente?")

    assert (asked.kind, asked.focus) == (Kind.OTHER, ())
    assert asked.searched.endswith("(welke rollen kan ik pakken)?")


def test_a_turn_of_phrase_is_asked_plainly() -> None:
    asked = after("Wat doet Ede?", "Waar lopen clubs vooral tegenaan bij werving?")

    assert (asked.searched, asked.kind) == (
        "Wat zijn de uitdagingen van clubs bij werving?",
        Kind.LIST,
    )
    sayings = {
        "Welke bestuursleden zijn het lastigst te vinden?": (
            "Welke bestuursleden zijn het lastigst te werven?"
        ),
        "Which volunteers are hardest to find?": "Which volunteers are hardest to recruit?",
        "Wat wilde de bond met de kringen bereiken?": "Wat is het doel van de kringen?",
        "What did the union hope to achieve with the circles?": "What is the goal of the circles?",
    }
    assert {each: questions(each)[0].searched for each in sayings} == sayings
    (plain,) = questions("What do clubs struggle with?", turn("What does Ede do?"))
    assert plain.searched == "What are the challenges of clubs?"
