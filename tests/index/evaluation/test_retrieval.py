"""A question set is indexed, asked and measured, with the parts that the bot asks."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from index.evaluation.beir import QuestionSet, read
from index.evaluation.retrieval import embedding_rate, evaluate
from index.hashing import HashingEmbedder
from index.rows import Vectors
from index.search import Index
from tests.support.beir import (
    ANSWERS,
    DOCUMENTS,
    beir_folder,
    objects,
    write_judgements,
    write_lines,
)


class Counting(HashingEmbedder):
    """Counts the passages that it embeds."""

    def __init__(self) -> None:
        self.embedded = 0

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.embedded += len(texts)
        return super().embed_passages(texts)


@pytest.fixture
def small(tmp_path: Path) -> QuestionSet:
    folder = beir_folder(tmp_path / "klein")
    return read(folder, unanswerable=folder / "unanswerable.jsonl")


@pytest.fixture
def index(tmp_path: Path, small: QuestionSet) -> Iterator[Index]:
    made = Index(tmp_path / "cache", HashingEmbedder())
    made.prepare(small.documents)
    made.refresh(small)
    yield made
    made.close()


def test_what_is_found_for_every_question_scores_full_marks(
    small: QuestionSet, index: Index
) -> None:
    told: list[tuple[int, int]] = []

    found = evaluate(small, index, lambda done, total: told.append((done, total)))

    assert found.figures["ndcg@10"].value == found.figures["mrr@10"].value == 1
    assert found.questions == len(ANSWERS)
    assert found.passages == len(DOCUMENTS)
    assert 0 < found.query_ms_p50 <= found.query_ms_p95
    assert told == [(n, 6) for n in range(1, 7)]


def test_questions_without_an_answer_are_judged_beside_the_others(
    small: QuestionSet, index: Index
) -> None:
    found = evaluate(small, index, lambda *_: None)

    assert found.figures["abstention_auroc"].value == 1
    assert found.figures["false_answer_share"].value == 0
    assert [each.right for each in found.judged] == [True] * 4 + [None] * 2


def test_a_document_counts_once_by_its_best_passage(tmp_path: Path) -> None:
    folder = beir_folder(tmp_path / "lang")
    many = "\n\n".join(
        f"## Vroeg {n}\n\nHoe vroeg nodigen we sportclubs uit? Keer {n}." for n in range(12)
    )
    write_lines(folder / "corpus.jsonl", objects(DOCUMENTS | {"bus": many}))
    write_judgements(folder / "qrels" / "test.tsv", [("q-sport", "sport", 1)])
    asked_of = read(folder)
    index = Index(tmp_path / "cache", HashingEmbedder())
    index.prepare(asked_of.documents)
    index.refresh(asked_of)

    found = evaluate(asked_of, index, lambda *_: None)
    index.close()

    assert found.passages == len(DOCUMENTS) - 1 + 12
    assert found.figures["mrr@10"].value == 0.5


def test_a_second_run_embeds_nothing_again(small: QuestionSet, tmp_path: Path) -> None:
    counts = []
    for _ in range(2):
        embedder = Counting()
        index = Index(tmp_path / "kept", embedder)
        embedder.embedded = 0
        index.prepare(small.documents)
        index.refresh(small)
        counts.append(embedder.embedded)
        index.close()

    assert counts[0] > counts[1]


def test_the_rate_is_taken_over_a_sample_of_all_documents(small: QuestionSet) -> None:
    embedder = Counting()

    assert embedding_rate(embedder, small.documents) > 0
    assert embedder.embedded == len(DOCUMENTS)
