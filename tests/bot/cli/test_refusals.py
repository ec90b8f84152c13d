"""What keeps a command from working: one clear line, a fitting status, and nothing half done."""

import json
import resource
import shutil
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Command


def test_without_a_token_the_bot_does_not_run_and_says_where_to_get_one(
    vrijwijzer: Command, data: Path
) -> None:
    ran = vrijwijzer("run")

    assert ran.status == 2
    assert "TELEGRAM_BOT_TOKEN is not set" in ran.complaint
    assert "@BotFather" in ran.complaint
    assert not data.exists()


def test_a_wrong_setting_is_named(vrijwijzer: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VRIJWIJZER_LOG_LEVEL", "LOUD")

    ran = vrijwijzer("ask", "Hallo")

    assert ran.status == 2
    assert "VRIJWIJZER_LOG_LEVEL" in ran.complaint
    assert ".env.example" in ran.complaint


@pytest.mark.parametrize(
    "arguments", [("ask", "Hallo"), ("sources", "list"), ("add", "{note}"), ("chat",)]
)
@pytest.mark.parametrize("place", ["file", "below"])
def test_a_data_folder_that_cannot_be_made_is_told_in_one_line(
    vrijwijzer: Command, tmp_path: Path, arguments: tuple[str, ...], place: str
) -> None:
    taken, note = tmp_path / "taken", tmp_path / "note.md"
    taken.write_text("a file, not a folder", encoding="utf-8")
    note.write_text("# Dank\n\nDuinveen bedankt iedereen.\n", encoding="utf-8")
    folder = taken if place == "file" else taken / "data"
    given = [argument.format(note=note) for argument in arguments]

    ran = vrijwijzer(*given, "--data", folder)

    assert ran.status == 1
    assert str(folder) in ran.complaint
    assert taken.read_text(encoding="utf-8") == "a file, not a folder"


def test_a_port_that_is_taken_is_told_with_the_way_out(vrijwijzer: Command) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        ran = vrijwijzer("demo", "--port", port)

    assert ran.status == 2
    assert f"port {port}" in ran.complaint
    assert "choose another port" in ran.complaint


def test_a_port_that_does_not_exist_is_told_in_one_line(vrijwijzer: Command) -> None:
    ran = vrijwijzer("demo", "--port", "99999")

    assert ran.status == 2
    assert "99999" in ran.complaint


@pytest.mark.parametrize("missing", ["model.safetensors", "config.json", "tokenizer.json"])
def test_a_half_built_model_folder_is_refused_with_a_remedy(
    vrijwijzer: Command,
    monkeypatch: pytest.MonkeyPatch,
    model_folder: Path,
    tmp_path: Path,
    missing: str,
) -> None:
    half = tmp_path / "half"
    shutil.copytree(model_folder, half)
    (half / missing).unlink()
    monkeypatch.setenv("VRIJWIJZER_MODEL", str(half))

    ran = vrijwijzer("ask", "--json", "Hoe betrekken we sport en cultuur?")

    assert ran.status == 1
    assert str(half) in ran.complaint
    assert "VRIJWIJZER_MODEL" in ran.complaint
    assert ran.out == ""


def _as_another_model(model_folder: Path, place: Path, dimension: int) -> Path:
    """A copy of the model whose folder says that its vectors have another length."""
    shutil.copytree(model_folder, place)
    pooling = place / "1_Pooling" / "config.json"
    said = json.loads(pooling.read_text(encoding="utf-8"))
    pooling.write_text(json.dumps(said | {"embedding_dimension": dimension}), encoding="utf-8")
    return place


def test_a_model_folder_with_another_dimension_is_refused_and_nothing_overwritten(
    vrijwijzer: Command,
    monkeypatch: pytest.MonkeyPatch,
    model_folder: Path,
    tmp_path: Path,
    data: Path,
) -> None:
    assert vrijwijzer("ask", "--json", "Wat doet Utrecht?").status == 0
    before = {path.name: path.read_bytes() for path in data.glob("*.db")}
    other = _as_another_model(model_folder, tmp_path / "other", 48)
    monkeypatch.setenv("VRIJWIJZER_MODEL", str(other))

    ran = vrijwijzer("ask", "--json", "Wat doet Utrecht?")

    assert ran.status == 1
    assert "other" in ran.complaint
    assert "48" in ran.complaint
    assert "VRIJWIJZER_MODEL" in ran.complaint
    assert {path.name: path.read_bytes() for path in data.glob("*.db")} == before
    monkeypatch.setenv("VRIJWIJZER_MODEL", str(model_folder))
    assert vrijwijzer("ask", "--json", "Wat doet Utrecht?").status == 0


@contextmanager
def _full_disk(largest: int) -> Iterator[None]:
    """No file can grow beyond a size, as on a disk without space; Python ignores the signal."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_on_a_full_disk_nothing_is_lost_and_questions_are_answered(
    vrijwijzer: Command, tmp_path: Path, data: Path
) -> None:
    note = tmp_path / "note.md"
    note.write_text("# Dank\n\n" + "Duinveen bedankt iedereen hartelijk. " * 300, encoding="utf-8")
    asked = vrijwijzer("ask", "--json", "Wat doet Utrecht?").printed
    with closing(sqlite3.connect(data / "knowledge.db")) as database:
        # So that it is the largest file, and the first that cannot grow.
        database.execute("CREATE TABLE ballast AS SELECT zeroblob(4000000) AS space")
        database.commit()
    before = _kept(data)

    with _full_disk((data / "knowledge.db").stat().st_size):
        added = vrijwijzer("add", note)
        answered = vrijwijzer("ask", "--json", "Wat doet Utrecht?").printed

    assert added.status == 1
    assert "knowledge.db" in added.complaint
    assert _kept(data) == before
    assert answered["citations"] == asked["citations"]
    assert vrijwijzer("add", note).status == 0


def _kept(data: Path) -> tuple[list[str], bytes]:
    """What must not change: the library but for its count of answers, and the vectors."""
    with closing(sqlite3.connect(data / "knowledge.db")) as database:
        library = [line for line in database.iterdump() if "citings" not in line]
    return library, (data / "vectors.faiss").read_bytes()


def test_a_refused_import_leaves_no_data_folder_behind(
    vrijwijzer: Command, tmp_path: Path, data: Path
) -> None:
    (tmp_path / "leeg.txt").touch()

    ran = vrijwijzer("add", tmp_path / "leeg.txt")

    assert ran.status == 1
    assert not data.exists()


def test_a_database_that_is_no_database_is_told_in_one_line(
    vrijwijzer: Command, data: Path
) -> None:
    data.mkdir()
    (data / "knowledge.db").write_bytes(b"this is not a database, and long enough" * 100)

    ran = vrijwijzer("sources", "list")

    assert ran.status == 1
    assert "knowledge.db" in ran.complaint
