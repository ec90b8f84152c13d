"""A price is that of the thing asked, or it is not said."""

import pytest

from bot.answering.answerer import Answerer
from bot.answering.model import Answered, Declined, MissingKind
from tests.bot.answering.shelf import Shelf
from tests.support.builders import article, source

RULES = (
    "Het steunpunt helpt alle clubs in de stad.\n\n"
    "Een club mag een vergoeding geven van ten hoogste 210 euro per maand."
)


def test_the_price_of_one_thing_does_not_answer_what_another_costs() -> None:
    shelf = Shelf(source(article("Regels", RULES)))

    exchange, _ = Answerer(shelf, b"key").answer("Wat kost het om een steunpunt te hebben?")

    assert isinstance(exchange.answer, Declined)
    assert exchange.answer.missing is not None
    assert exchange.answer.missing.kind is MissingKind.AMOUNT
    assert exchange.answer.missing.words == ("steunpunt",)


@pytest.mark.parametrize(
    "question",
    ["Hoeveel euro is de vergoeding?", "Wat kost een vergoeding per maand?", "Wat kost een fooi?"],
)
def test_what_stands_with_its_price_or_is_called_so_nowhere_is_answered(question: str) -> None:
    shelf = Shelf(source(article("Regels", RULES)))

    exchange, _ = Answerer(shelf, b"key").answer(question)

    assert isinstance(exchange.answer, Answered)
    assert "210 euro" in exchange.answer.statements[0].text
