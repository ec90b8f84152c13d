"""The material is whole, and no question that the model is measured on is in it."""

import json
from pathlib import Path

from tests.training.material import parts, written

_GOLD = Path(__file__).parents[1] / "gold"


def test_each_question_names_sentences_of_its_document() -> None:
    for each in written():
        assert len(each.sentences) >= 8, each.id
        for asked in each.asked:
            assert asked.question.strip(), each.id
            assert asked.answers, each.id
            assert set(asked.answers) <= set(range(len(each.sentences))), each.id


def test_no_document_stands_there_twice() -> None:
    ids = [each.id for each in written()]

    assert len(ids) == len(set(ids))


def test_a_tenth_is_held_out() -> None:
    training, held_out = parts()

    assert len(training) == 9 * len(held_out)


def test_no_question_of_the_gold_set_is_trained_on() -> None:
    asked = {plain(a.question) for each in written() for a in each.asked}
    gold = {
        plain(json.loads(line)["question"])
        for path in _GOLD.glob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "question" in json.loads(line)
    }

    assert not asked & gold


def plain(question: str) -> str:
    """A question without case and punctuation."""
    return " ".join("".join(c if c.isalnum() else " " for c in question.casefold()).split())
