"""Follow-ups that choose: a way that was offered, the other reader, another source, or nothing."""

import pytest

from bot.answering.understand import (
    Background,
    understand,
)
from tests.bot.answering.turns import WAYS, turn


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("1", 0),
        ("de tweede", 1),
        ("met andere beleidsterreinen", 0),
        ("ik bedoel met de clubs", 1),
    ],
)
def test_a_reply_to_a_question_back_takes_the_way_that_it_names(text: str, chosen: int) -> None:
    asked = understand(text, turn("Hoe werken we integraal?", offered=WAYS))

    assert asked.searched == WAYS[chosen][1]


def test_yes_to_the_only_way_takes_it() -> None:
    asked = understand("ja graag", turn("Hoe werken we integraal?", offered=WAYS[:1]))

    assert asked.searched == WAYS[0][1]


READERS = Background(readers=lambda: ("Karel Hoek", "Mia van Zand"))


@pytest.mark.parametrize(
    ("before", "text", "searched"),
    [
        (
            "Wat vindt Karel Hoek van clubs?",
            "En wat vond de andere lezer?",
            "Wat vond Mia van Zand?",
        ),
        (
            "wat vindt karel hoek van clubs",
            "en de andere lezer?",
            "wat vindt Mia van Zand van clubs",
        ),
        (
            "Wat schrijft Van Zand over geld?",
            "wat zegt de andere reageerder?",
            "wat zegt Karel Hoek?",
        ),
    ],
)
def test_the_other_reader_is_the_one_who_remains(before: str, text: str, searched: str) -> None:
    assert understand(text, turn(before), READERS).searched == searched


def test_another_source_is_one_that_was_not_quoted() -> None:
    asked = understand("En een andere gemeente?", turn("Hoe dank je clubs?", "Met een boek."))

    assert asked.apart_from == ("praktijk",)


@pytest.mark.parametrize(
    "text",
    [
        "Wie zei dat?",
        "vertel daar meer over",
        "waarom?",
        "meer",
        "korter",
        "2",
        "in English please",
        "And what about the other one?",
        "hoe komt dat?",
        "de tweede",
        "Why do they think so?",
        "wat willen ze?",
    ],
)
def test_what_points_at_nothing_is_lost(text: str) -> None:
    assert understand(text).lost


@pytest.mark.parametrize(
    "text", ["En in Zeist?", "Wat is dat voor wet, de Wmo?", "hallo", "2021", "budget", "sport"]
)
def test_what_names_something_is_not_lost(text: str) -> None:
    assert not understand(text).lost
