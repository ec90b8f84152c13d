"""A comparison has a part a side, and says where it has nothing."""

from dataclasses import replace

from bot.answering.compose import Draft, compose
from bot.answering.evidence import candidates
from bot.answering.understand import Kind, understand
from tests.bot.answering.shelf import Shelf
from tests.support.builders import article, source

UTRECHT = "De gemeente Utrecht bedankt vrijwilligers met een cadeau."
ZEIST = "In Zeist krijgen vrijwilligers een diner. Ook is er een feest."


def compared(*sides: str) -> Draft:
    shelf = Shelf(
        source(article("Dank I", UTRECHT)),
        source(article("Dank II", ZEIST), "zeist"),
        source(article("Zaal", "De zaal is op dinsdag open."), "zaal"),
    )
    question = replace(
        understand(f"Vergelijk hoe {' en '.join(sides)} vrijwilligers bedanken"),
        kind=Kind.COMPARE,
        sides=sides,
    )
    return compose(question, candidates(question, shelf.find(question.searched, "nl").hits, shelf))


def test_each_side_has_its_own_quotes_under_its_name_in_the_order_asked() -> None:
    draft = compared("Zeist", "Utrecht")

    said = [(each.label.name if each.label else "", each.spans[0].text) for each in draft.lines]
    assert [name for name, _ in said] == ["Zeist", "Utrecht"]
    assert "diner" in said[0][1]
    assert said[1] == ("Utrecht", UTRECHT)


def test_a_side_without_a_source_is_named_as_empty() -> None:
    draft = compared("Utrecht", "Groningen")

    assert draft.empty_sides == ("Groningen",)
    assert {each.label.name for each in draft.lines if each.label} == {"Utrecht"}


def test_when_no_side_is_known_the_answer_is_an_ordinary_one() -> None:
    draft = compared("Groningen", "Assen")

    assert draft.empty_sides == ()
    assert all(each.label is None for each in draft.lines)
