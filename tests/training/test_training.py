"""The material is whole, and no question that the model is measured on is in it."""

import json
from itertools import chain, islice
from pathlib import Path
from random import Random

from index import dutch, glossary, synonyms
from tests.training.batches import batch
from tests.training.material import HELD_OUT, Asked, Drawn, Written, in_english, parts, written
from tests.training.real import DRAWN, beside

_GOLD = Path(__file__).parents[1] / "gold"
_MOST = 0.6  # of the stems of two questions, that both have
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


def test_no_question_that_is_trained_on_shares_most_words_with_one_of_the_gold_set() -> None:
    lines = _EXAMINED.read_text("utf-8").splitlines()
    examined = {_bag(json.loads(line)["question"]) for line in lines}
    gold = {
        _bag(json.loads(line)["question"])
        for path in _GOLD.rglob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "question" in json.loads(line)
    }

    alike = [
        (one, other)
        for one in examined
        for other in gold
        if min(len(one), len(other)) > 1 and len(one & other) >= _MOST * len(one | other)
    ]

    assert alike == []


def test_what_is_beside_an_answer_is_neither_right_nor_wrong() -> None:
    asked = Asked("Wie zingt?", (2,), beside=(1,))
    document = Written("d", "Koor", ("Een.", "Twee.", "Drie.", "Vier."), (asked,))

    one = batch([Drawn(document, [asked])], Random(0), stretches=False)  # noqa: S311

    assert one.answers.tolist() == [[False, False, True, False]]
    assert one.beside.tolist() == [[False, True, False, False]]


def test_all_that_was_asked_of_the_real_texts_is_learned_before_any_of_it_again() -> None:
    asked = tuple(Asked(f"Vraag {number}?", (0,)) for number in range(100))
    real = Written("d", "Koor", ("Een.", "Twee."), asked)

    drawn = islice(beside([real], parts()[0], Random(0)), 50)  # noqa: S311
    learned = [each.question for (one, *_) in drawn for each in one.asked]

    assert sorted(learned[:100]) == sorted(each.question for each in asked)
    assert len(learned) == 50 * DRAWN


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
