"""`vrijwijzer index calibrate`: fits to labelled questions, or refuses in one line."""

import json
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Command


def questions(yes: int, no: int) -> str:
    said = [(f"Hoe betrekken we sportclub {n}?", True) for n in range(yes)]
    said += [(f"Hoe laat gaat trein {n}?", False) for n in range(no)]
    return "".join(
        json.dumps({"id": "x", "question": text, "answerable": label}) + "\n"
        for text, label in said
    )


def test_it_prints_what_was_held_out_and_keeps_the_fit(
    vrijwijzer: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "eigen.jsonl"
    file.write_text(questions(10, 12), encoding="utf-8")
    before = vrijwijzer("ask", "Hoe betrekken we sportclub 1?", "--explain")

    ran = vrijwijzer("index", "calibrate", file, "--json")

    assert ran.status == 0
    assert (ran.printed["answerable"], ran.printed["unanswerable"]) == (10, 12)
    assert 0 <= ran.printed["abstention_auroc"] <= 1
    assert set(ran.printed["intervals"]) >= {"abstention_auroc", "answered_share"}
    after = vrijwijzer("ask", "Hoe betrekken we sportclub 1?", "--explain")
    assert "never calibrated" in before.out
    assert "never calibrated" not in after.out


def test_a_person_reads_a_table(vrijwijzer: Command, tmp_path: Path) -> None:
    file = tmp_path / "eigen.jsonl"
    file.write_text(questions(10, 10), encoding="utf-8")

    ran = vrijwijzer("index", "calibrate", file)

    assert ran.status == 0
    assert "abstention_auroc" in ran.out
    assert "10 questions with an answer and 10 without" in ran.out


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (None, "No such file"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"{", "eigen.jsonl:1: not JSON"),
        (b'["vraag"]', '"question"'),
        (b'{"question": " ", "answerable": true}', '"question"'),
        (b'{"question": "Hoe?", "answerable": "ja"}', "true or false"),
        (b"\n", 'has 0 questions with "answerable": true'),
        (questions(10, 3).encode(), 'has 3 questions with "answerable": false'),
        ((questions(10, 10) + questions(1, 0)).encode(), "eigen.jsonl:21: stands there twice"),
    ],
)
def test_what_does_not_fit_is_refused_and_the_earlier_fit_stays(
    vrijwijzer: Command, tmp_path: Path, content: bytes | None, complaint: str
) -> None:
    file = tmp_path / "eigen.jsonl"
    if content is not None:
        file.write_bytes(content)

    ran = vrijwijzer("index", "calibrate", file)

    assert ran.status == 1
    assert complaint in ran.complaint
    assert ran.out == ""
