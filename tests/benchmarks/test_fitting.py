"""The fit for large libraries is made of each question with its answer, without it, and others."""

import tomllib
from pathlib import Path

import pytest

from index.evaluation import beir
from index.hashing import HashingEmbedder
from index.search import Index
from tests.benchmarks.fitting import asked, fitted, told
from tests.support.beir import QUESTIONS, UNANSWERABLE, beir_folder


def test_every_question_is_asked_with_its_answer_and_without(tmp_path: Path) -> None:
    folder = beir_folder(tmp_path / "set")
    whole = beir.read(folder, None, folder / "unanswerable.jsonl")
    index = Index(tmp_path, HashingEmbedder())

    cases = list(asked(index, whole))
    index.close()

    as_they_are = [each for each in cases if not each.answer_out]
    without = [each for each in cases if each.answer_out]
    assert [each.answerable for each in as_they_are].count(True) == len(QUESTIONS)
    assert [each.answerable for each in as_they_are].count(False) == len(UNANSWERABLE)
    assert [each.answerable for each in without] == [False] * len(QUESTIONS)
    with_it = [each.found.closest for each in as_they_are if each.answerable]
    assert all(out.found.closest < there for out, there in zip(without, with_it, strict=True))
    table = tomllib.loads(told("large", fitted("hashing", cases), 5))["large"]
    assert table["passages"] == 5
    assert table["coverage"] == pytest.approx(fitted("hashing", cases).weights.coverage, abs=1e-3)
