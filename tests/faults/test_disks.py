"""Disks that are full or can only be read: nothing is lost, and one line says what to do."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.keeping import disks
from bot.state.lock import held
from knowledge.errors import Unavailable
from knowledge.library import Library
from tests.bot.cli.conftest import Command
from tests.faults.index_cases import QUESTION, Adding, opened
from tests.support.builders import article
from tests.support.disks import bounded, read_only, small_disk
from tests.support.kills import Failed, Point, copied, looked, run
from tests.support.shelf import Shelf

NOTE = "# Praktijknotitie\n\nDe gemeente bedankt haar vrijwilligers met een feest.\n"


@pytest.fixture
def filled(data: Path, vrijwijzer: Command, tmp_path: Path) -> Path:
    """A data folder that the commands made: a source, and a question that was answered."""
    (tmp_path / "dank.md").write_text(NOTE, "utf-8")
    assert vrijwijzer("add", tmp_path / "dank.md").status == 0
    assert vrijwijzer("ask", QUESTION).status == 0
    return data


def test_a_full_disk_loses_nothing_and_is_told(tmp_path: Path) -> None:
    case, template = Adding(), tmp_path / "before"
    template.mkdir()
    case.begin(template)
    library = (template / "knowledge.db").stat().st_size
    told = []
    # From no room at all to room for the library and not for its index.
    for size in (512, 20_000, 60_000, library, library + 8192, library + 80_000):
        place = copied(template, tmp_path / "data")
        acknowledged: list[str] = []
        try:
            _, acknowledged = run(case, place, Point("bytes", size), bounded)
        except Failed as error:
            acknowledged = [*error.told]
            told.append(str(error))
        assert looked(case, place, acknowledged) == [], f"{size} bytes"
    assert told
    assert all(line.startswith("Unavailable: ") and "\\n" not in line for line in told)


def test_a_disk_that_fills_up_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 3) as disk:
        with opened(disk) as shelf:
            shelf.clear()
            kept: list[str] = []
            with pytest.raises(Unavailable):
                kept.extend(_without_end(shelf))
            assert {*kept} <= {*shelf.library.marks()}
            assert shelf.library.verify() == []
        for made in ("index.db", "vectors.faiss"):
            (disk / made).unlink(missing_ok=True)  # all of it can be made again
        with opened(disk) as shelf:
            assert {*kept} <= {*shelf.library.marks()}


def _without_end(shelf: Shelf) -> Iterator[str]:
    """Add sources; each id is that of one that was acknowledged."""
    for number in range(1000):
        yield shelf.holds(f"Zaal {number}", f"Zaal {number} is vrij. " * 200)


def test_without_room_nothing_is_imported(tmp_path: Path, vrijwijzer: Command) -> None:
    (tmp_path / "dank.md").write_text(NOTE, "utf-8")
    with small_disk(tmp_path / "disk", 100) as disk:
        told = vrijwijzer("add", "--data", disk / "data", tmp_path / "dank.md")

        assert told.status == 1
        assert "MB free on this disk, and 500 MB are needed to import" in told.complaint
        assert not (disk / "data").exists()


def test_room_is_asked_for_three_times_the_file(tmp_path: Path) -> None:
    free = shutil.disk_usage(tmp_path).free

    with pytest.raises(Unavailable, match="make room, or name a folder on another disk"):
        disks.refuse_full(tmp_path / "nog" / "niet", free // 2)


def test_on_a_read_only_disk_questions_are_answered_and_notes_refused(
    filled: Path, vrijwijzer: Command, tmp_path: Path
) -> None:
    (tmp_path / "meer.md").write_text(NOTE.replace("feest", "brief"), "utf-8")
    with read_only(filled) as folder:
        answer = vrijwijzer("ask", "--data", folder, "--json", QUESTION)
        note = vrijwijzer("add", "--data", folder, tmp_path / "meer.md")

    assert answer.status == 0
    assert answer.printed["status"] in {"answered", "declined"}
    assert note.status == 1
    assert str(folder) in note.complaint


def test_a_bot_on_a_read_only_disk_ends_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with (
        read_only(tmp_path / "data") as folder,
        pytest.raises(Unavailable, match="no data can be kept here"),
        held(folder),
    ):
        pass


def test_a_folder_that_cannot_be_read_either_is_told_in_one_line(
    filled: Path, vrijwijzer: Command
) -> None:
    os.truncate(filled / "knowledge.db", 4000)

    told = vrijwijzer("ask", QUESTION)

    assert told.status == 1
    assert "put a backup in its place" in told.complaint


def test_what_a_read_only_disk_holds_is_found(tmp_path: Path) -> None:
    with closing(Library(tmp_path / "data")) as library:
        library.add(library.prepare(article("Dank", "De gemeente bedankt vrijwilligers.")))
    with opened(tmp_path / "data") as shelf:
        shelf.index.refresh(shelf.library)
    with read_only(tmp_path / "data") as folder, opened(folder) as shelf:
        assert "Dank" in shelf.found(QUESTION)
