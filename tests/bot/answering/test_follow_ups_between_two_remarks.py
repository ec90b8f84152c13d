"""Follow-ups as people type them: behind a remark, before one, and by other words for "it"."""

import pytest

from bot.answering.model import Understood
from bot.answering.understand import Kind, Turn, understand
from bot.answering.understand.talk import new_subject
from tests.bot.answering.turns import after, turn


@pytest.mark.parametrize(
    ("before", "text", "asked"),
    [
        (
            "Wat is steun van clubs?",
            "Interessant, en doen gemeenten daar genoeg voor?",
            "Doen gemeenten daar genoeg voor?",
        ),
        ("Hoe dankt Tiel haar clubs?", "Leuk! Doen de clubs dat ook?", "Doen de clubs dat ook?"),
        ("Wie deed mee aan de kring?", "Lopen ze nog? Dan zou ik meedoen.", "Lopen ze nog?"),
        (
            "Waarom zou je clubs om raad vragen?",
            "Doet iedereen dat op dezelfde manier?",
            "Doet iedereen dat op dezelfde manier?",
        ),
        (
            "Wat is het nut van horizontale samenhang?",
            "Wat zijn de gevolgen als die ontbreekt?",
            "Wat zijn de gevolgen als die ontbreekt?",
        ),
        (
            "Hoe dankt Tiel haar clubs?",
            "Doet de gemeente dat in haar eentje?",
            "Doet de gemeente dat in haar eentje?",
        ),
    ],
)
def test_a_remark_hides_no_follow_up(before: str, text: str, asked: str) -> None:
    found = after(before, text, "Vos: ‘Wij danken met taart.’")

    first = before.rstrip("?")
    assert found.understood == Understood(asked, f"{first[:1].lower()}{first[1:]}")


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("Goed. Andere vraag: wie leidt de kring?", "wie leidt de kring?"),
        ("En nog wat: wie leidt de kring?", "wie leidt de kring?"),
        ("Duidelijk. Nu over de zaal: hoe duur is die?", "de zaal: hoe duur is die?"),
    ],
)
def test_another_question_is_about_something_else(text: str, searched: str) -> None:
    assert after("Hoe dankt Tiel haar clubs?", text).searched == searched


@pytest.mark.parametrize("text", ["Van wie komt die uitspraak?", "Whose words are these?"])
def test_who_said_what_was_read_is_asked_in_more_ways(text: str) -> None:
    asked = after("Wat vindt men van taart?", text, "‘Wij danken met taart’, zegt Vos.")

    assert asked.pointed == ("‘Wij danken met taart’, zegt Vos.",)


def test_how_another_place_does_it_is_no_definition_for_that_place() -> None:
    asked = after("Wat wordt verstaan onder een kring in Zeist?", "Hoe pakt Utrecht dat aan?")

    assert asked.understood.asked == "Hoe pakt Utrecht dat aan?"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Wat is er bekend over geld voor clubs?", Kind.OTHER),
        ("Hoeveel aandacht krijgen clubs?", Kind.OTHER),
        ("Hoeveel clubs zijn er?", Kind.HOW_MANY),
        ("What is the diffrence between a club and a circle?", Kind.COMPARE),
    ],
)
def test_words_of_an_officer_in_a_hurry_tell_the_kind(text: str, kind: Kind) -> None:
    assert understand(text).kind is kind


def test_who_said_nothing_cannot_be_told() -> None:
    assert after("Wat vindt men van taart?", "Wie zegt dat?").lost


def test_another_place_takes_that_of_the_question_that_was_asked_last() -> None:
    said = "In Tiel en Ede is er een kring."
    first = understand("Wat is een kring?")
    second = understand("Hoe pakt Tiel dat aan?", turn("Wat is een kring?", said))
    before = Turn("A-2", second.understood, second.opening, "nl", second.kind)

    asked = understand("En Ede?", before)

    assert first.opening == second.opening
    assert asked.understood == Understood("Hoe pakt Ede dat aan?", "wat is een kring")


def test_a_name_for_an_item_ends_in_no_small_word() -> None:
    items = (
        "Clubs zien staan en niet doen alsof zij een hulpmiddel zijn van de wethouder.",
        "Een.",
    )

    asked = understand("Vertel meer over de eerste", turn("Welke plannen zijn er?", items=items))

    assert (
        asked.searched == "Vertel meer over Clubs zien staan en niet doen alsof zij een hulpmiddel"
    )


def test_who_says_that_something_is_looked_for_asks_for_it() -> None:
    assert understand("Ik zoek wat clubs verwachten.").searched == "wat clubs verwachten."


@pytest.mark.parametrize(
    "text",
    [
        "Wat is een kring? Dan wil ik ook weten wat een ring is.",
        "Hoe werft Tiel clubs? Anders moet ik weten hoe Ede het doet.",
    ],
)
def test_what_asks_more_behind_a_question_is_no_remark(text: str) -> None:
    assert understand(text).searched == text


@pytest.mark.parametrize("text", ["Wat doet de gemeente met haar advies?", "En haar advies?"])
def test_the_advice_of_a_person_is_not_that_of_the_municipality(text: str) -> None:
    asked = after("Wie is adviseur?", text, "Anna Vos is adviseur in Tiel.")

    assert "Anna Vos" in asked.searched


@pytest.mark.parametrize(
    "text", ["Vindt de raad dat clubs meer doen?", "Waarom zegt de onderzoeker dat clubs groeien?"]
)
def test_what_somebody_says_that_is_so_stands_alone(text: str) -> None:
    assert after("Hoe dankt Tiel haar clubs?", text).searched == text


@pytest.mark.parametrize("opening", ["Heel ander onderwerp:", "Even wat anders,", "Iets anders:"])
def test_another_subject_is_heard_by_its_words(opening: str) -> None:
    assert new_subject(f"{opening} wat doet Ede?") == "wat doet Ede?"


@pytest.mark.parametrize(
    "text", ["Los daarvan, hoe pakken zij dat aan?", "Wat anders, als dat niet lukt?"]
)
def test_who_asks_what_else_can_be_done_begins_no_other_subject(text: str) -> None:
    assert new_subject(text) is None
