"""A folder in BEIR layout is read whole, or refused in one line before anything is measured."""

from pathlib import Path

import pytest

from index.evaluation.beir import read
from knowledge.errors import SourceRefused
from tests.support.beir import (
    ANSWERS,
    DOCUMENTS,
    QUESTIONS,
    UNANSWERABLE,
    beir_folder,
    objects,
    write_judgements,
    write_lines,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return beir_folder(tmp_path / "klein")


def refusal(folder: Path, qrels: str | None = None, unanswerable: Path | None = None) -> str:
    """The one line that reading this folder is refused with."""
    with pytest.raises(SourceRefused) as refused:
        read(folder, qrels, unanswerable)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_documents_questions_and_judgements_are_read(folder: Path) -> None:
    found = read(folder, unanswerable=folder / "unanswerable.jsonl")

    assert (found.name, found.qrels) == ("klein", "test")
    assert {each.id: each.text for each in found.documents} == DOCUMENTS
    assert found.questions == QUESTIONS
    assert found.judgements == {question: {each: 1} for question, each in ANSWERS.items()}
    assert found.unanswerable == UNANSWERABLE


def test_a_document_is_split_as_a_source_is(folder: Path) -> None:
    long = "\n\n".join(f"## Deel {n}\n\n{'De buurt doet mee. ' * 60}" for n in range(3))
    write_lines(folder / "corpus.jsonl", objects(DOCUMENTS | {"sport": long}))

    found = {each.id: each for each in read(folder).documents}

    assert {each.heading for each in found["sport"].passages} == {(f"Deel {n}",) for n in range(3)}
    assert len(found["theater"].passages) == 1


@pytest.mark.parametrize("text", ["", "  ", "# Alleen een kop"])
def test_a_document_without_running_text_is_found_by_what_it_has(folder: Path, text: str) -> None:
    lines = objects(DOCUMENTS)
    lines[0] |= {"title": "De sportclub", "text": text}
    write_lines(folder / "corpus.jsonl", lines)

    (passage,) = read(folder).documents[0].passages

    assert passage.text == (text.strip() or "De sportclub")


def test_a_question_without_a_relevant_document_is_not_asked(folder: Path) -> None:
    rows = [("q-sport", "sport", 1), ("q-theater", "bos", 0)]
    write_judgements(folder / "qrels" / "test.tsv", rows)

    assert list(read(folder).questions) == ["q-sport"]


def test_the_names_of_the_columns_may_be_left_out(folder: Path) -> None:
    (folder / "qrels" / "test.tsv").write_text("q-sport\tsport\t2\n", encoding="utf-8")

    assert read(folder).judgements == {"q-sport": {"sport": 2}}


def test_judgements_are_the_only_ones_or_those_called_test_or_named(folder: Path) -> None:
    write_judgements(folder / "qrels" / "dev.tsv", [("q-bos", "bos", 1)])

    assert read(folder).qrels == "test"
    assert list(read(folder, "dev").questions) == ["q-bos"]

    (folder / "qrels" / "test.tsv").rename(folder / "qrels" / "train.tsv")

    assert "dev, train" in refusal(folder)
    assert "dev, train" in refusal(folder, "nonsense")


def test_a_folder_of_another_layout_is_refused_with_all_that_it_lacks(tmp_path: Path) -> None:
    said = refusal(tmp_path)

    assert str(tmp_path) in said
    assert "lacks corpus.jsonl, queries.jsonl, qrels" in said


def test_judgements_that_name_unknown_ids_are_refused_with_those(folder: Path) -> None:
    rows = [("q-sport", "sport", 1), ("q-weg", "sport", 1), ("q-bos", "d-weg", 0)]
    write_judgements(folder / "qrels" / "test.tsv", rows)

    said = refusal(folder)

    assert "2 ids" in said
    assert "'q-weg'" in said
    assert "'d-weg'" in said


def test_judgements_that_call_nothing_relevant_are_refused(folder: Path) -> None:
    write_judgements(folder / "qrels" / "test.tsv", [("q-sport", "sport", 0)])

    assert "no document relevant" in refusal(folder)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('{"text": "Hoe hoog is de dakgoot?"}', '"_id"'),
        ('{"_id": "", "text": "Hoe hoog is de dakgoot?"}', '"_id"'),
        ('{"_id": "u-1"}', '"text"'),
        ("[]", '"_id"'),
        ("Hoe hoog is de dakgoot?", "not JSON"),
        ('{"_id": "u", "text": "a"}\n{"_id": "u", "text": "b"}', "twice"),
        ("", "is empty"),
    ],
)
def test_unanswerable_questions_of_another_form_are_refused_by_line(
    folder: Path, line: str, fault: str
) -> None:
    path = folder / "others.jsonl"
    path.write_text(line, encoding="utf-8")

    said = refusal(folder, unanswerable=path)

    assert str(path) in said
    assert fault in said


@pytest.mark.parametrize("row", ["q-sport\tsport", "q-sport\tsport\tveel", "q-sport sport 1"])
def test_a_judgement_of_another_form_is_refused_by_line(folder: Path, row: str) -> None:
    path = folder / "qrels" / "test.tsv"
    path.write_text(f"query-id\tcorpus-id\tscore\n{row}\n", encoding="utf-8")

    assert "test.tsv:2" in refusal(folder)


def test_a_file_that_is_not_there_or_not_text_is_refused(folder: Path) -> None:
    assert "gone.jsonl" in refusal(folder, unanswerable=folder / "gone.jsonl")

    (folder / "corpus.jsonl").write_bytes(b"\xff\xfe{")

    assert "not UTF-8" in refusal(folder)


def test_the_same_documents_have_the_same_key_whatever_is_asked(folder: Path) -> None:
    before = read(folder).key
    write_lines(folder / "queries.jsonl", objects(QUESTIONS | {"q-more": "En verder?"}))
    same = read(folder).key
    write_lines(folder / "corpus.jsonl", objects(DOCUMENTS | {"bus": "De bus rijdt niet."}))

    assert same == before
    assert read(folder).key != before
