"""A small question set of our own words, written as a folder in BEIR layout."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

DOCUMENTS = {
    "sport": "Nodig de sportclubs vroeg uit. Zij kennen de buurt en hebben een kantine.",
    "theater": "Het theater zoekt gastvrouwen voor de avond. Een proefdienst duurt twee uur.",
    "museum": "Het museum leert rondleiders in zes lessen hoe zij kinderen laten kijken.",
    "bos": "In het bos ruimen scholieren zwerfvuil op, elke eerste zaterdag van de maand.",
    "bus": "De buurtbus rijdt met chauffeurs die een keuring van de gemeente kregen.",
}
QUESTIONS = {
    "q-sport": "Hoe vroeg nodigen we sportclubs uit?",
    "q-theater": "Wie zoekt het theater voor de avond?",
    "q-museum": "Hoeveel lessen krijgen rondleiders van het museum?",
    "q-bos": "Wanneer ruimen scholieren zwerfvuil op in het bos?",
}
ANSWERS = {"q-sport": "sport", "q-theater": "theater", "q-museum": "museum", "q-bos": "bos"}
UNANSWERABLE = {
    "u-1": "Welke belasting heft Groningen op honden?",
    "u-2": "Hoe hoog is de dakgoot in Maastricht?",
}


def objects(texts: Mapping[str, str]) -> list[dict[str, Any]]:
    """Lines of `corpus.jsonl` or `queries.jsonl`."""
    return [{"_id": each, "title": "", "text": text} for each, text in texts.items()]


def write_lines(path: Path, lines: Iterable[object]) -> Path:
    """Write a JSON object a line."""
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def write_judgements(path: Path, rows: Iterable[tuple[str, str, int]]) -> None:
    """Write judgements under the names of their columns."""
    lines = [f"{question}\t{document}\t{score}\n" for question, document, score in rows]
    path.parent.mkdir(exist_ok=True)
    path.write_text("query-id\tcorpus-id\tscore\n" + "".join(lines), encoding="utf-8")


def beir_folder(folder: Path) -> Path:
    """Write the whole set; returns its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    write_lines(folder / "corpus.jsonl", objects(DOCUMENTS))
    write_lines(folder / "queries.jsonl", objects(QUESTIONS))
    write_lines(folder / "unanswerable.jsonl", objects(UNANSWERABLE))
    rows = [(question, document, 1) for question, document in ANSWERS.items()]
    write_judgements(folder / "qrels" / "test.tsv", rows)
    return folder
