"""What imported texts do to a terminal: nothing. A real pseudo-terminal is read."""

import os
import pty
import sys
from pathlib import Path

import pytest

from bot.cli import main
from bot.cli.screen import guarded, harmless, unguarded
from knowledge.library import Library
from tests.support.builders import article

SIGNS = "Clubs\x1b[2J\x1b]0;weg\x07 en \u202ekoren\u202c\x9b1m"


def test_a_stored_escape_reaches_a_file_but_no_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(tmp_path)
    library.add(library.prepare(article("Koren", f"{SIGNS} zoeken leden.")))
    library.close()
    show = ["sources", "show", "koren", "--text", "--data", str(tmp_path)]
    near, far = pty.openpty()
    with os.fdopen(far, "w", encoding="utf-8") as terminal:
        monkeypatch.setattr(sys, "stdout", terminal)
        assert main(show) == 0
        terminal.flush()
        seen = os.read(near, 4096).decode()
        assert sys.stdout is terminal
    os.close(near)

    with (tmp_path / "text").open("w", encoding="utf-8") as file:
        monkeypatch.setattr(sys, "stdout", file)
        assert main(show) == 0

    assert "Clubs\ufffd[2J" in seen
    assert not set("\x1b\x07\x9b\u202e\u202c") & set(seen)
    assert SIGNS in (tmp_path / "text").read_text("utf-8")


def test_plain_text_with_accents_lines_and_emoji_stays_as_it_is() -> None:
    text = "Één café\n\tin Fryslân 👩‍🌾 kostte € 3,-"

    assert harmless(text) == text


def test_where_no_terminal_is_nothing_is_put_between(capsys: pytest.CaptureFixture[str]) -> None:
    before = sys.stdout

    with guarded():
        assert sys.stdout is before
        assert unguarded(sys.stdout) is before
