"""Texts that a person has read and found right, kept as files; `make snapshots` renews them."""

import os
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "snapshots"


def assert_as_kept(name: str, text: str) -> None:
    """Compare with tests/snapshots/`name`.txt; with SNAPSHOTS=write, write it instead."""
    path = FOLDER / f"{name}.txt"
    if os.environ.get("SNAPSHOTS") == "write":
        FOLDER.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    kept = path.read_text(encoding="utf-8") if path.is_file() else ""
    assert text == kept, f"{path.name} differs; if it should, run `make snapshots` and read it"
