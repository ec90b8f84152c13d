"""What was considered for an answer is told, with the reason why it was used or not."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.answering.model import Answered
from bot.answering.understand import understand
from bot.answering.why import Fate
from bot.texts import load as load_texts
from bot.why import why
from tests.bot.answering.shelf import Shelf
from tests.support.builders import article, comment, source

QUESTION = "Wie betaalt de zaal van de club?"
SOURCES = (
    source(article("Zaal", "De gemeente betaalt de zaal van de club."), "zaal"),
    source(article("Hek", "Het hek is groen. Niemand weet waarom dat zo is."), "hek"),
    source(comment("Reactie", "De zaal van de club is te duur.", authors=("J. Bos",)), "reactie"),
)
# Prints the answer's id and quotes; run with another seed of hashes, nothing may change.
PROGRAM = """
from bot.answering.answerer import Answerer
from tests.bot.answering.shelf import Shelf
from tests.bot.answering.test_why import QUESTION, SOURCES
exchange, _ = Answerer(Shelf(*SOURCES), b"key").answer(QUESTION)
print(exchange.answer_id, [citation.quote for citation in exchange.answer.citations])
"""


def test_each_piece_has_a_fate() -> None:
    explained = Answerer(Shelf(*SOURCES), b"key").explain(understand(QUESTION))

    fates = {piece.text: piece.fate for piece in explained.weighed}
    assert fates["De gemeente betaalt de zaal van de club."] is Fate.QUOTED
    assert fates["Het hek is groen."] is Fate.WEAKER
    assert fates["De zaal van de club is te duur."] is Fate.READER


def test_of_a_decline_nothing_was_used() -> None:
    explained = Answerer(Shelf(*SOURCES, answerable=False), b"key").explain(understand(QUESTION))

    assert {piece.fate for piece in explained.weighed} == {Fate.DECLINED, Fate.READER}


@pytest.mark.parametrize(
    ("question", "fates"),
    [
        ("Hoe regel ik een VOG voor de zaal van de club?", {Fate.DECLINED}),
        ("Waarom verkocht Ede de zaal van de club?", {Fate.DECLINED}),
        ("Is wethouder Jan Bos uit Tiel van de zaal?", {Fate.QUOTED, Fate.WEAKER, Fate.BESIDE}),
    ],
)
def test_the_explanation_is_of_the_answer_that_was_given(question: str, fates: set[Fate]) -> None:
    zaal = source(article("Zaal", "Jan Bos betaalt in Ede de zaal van de club."), "zaal")
    answerer = Answerer(Shelf(zaal, SOURCES[1]), b"key")
    (understood,) = answerer.understood(question)
    exchange, _ = answerer.answer(question)

    explained = answerer.explain(understood)

    assert {each.fate for each in explained.weighed} <= fates
    quoted = [each.text for each in explained.weighed if each.fate is Fate.QUOTED]
    given = exchange.answer
    cited = given.citations if isinstance(given, Answered) else ()
    assert quoted == [each.quote for each in cited]


def test_the_explanation_has_the_id_of_the_answer() -> None:
    answerer = Answerer(Shelf(*SOURCES), b"key")
    exchange, _ = answerer.answer(QUESTION)
    (question,) = answerer.understood(QUESTION)

    assert answerer.explain(question).answer_id == exchange.answer_id


def test_the_id_tells_history_and_settings_apart_and_not_the_key() -> None:
    shelf = Shelf(*SOURCES)
    question = understand(QUESTION)

    def identify(key: bytes = b"key", **changes: str) -> str:
        return Answerer(shelf, key).explain(replace(question, **changes)).answer_id  # type: ignore[arg-type]  # texts only

    plain = identify()
    assert identify() == plain
    assert len({plain, identify(opening="Hoe gaat het?"), identify(b"other")}) == 3
    shelf.made_with = "another model"
    assert identify() != plain


def test_another_process_gives_the_same_id_and_the_same_answer() -> None:
    root = Path(__file__).parents[3]
    said = {
        subprocess.run(  # noqa: S603 (our own program)
            [sys.executable, "-c", PROGRAM],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(said) == 1
    assert "De gemeente betaalt de zaal van de club." in said.pop()


def test_the_card_tells_every_fate_in_both_languages() -> None:
    texts = load_texts()
    explained = Answerer(Shelf(*SOURCES), b"key").explain(understand(QUESTION))

    for language in ("nl", "en"):
        card = why(explained.answer_id, [explained], language, texts)
        said = "\n".join(span.text for each in card.paragraphs for span in each.spans)
        assert explained.answer_id in said
        for fate in (Fate.QUOTED, Fate.WEAKER, Fate.READER):
            assert texts.get(language, f"why.{fate.value}") in said


def test_nobody_is_told_that_it_is_certain() -> None:
    explained = Answerer(Shelf(*SOURCES), b"key").explain(understand(QUESTION))

    shown = [
        "".join(
            span.text
            for part in why("A-1", [sure], "nl", load_texts()).paragraphs
            for span in part.spans
        )
        for sure in (replace(explained, probability=0.999), replace(explained, probability=0.001))
    ]

    assert "99 procent" in shown[0]
    assert "op 1 procent" in shown[1]
