"""A question that counts off an item of a list is answered with that item, also a first one."""

import pytest

from bot.answering.answerer import Answerer
from bot.answering.model import Answer, Answered
from bot.answering.understand import counted_off
from bot.card import card
from bot.terminal import plain
from bot.texts import load as load_texts
from tests.bot.answering.shelf import Shelf
from tests.support.builders import article, source

ROUTES = source(
    article(
        "Routes",
        """
Er zijn drie routes naar beter beleid:

- Van boven: het college schrijft een visie.
- Van onderen: de clubs schrijven een plan.
- Samen: de raad en de clubs maken een afspraak.

De eerste stap is een gesprek. In de eerste plaats is dat er voor clubs.
""",
    )
)


def asked(question: str) -> tuple[str, Answer]:
    exchange, _ = Answerer(Shelf(ROUTES), b"key").answer(question)
    return exchange.understood_as, exchange.answer


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Wat is de tweede route?", "Van onderen"),
        ("Leg de laatste route uit", "Samen"),
        ("What is the second route?", "Van onderen"),
    ],
)
def test_the_item_that_is_counted_off_is_the_answer(question: str, first: str) -> None:
    _, answer = asked(question)

    assert isinstance(answer, Answered)
    assert answer.statements[0].text.startswith(first)


def test_two_items_that_are_counted_off_are_compared() -> None:
    understood, answer = asked("Wat is het verschil tussen de eerste en de derde route?")

    assert understood == "Wat is het verschil tussen Van boven en Samen?"
    assert isinstance(answer, Answered)
    assert [each.text.partition(":")[0] for each in answer.statements] == ["Van boven", "Samen"]


@pytest.mark.parametrize(
    "question",
    [
        "Wat is de eerste stap?",
        "In de eerste plaats: voor wie zijn de routes?",
        "Wat is de negende route?",
        "Noem de eerste drie routes",
    ],
)
def test_what_counts_off_no_item_is_left_as_it_is(question: str) -> None:
    assert asked(question)[0] == question


@pytest.mark.parametrize(
    "question",
    [
        "Wie was de eerste wethouder?",
        "Wanneer was de tweede bijeenkomst?",
        "Wat was het eerste doel?",
    ],
)
def test_a_list_is_of_what_is_counted_before_it(question: str) -> None:
    told = article(
        "Bijeenkomst",
        """
De wethouders noemden twee redenen:

- Geld voor de clubs.
- Tijd voor de clubs.

Een bijeenkomst had vier doelen, waarvan deze werden bereikt:

- Clubs leren kennen.
- Afspraken maken.

Jan Bos was de eerste wethouder. De tweede bijeenkomst was in mei. Het eerste doel was kennis.
""",
    )

    exchange, _ = Answerer(Shelf(source(told)), b"key").answer(question)

    assert exchange.understood_as == question


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Wat is de negende route?", "De bronnen noemen er drie, niet negen."),
        ("Wat houdt de 12e route in?", None),
        ("What is the fifth route?", "The sources name three, not five."),
    ],
)
def test_of_a_place_that_a_list_has_not_it_is_said_how_many_there_are(
    question: str, said: str | None
) -> None:
    exchange, _ = Answerer(Shelf(ROUTES), b"key").answer(question)

    assert (said is not None) is (said in plain(card(exchange, load_texts())) if said else False)
    if said:
        assert isinstance(exchange.answer, Answered)
        assert len(exchange.answer.statements) == 4


def test_the_same_question_again_has_the_same_answer() -> None:
    bot = Answerer(Shelf(ROUTES), b"key")
    exchange, remembered = bot.answer("Wat is de tweede route?")

    assert remembered.asked is not None
    again, _ = bot.again(remembered.asked)
    assert (again.answer_id, again.answer) == (exchange.answer_id, exchange.answer)


def test_nouns_that_are_counted_off_are_known() -> None:
    assert counted_off("tussen de eerste en de tweede route") == [("route", 2)]
    assert counted_off("in de eerste plaats en de eerste drie") == []


def test_an_item_of_before_is_the_answer_however_the_question_is_judged() -> None:
    sure, unsure = (Answerer(Shelf(ROUTES, answerable=each), b"key") for each in (True, False))
    _, before = sure.answer("Welke drie routes zijn er?")

    exchange, _ = unsure.answer("leg de tweede uit", before)

    assert isinstance(exchange.answer, Answered)
    assert exchange.answer.statements[0].text.startswith("Van onderen")


def test_a_follow_up_is_shown_with_the_question_that_it_follows_on() -> None:
    bot = Answerer(Shelf(ROUTES), b"key")
    _, before = bot.answer("Wat is een route?")
    shown = plain(card(bot.answer("En waarom is dat?", before)[0], load_texts()))

    assert "“Waarom is dat?” U vraagt door op: “Wat is een route”." in " ".join(shown.split())
