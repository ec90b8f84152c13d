"""A how-to tells who does what; when no source does, the answer says so."""

import pytest

from bot.answering.gives import holds_action, names_only
from bot.answering.model import LabelKind, WarningCode
from tests.bot.answering.shelf import answered
from tests.support.builders import article, case_note

NAMED = (
    "## Uitdagingen\n\nGemeenten worstelen met het werven van jonge vrijwilligers.\n\n"
    "## Zalen\n\nEen zaal kost vier euro per uur.\n"
)
DUINVEEN = case_note(
    "Clubs in Duinveen",
    "Duinveen betrekt de clubs bij het beleid met een diner.",
    municipalities=("Duinveen",),
)


@pytest.mark.parametrize(
    "text",
    [
        "De gemeente nodigt elk jaar alle clubs uit.",
        "Het plan wordt beter door andere domeinen te betrekken.",
        "In Duinveen zijn de clubs bevraagd op wat zij nodig hebben.",
        "Maak samen afspraken over de zaal.",
    ],
)
def test_who_does_what_is_an_action(text: str) -> None:
    assert holds_action(text)


@pytest.mark.parametrize(
    "text",
    [
        "Het werven van jonge vrijwilligers.",
        "Gemeenten worstelen met de vraag hoe zij clubs betrekken.",
        "Horizontale samenhang is de samenhang tussen domeinen.",
    ],
)
def test_a_name_a_worry_or_a_definition_is_no_action(text: str) -> None:
    assert not holds_action(text)


@pytest.mark.parametrize(
    "text",
    [
        "Er is te weinig geld.",
        "De gemeente zit zonder plan.",
        "In Duinveen is gevraagd hoe de gemeente clubs kon bedanken.",
        "De stad heeft een plek voor clubs: een huis.",
    ],
)
def test_what_is_there_or_hard_or_asked_tells_no_way(text: str) -> None:
    assert names_only(text)
    assert not holds_action(text)


@pytest.mark.parametrize(
    "text",
    [
        "Schade meldt u binnen vijf dagen bij de balie.",
        "Na invoering van een borg steeg de opkomst.",
        "De zaal is dicht. Een rondleiding nam die twijfel weg.",
    ],
)
def test_what_is_told_with_another_verb_may_be_a_way(text: str) -> None:
    assert not names_only(text)


def test_a_way_in_whatever_words_is_not_said_to_be_none() -> None:
    schade = "Schade meldt u binnen vijf dagen bij de balie. De zaal is op dinsdag open."

    answer = answered("Hoe meld ik schade?", article("Schade", schade))

    assert WarningCode.NO_METHOD not in {warning.code for warning in answer.warnings}


def test_a_matter_that_is_named_without_a_method_is_answered_and_said_to_lack_it() -> None:
    answer = answered("Hoe werven we jonge vrijwilligers?", article("Vrijwilligers", NAMED))

    assert WarningCode.NO_METHOD in {warning.code for warning in answer.warnings}
    assert "werven van jonge vrijwilligers" in answer.citations[0].quote


def test_what_others_do_is_marked_and_what_they_say_in_general_is_not() -> None:
    answer = answered(
        "Hoe betrek je clubs bij het beleid?",
        article("Clubs", "Een gemeente betrekt clubs bij het beleid met een vroege uitnodiging."),
        DUINVEEN,
    )

    labels = {
        "Duinveen" in each.text: each.label.kind if each.label else None
        for each in answer.statements
    }
    assert labels[True] is LabelKind.OTHERS_DO
    assert labels[False] is not LabelKind.OTHERS_DO
    assert WarningCode.NO_METHOD not in {warning.code for warning in answer.warnings}


def test_who_asks_for_one_municipality_is_not_told_that_it_is_another() -> None:
    answer = answered("Hoe betrekt Duinveen de clubs bij het beleid?", DUINVEEN)

    assert [each.label for each in answer.statements] == [None]


def test_an_action_stands_before_a_reason() -> None:
    answer = answered(
        "Hoe betrek je clubs bij het beleid?",
        article(
            "Clubs",
            "Clubs bij het beleid zijn nodig omdat clubs de buurt kennen.\n\n"
            "Nodig de clubs daarom vroeg uit en maak samen met clubs beleid.\n\n"
            "De kantine is op dinsdag open.",
        ),
    )

    assert answer.statements[0].text.startswith("Nodig de clubs")


def test_a_worry_of_a_list_stands_under_the_line_that_calls_it_one() -> None:
    worries = "Gemeenten noemen twee uitdagingen:\n\n- Het werven van jonge leden.\n- De huur.\n"

    answer = answered("Hoe gaat het werven van jonge leden?", article("Clubs", worries))

    assert [each.text for each in answer.statements] == [
        "Gemeenten noemen twee uitdagingen:",
        "Het werven van jonge leden.",
    ]


def test_what_leans_on_the_name_of_a_municipality_brings_it_along() -> None:
    told = article(
        "Clubs",
        "In Utrecht leidt een adviseur het werk. De centrale werkt breed."
        " Daarnaast zijn er van sport en dans ook adviseurs betrokken.",
        municipalities_named=("Utrecht",),
    )

    answer = answered("Hoe betrekken we sport en dans?", told)

    first = answer.statements[0]
    assert first.text.startswith("In Utrecht leidt")
    assert first.label
    assert first.label.kind is LabelKind.OTHERS_DO


def test_a_quote_that_is_said_in_two_lines_has_one_label() -> None:
    long = " en ".join(["kiest met de clubs een dag"] * 6)
    text = f"In Duinveen zaten de clubs bij het beleid apart. De gemeente {long}."

    answer = answered(
        "Hoe betrek je clubs bij het beleid?",
        case_note("Clubs", text, municipalities=("Duinveen",)),
    )

    labels = [each.label and each.label.kind for each in answer.statements]
    assert labels == [LabelKind.OTHERS_DO, LabelKind.OTHERS_DO]
