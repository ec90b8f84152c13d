"""Databases that are damaged, or of another moment than their index: never a wrong quote."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.state.people import open_people
from knowledge.errors import VrijwijzerError
from tests.faults.index_cases import NEW, OLD, QUESTION, opened
from tests.support.shelf import Shelf

FULL = 2  # PRAGMA synchronous: every commit waits until it is on the disk
PAGE = 4096


def test_every_commit_waits_for_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def connected(*arguments: Any, **named: Any) -> sqlite3.Connection:
        made.append(connect(*arguments, **named))
        return made[-1]

    monkeypatch.setattr(sqlite3, "connect", connected)
    with closing(open_people(tmp_path)), opened(tmp_path):
        settings = [
            (
                each.execute("PRAGMA synchronous").fetchone()[0],
                each.execute("PRAGMA journal_mode").fetchone()[0],
            )
            for each in made
        ]

    assert settings == [(FULL, "truncate")] * 3


def test_an_index_that_is_ahead_of_a_library_that_was_put_back_finds_no_ghosts(
    tmp_path: Path,
) -> None:
    with opened(tmp_path) as shelf:
        shelf.clear()
        shelf.holds("Dank", *OLD)
        shelf.index.refresh(shelf.library)
    shutil.copyfile(tmp_path / "knowledge.db", tmp_path / "kept")
    with opened(tmp_path) as shelf:
        shelf.holds("Feest", *NEW)
        shelf.index.refresh(shelf.library)
    shutil.copyfile(tmp_path / "kept", tmp_path / "knowledge.db")

    with opened(tmp_path) as shelf:
        shelf.index.advance(shelf.library)
        assert {hit.source.metadata.title for hit in shelf.index.search(QUESTION)} == {"Dank"}
        assert shelf.found(QUESTION) == ["Dank"]


def test_no_damaged_page_of_the_library_gives_a_wrong_quote(tmp_path: Path) -> None:
    with opened(tmp_path / "data") as shelf:
        shelf.clear()
        for number in range(30):
            shelf.holds(f"Dank {number}", f"Gemeente {number} bedankt vrijwilligers. " * 40)
        shelf.index.refresh(shelf.library)
        true = {each.text for each in _passages(shelf)}
    whole = (tmp_path / "data" / "knowledge.db").read_bytes()
    pages = range(len(whole) // PAGE)

    noticed = 0
    for page in pages[:: max(1, len(pages) // 40)]:
        place = tmp_path / "damaged"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(tmp_path / "data", place)
        harmed = bytearray(whole)
        for offset in range(page * PAGE + 200, (page + 1) * PAGE, 97):
            harmed[offset] ^= 1
        (place / "knowledge.db").write_bytes(harmed)
        noticed += _quotes(place, true)

    assert noticed > 0


def _quotes(folder: Path, true: set[str]) -> int:
    """1 when the damage was met and told; fails when words are quoted that nobody wrote."""
    try:
        with opened(folder) as shelf:
            shelf.index.refresh(shelf.library)
            hits = shelf.index.search(QUESTION, 50)
            said = [hit.passage.text for hit in hits if shelf.library.holds(hit.passage)]
            assert {*said} <= true
            return len(said) < len(hits)
    except VrijwijzerError:
        return 1


def _passages(shelf: Shelf) -> list[Any]:
    return [passage for source in shelf.library.sources() for passage in source.passages]
