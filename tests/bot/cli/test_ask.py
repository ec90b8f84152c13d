"""`vrijwijzer ask`: one question or a file of them, as text or as JSON."""

import io
import json
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Command

QUESTION = "Hoe betrekken we sport en cultuur?"


def questions(folder: Path, *lines: object) -> Path:
    path = folder / "questions.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def test_an_answer_is_printed_as_a_person_reads_it(vrijwijzer: Command) -> None:
    ran = vrijwijzer("ask", "Goedemorgen")

    assert ran.status == 0
    assert ran.out.startswith("Dag. Waar gaat uw vraag over?")


def test_an_answer_is_printed_as_one_object_of_the_contract(vrijwijzer: Command) -> None:
    ran = vrijwijzer("ask", "--json", QUESTION)

    assert ran.status == 0
    assert ran.printed["question"] == QUESTION
    assert ran.printed["id"] is None
    assert ran.printed["status"] in {"answered", "declined"}
    assert ran.out.count("\n") == 1


def test_progress_does_not_mix_with_what_is_printed(vrijwijzer: Command) -> None:
    first, second = vrijwijzer("ask", "--json", QUESTION), vrijwijzer("ask", "--json", QUESTION)

    assert "Indexing passages" in first.err
    assert "Indexing" not in first.out
    assert second.err == ""


@pytest.mark.parametrize(
    ("question", "detail"),
    [("", "not_a_question"), ("🙂", "not_a_question"), ("a" * 10_000, "not_a_question")],
)
def test_what_asks_nothing_is_declined_and_no_failure(
    vrijwijzer: Command, question: str, detail: str
) -> None:
    ran = vrijwijzer("ask", "--json", question)

    assert ran.status == 0
    assert (ran.printed["status"], ran.printed["reason"]) == ("declined", detail)


def test_a_file_of_questions_gives_a_line_each_in_order_and_follows_up(
    vrijwijzer: Command, tmp_path: Path
) -> None:
    path = questions(
        tmp_path,
        {"id": "h1", "question": "Wat doet Utrecht voor vrijwilligers?"},
        "",
        {"id": "h2", "question": "En in Zeist?", "prev": "h1"},
        {"id": "h3", "question": "En in Zeist?"},
        {"id": "h4", "question": "Hallo", "prev": None, "kind": "greeting"},
    )

    ran = vrijwijzer("ask", "--json", "--questions", path)

    assert ran.status == 0
    assert [line["id"] for line in ran.lines] == ["h1", "h2", "h3", "h4"]
    assert [line["understood_as"] for line in ran.lines] == [
        "Wat doet Utrecht voor vrijwilligers?",
        "Wat doet Zeist voor vrijwilligers?",
        "En in Zeist?",
        "Hallo",
    ]


def test_the_file_may_begin_with_a_byte_order_mark(vrijwijzer: Command, tmp_path: Path) -> None:
    path = questions(tmp_path, '\ufeff{"id": "h1", "question": "Hallo"}')

    assert vrijwijzer("ask", "--json", "--questions", path).status == 0


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("geen json", "questions.jsonl:2: not JSON"),
        ('["h2", "Wat?"]', 'questions.jsonl:2: needs "id" and "question"'),
        ({"id": "h2"}, 'questions.jsonl:2: needs "id" and "question"'),
        ({"id": 2, "question": "Wat?"}, 'questions.jsonl:2: needs "id" and "question"'),
        ({"id": "h2", "question": "Wat?", "prev": "h9"}, "\"prev\" names 'h9'"),
        ({"id": "h2", "question": "Wat?", "prev": "h2"}, "\"prev\" names 'h2'"),
        ({"id": "h2", "question": "Wat?", "prev": ["h1"]}, '"prev"'),
    ],
)
def test_a_line_that_is_wrong_is_named_before_anything_is_answered(
    vrijwijzer: Command, tmp_path: Path, line: object, complaint: str
) -> None:
    ran = vrijwijzer(
        *("ask", "--json", "--questions"),
        questions(tmp_path, {"id": "h1", "question": "Hallo"}, line),
    )

    assert ran.status == 1
    assert complaint in ran.complaint
    assert ran.out == ""


def test_a_file_that_is_not_there_is_named(vrijwijzer: Command, tmp_path: Path) -> None:
    ran = vrijwijzer("ask", "--json", "--questions", tmp_path / "weg.jsonl")

    assert ran.status == 1
    assert "weg.jsonl: No such file or directory" in ran.complaint


def test_a_file_that_is_no_text_is_named(vrijwijzer: Command, tmp_path: Path) -> None:
    path = tmp_path / "plaatje.jsonl"
    path.write_bytes(b"\xff\xfe\x00\x01")

    ran = vrijwijzer("ask", "--json", "--questions", path)

    assert ran.status == 1
    assert "plaatje.jsonl: not UTF-8" in ran.complaint


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ((), "give either a question or --questions FILE"),
        ((QUESTION, "--json", "--questions", "x.jsonl"), "give either a question or"),
        (("--questions", "x.jsonl"), "--questions needs --json"),
    ],
)
def test_wrong_usage_is_told_in_one_line_with_status_2(
    vrijwijzer: Command, arguments: tuple[str, ...], complaint: str
) -> None:
    ran = vrijwijzer("ask", *arguments)

    assert ran.status == 2
    assert complaint in ran.complaint


def test_the_same_conversation_can_be_had_in_the_terminal(
    vrijwijzer: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("/bronnen\nDank u wel\n"))

    ran = vrijwijzer("chat")

    assert ran.status == 0
    assert "2 samenvattingen" in ran.out
    assert "Graag gedaan." in ran.out
    assert ran.out.endswith("Tot ziens.\n")
