"""Follow-ups: their kind and language, lists that stay at hand, chains of them."""

from dataclasses import replace

import pytest

from bot.answering.model import Understood
from bot.answering.understand import (
    Kind,
    Turn,
    understand,
)
from bot.answering.understand import turn as remembered
from tests.bot.answering.turns import ROUTES, WAYS, after, turn


def test_a_follow_up_without_a_kind_asks_for_the_kind_before_it() -> None:
    assert (
        after("Wat is horizontale samenhang?", "En verticale samenhang?").kind is Kind.DEFINITION
    )


def test_a_follow_up_with_a_kind_of_its_own_keeps_it() -> None:
    assert after("Wie is Anna de Boer?", "wat zei zij over samenwerken?").kind is Kind.OTHER
    assert after("Wie is Anna de Boer?", "waarom?").kind is Kind.WHY


def test_a_follow_up_is_answered_in_its_own_language() -> None:
    assert after("Wat doet Utrecht voor vrijwilligers?", "And in Zeist?").language == "en"


def test_two_places_in_a_list_are_the_sides_of_a_comparison() -> None:
    before = turn("Welke drie routes zijn er?", "Er zijn drie routes:", items=ROUTES)

    asked = understand("Wat is het verschil tussen de eerste en de derde?", before)

    assert asked.sides == ("Van plan naar praktijk", "Samen met de clubs")


@pytest.mark.parametrize("between", ["en de tweede?", "korter", "waarom is dat belangrijk?"])
def test_a_list_stays_at_hand_while_it_is_asked_about(between: str) -> None:
    before = turn("Welke drie routes zijn er?", "Er zijn drie routes:", items=ROUTES)

    later = remembered(understand(between, before))

    assert understand("en de derde?", later).pointed == (ROUTES[2],)


def test_the_sides_of_a_comparison_have_places_too() -> None:
    before = remembered(understand("Vergelijk Ede en Tiel"))

    assert understand("wat doet de tweede?", before).searched == "wat doet Tiel?"


def test_the_middle_of_a_list_is_a_place() -> None:
    before = turn("Welke drie routes zijn er?", "Er zijn drie routes:", items=ROUTES)

    assert understand("de middelste graag", before).pointed == (ROUTES[1],)


def test_a_place_where_nothing_is_asks_what_is_meant() -> None:
    assert understand("4", turn("Welke drie routes zijn er?", items=ROUTES)).lost


@pytest.mark.parametrize(
    ("before", "text", "searched", "focus"),
    [
        (
            "Hoe helpt Ede ouderen?",
            "en hoe zit dat met jongeren?",
            "Jongeren (hoe helpt Ede ouderen)?",
            ("jongeren",),
        ),
        ("Hoe werkt de kledingbank?", "voor wie?", "voor wie (hoe werkt de kledingbank)?", ()),
        ("Vergelijk netwerker en regisseur", "en de aanjager?", "De aanjager", ("aanjager",)),
        (
            "Welke routes zijn er?",
            "en voor kleine dorpen?",
            "Voor kleine dorpen (",
            ("kleine dorpen",),
        ),
        ("Hoe helpt Ede ouderen?", "kan dat ook in een dorp?", "In een dorp (", ("dorp",)),
        (
            "How does Ede help?",
            "would that work for sports clubs?",
            "For sports",
            ("sports clubs",),
        ),
    ],
)
def test_what_a_fragment_newly_names_must_be_spoken_of(
    before: str, text: str, searched: str, focus: tuple[str, ...]
) -> None:
    asked = after(before, text)

    assert asked.searched.startswith(searched)
    assert asked.focus == focus


def test_whether_it_is_so_elsewhere_asks_the_same_of_that_place() -> None:
    before = "Hoe helpt Ede ouderen?"

    assert after(before, "gaat dat ook in Tiel zo?").searched == "Hoe helpt Tiel ouderen?"
    assert after(before, "geldt dat ook voor Tiel?").searched == "Hoe helpt Tiel ouderen?"


def test_another_year_is_asked_about_alike() -> None:
    before = "Hoeveel clubs deden mee in 2021?"

    assert after(before, "en in 2027?").searched == "Hoeveel clubs deden mee in 2027?"


def test_what_asks_for_another_kind_of_thing_is_not_put_in_its_place() -> None:
    asked = after("Wie doet er mee in Ede?", "en hoeveel in Tiel?")

    assert asked.searched == "Hoeveel in Tiel (wie doet er mee in Ede)?"
    assert asked.kind is Kind.HOW_MANY


def test_the_place_that_acts_is_meant_by_its_pronoun() -> None:
    asked = after("Wat doet Ede voor ouderen?", "en hoe betrekken ze scholen?")

    assert asked.searched == "Hoe betrekken Ede scholen?"


@pytest.mark.parametrize("text", ["nog iets over budget?", "wat zeggen ze over jongeren?"])
def test_what_says_what_it_is_about_stands_alone(text: str) -> None:
    assert after("Wat doet Ede voor ouderen?", text).searched == text


def test_a_follow_up_is_read_with_the_question_that_it_follows_on() -> None:
    assert after("wat vindt jan-piet de boer", "en waarom?").searched == (
        "Waarom (wat vindt jan-piet de boer)?"
    )


@pytest.mark.parametrize(
    "text", ["So what has to change at the club?", "Dus wat moet de club doen?"]
)
def test_what_follows_from_before_leans_on_it(text: str) -> None:
    assert after("Why do clubs close?", text).searched.endswith("(why do clubs close)?")


def test_the_first_word_of_the_question_before_is_no_name() -> None:
    assert after("Verandert het beleid?", "hoe komt dat?").searched.endswith(
        "(verandert het beleid)?"
    )


def test_a_chain_of_follow_ups_does_not_grow() -> None:
    before = turn("Hoe werkt de vrijwilligerscentrale?")
    for _ in range(12):
        asked = understand("en waarom?", before)
        before = Turn("A-2", asked.understood, asked.opening, asked.language, asked.kind)

    assert asked.searched == "Waarom (hoe werkt de vrijwilligerscentrale)?"


def test_more_of_a_follow_up_still_knows_what_it_follows_on() -> None:
    asked = after("Verandert het beleid?", "hoe komt dat?")
    more = understand("meer", Turn("A-2", asked.understood, asked.opening, "nl", asked.kind))

    assert (
        more.understood == asked.understood == Understood("hoe komt dat?", "verandert het beleid")
    )


def test_an_adverb_behind_a_pronoun_is_nothing_that_it_names() -> None:
    assert after("Wat doet de centrale?", "Is dat overal zo?").searched.endswith(
        "(wat doet de centrale)?"
    )


def test_a_turn_can_be_stored_as_json() -> None:
    before = turn("Welke routes?", "Er zijn er drie:", items=ROUTES, offered=WAYS)

    assert Turn.from_json(before.to_json()) == before


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("En wat is het verschil tussen Ede en Tiel?", ("Ede", "Tiel")),
        ("Wat is het verschil tussen de eerste en de tweede?", ()),
    ],
)
def test_what_was_compared_can_be_pointed_into_unless_it_is_a_list_of_before(
    text: str, sides: tuple[str, ...]
) -> None:
    before = replace(turn("Welke routes zijn er?", items=ROUTES), answer_id="A-1")
    asked = replace(understand(text, before), listed=ROUTES)

    assert remembered(asked).sides == sides
