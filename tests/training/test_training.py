"""The material is whole, and no question that the model is measured on is in it."""

import json
from itertools import chain
from pathlib import Path

from index import dutch, glossary, synonyms
from tests.training.material import HELD_OUT, in_english, parts, written

_GOLD = Path(__file__).parents[1] / "gold"
_EXAMINED = Path(__file__).parent / "examined" / "questions.jsonl"


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

    assert (
        len(held_out) == len(written()) // HELD_OUT == (len(training) + len(held_out)) // HELD_OUT
    )


def test_no_question_of_the_gold_set_is_trained_on() -> None:
    asked = {plain(a.question) for each in written() for a in each.asked}
    asked |= {plain(question) for each in written() for question in each.unanswered}
    examined = _EXAMINED.read_text("utf-8").splitlines()
    asked |= {plain(json.loads(line)["question"]) for line in examined}
    gold = {
        plain(json.loads(line)["question"])
        for path in _GOLD.rglob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "question" in json.loads(line)
    }

    assert not asked & gold


def test_no_question_that_is_trained_on_has_the_words_of_one_of_the_gold_set() -> None:
    lines = [json.loads(line) for line in _EXAMINED.read_text("utf-8").splitlines()]
    examined = {_bag(each["question"]) for each in lines if "prev" not in each}
    gold = {
        _bag(json.loads(line)["question"])
        for path in _GOLD.rglob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "question" in json.loads(line)
    }

    assert not {each for each in examined & gold if len(each) > 1}


def test_most_words_of_an_english_question_have_dutch_or_name_nothing() -> None:
    """0.98 when it was written."""
    content = [word for english, _ in in_english() for word in dutch.content(english)]

    known = [word for word in content if glossary.in_dutch(word) or glossary.only_asks(word)]

    assert len(known) > 0.9 * len(content)


def test_an_english_question_often_shares_a_word_with_the_dutch_that_answers_it() -> None:
    """0.40 when it was written; 0.18 with the glossary of before."""
    asked = in_english()

    sharing = [english for english, answers in asked if _looked_for(english) & _said(answers)]

    assert len(sharing) > 0.33 * len(asked)


def _bag(question: str) -> frozenset[str]:
    return frozenset(map(dutch.stem, dutch.content(question)))


def _looked_for(english: str) -> set[str]:
    words = glossary.content(english)
    same = chain.from_iterable(map(synonyms.others, words))
    return {dutch.stem(word) for word in (*words, *same)}


def _said(answers: tuple[str, ...]) -> set[str]:
    return {stem for each in answers for stem in dutch.source_terms(each)}


def plain(question: str) -> str:
    """A question without case and punctuation."""
    return " ".join("".join(c if c.isalnum() else " " for c in question.casefold()).split())
