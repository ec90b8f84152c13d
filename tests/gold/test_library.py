"""The figures of `vrijwijzer evaluate library`, on the set that stands beside this file."""

import unicodedata
from pathlib import Path

import pytest

from knowledge.errors import SourceRefused
from knowledge.faithfulness import Scores, evaluate
from knowledge.readers import read

SET = Path(__file__).parent / "library"
ARTICLES = Path(__file__).parents[3] / "shared" / "sources"
DOCUMENTS = sorted(path for path in (SET / "documents").iterdir() if path.suffix != ".labels")

HEADS = {
    *("taak", "uren", "leden", "bedrag", "group", "stayed", "left", "post", "avond", "aanwezig"),
    *("task", "alone", "check", "gestart", "actie", "wie", "wanneer"),
}


@pytest.fixture(scope="module")
def scores() -> Scores:
    return evaluate(SET)


def test_the_set_is_large_enough_to_say_something(scores: Scores) -> None:
    counts = scores.as_json()["counts"]

    assert counts["documents"] >= 12
    assert {path.suffix for path in DOCUMENTS} == {".txt", ".md", ".html", ".pdf", ".docx"}
    assert counts["boundaries"] >= 200


def test_what_is_read_is_read_faithfully(scores: Scores) -> None:
    figures = scores.as_json()

    assert figures["content_kept"] >= 0.99, scores.wrong
    assert figures["furniture_through"] <= 0.01, scores.wrong
    assert figures["comments_apart"] == 1.0, scores.wrong
    assert figures["sentence_f1"] >= 0.98, scores.wrong


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_word_of_a_document_is_labelled(path: Path) -> None:
    """What the reader keeps and is in no label would not be scored at all."""
    labels = (path.parent / f"{path.name}.labels").read_text("utf-8")
    words = set(_words(labels))

    document = read(path)
    blocks = [each for one in (document, *document.comments) for each in one.blocks]

    unknown = {word for block in blocks for word in _words(block.text)} - words
    # Heads of columns stand in every row, which is labelled by its cells; numbers mark items.
    assert {word for word in unknown if not word.isdigit()} <= HEADS


def test_a_reader_that_loses_lets_through_or_mixes_up_is_marked_down(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "a.txt").write_text(
        "Clubs\n\nClubs vragen rond. Dat helpt.\n\nEls Bos 2 mei 2025\n\nMooi stuk.\n", "utf-8"
    )
    (documents / "a.txt.labels").write_text(
        "content\tClubs\ncontent\tDit staat er niet.\nfurniture\tDat helpt.\n"
        "comment\tMooi stuk.\nfurniture\tDelen\n",
        "utf-8",
    )
    (tmp_path / "sentences.txt").write_text("# Proef\nEen. | Twee.\nDit. Dat. | Zo.\n", "utf-8")

    figures = evaluate(tmp_path).as_json()

    assert figures["content_kept"] == 0.5
    assert figures["furniture_through"] == 0.5
    assert figures["comments_apart"] == 0.0
    assert figures["sentence_f1"] == 0.8
    assert len(figures["wrong"]) == 4


def test_a_folder_without_a_set_and_a_line_without_a_label_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceRefused, match="no labelled set"):
        evaluate(tmp_path)

    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.txt").write_text("Clubs\n\nClubs vragen rond.\n", "utf-8")
    (tmp_path / "documents" / "a.txt.labels").write_text("inhoud\tClubs\n", "utf-8")
    with pytest.raises(
        SourceRefused, match=r"a\.txt\.labels:1: write content, comment, furniture"
    ):
        evaluate(tmp_path)


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the real articles do not stand beside this")
def test_the_two_real_articles_are_read_as_faithfully(tmp_path: Path) -> None:
    """Their sentences are named by their first and last words, and looked up in the files."""
    (tmp_path / "documents").mkdir()
    for path in ARTICLES.glob("*.txt"):
        labels = [line for line in _article_labels() if path.name.startswith(line[0])]
        found = _looked_up(path.read_text("utf-8"), labels)
        copy = tmp_path / "documents" / path.name
        copy.write_bytes(path.read_bytes())
        copy.with_name(f"{path.name}.labels").write_text("\n".join(found) + "\n", "utf-8")

    figures = evaluate(tmp_path).as_json()

    assert figures["counts"] == {
        "documents": 2, "content": 129, "furniture": 21, "comments": 19, "boundaries": 0
    }  # fmt: skip
    assert figures["content_kept"] >= 0.99, figures["wrong"]
    assert figures["furniture_through"] <= 0.01, figures["wrong"]
    assert figures["comments_apart"] == 1.0, figures["wrong"]


def _article_labels() -> list[list[str]]:
    """File, label, first words and last words of each sentence, in order."""
    lines = (SET.parent / "articles-labels.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def _looked_up(page: str, labels: list[list[str]]) -> list[str]:
    """The labels with the whole sentences, which follow one another in the page."""
    text, position, found = " ".join(page.split()), 0, []
    for _, label, first, last in labels:
        start = text.index(first, position)
        end = text.index(last, start if first == last else start + len(first)) + len(last)
        found.append(f"{label}\t{text[start:end]}")
        position = end
    return found


def _words(text: str) -> list[str]:
    """Letters and digits, folded."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return "".join(letter if letter.isalnum() else " " for letter in folded).split()
