"""`verify` finds what SQLite itself does not: one changed letter (TRUST, F4)."""

import sqlite3
from pathlib import Path

import pytest

from knowledge.library import Library
from tests.support.builders import article


def held(folder: Path) -> Library:
    library = Library(folder)
    for text in ("Nodig clubs uit.", "Nodig koren uit. En bands."):
        library.add(library.prepare(article("Samen", text, authors=("Els",))), "pagina")
    return library


def test_a_sound_library_has_no_faults(tmp_path: Path) -> None:
    library = held(tmp_path)

    assert library.verify() == []
    library.close()


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE sources SET text = replace(text, 'koren', 'boren')", "samen#1: the text is not"),
        ("UPDATE sources SET publisher = 'Zon' WHERE id = 'samen'", "samen: not as it was stored"),
        (
            "UPDATE sentences SET stop = 999 WHERE source_id = 'samen' AND number = 2",
            "samen#1: a sentence stands outside",
        ),
        ("UPDATE versions SET record = replace(record, 'clubs', 'cluns')", "samen: an earlier"),
    ],
)
def test_what_was_changed_behind_its_back_is_found(tmp_path: Path, damage: str, told: str) -> None:
    held(tmp_path).close()
    raw = sqlite3.connect(tmp_path / "knowledge.db")
    raw.execute(damage)
    raw.commit()
    raw.close()

    library = Library(tmp_path)

    assert any(fault.startswith(told) for fault in library.verify())
    library.close()
