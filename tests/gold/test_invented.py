"""The invented libraries are whole: every gold sentence stands there, and all are made alike."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.evaluation import gold, places
from bot.evaluation.gold import GoldQuestion, Status
from knowledge.library import Library
from knowledge.readers import read
from tests.gold.elsewhere import QUESTIONS, libraries

LIBRARIES = libraries()


def questions() -> Iterator[GoldQuestion]:
    """All questions of all libraries."""
    for folder in LIBRARIES:
        yield from gold.read(folder / QUESTIONS)


@pytest.mark.parametrize("folder", LIBRARIES, ids=lambda folder: folder.name)
def test_every_gold_sentence_stands_in_its_library(folder: Path, tmp_path: Path) -> None:
    library = Library(tmp_path)
    articles = [each for page in folder.glob("*.md") for each in library.prepare(read(page))]
    library.close()

    found = places.resolve(gold.read(folder / QUESTIONS), articles)

    assert len(found) == 40
    assert all(each.gold for each in found if each.question.status is Status.ANSWERED)


def test_no_question_stands_there_twice() -> None:
    ids = Counter(each.id for each in questions())

    assert max(ids.values()) == 1


def test_a_third_of_the_questions_has_no_answer() -> None:
    found = list(questions())
    unanswered = [each for each in found if each.status is Status.DECLINED]

    assert 0.3 <= len(unanswered) / len(found) <= 0.4
    assert sum(each.near for each in unanswered) >= len(unanswered) / 2


def test_one_in_eight_is_in_english() -> None:
    found = list(questions())

    assert sum(each.language == "en" for each in found) >= len(found) / 8
