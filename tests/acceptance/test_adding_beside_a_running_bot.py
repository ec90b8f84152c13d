"""`vrijwijzer add` in a process of its own, while the bot answers: found at once."""

import asyncio
import os
import sys
from pathlib import Path

from bot.cli import main
from tests.support.library import Officer

ROOT = Path(__file__).parents[2]
NOTE = """---
kind: case_note
title: "Duinveen: dank met een haringparty"
municipality: Duinveen
themes: [waardering]
date: 2026-02-11
role: beleidsmedewerker
---

De gemeente Duinveen bedankt haar vrijwilligers elk jaar met een haringparty op het strand.
"""


async def test_a_case_note_that_is_added_while_the_bot_runs_is_quoted_at_once(
    officer: Officer, data: Path, tmp_path: Path
) -> None:
    note = tmp_path / "haring.md"
    note.write_text(NOTE, encoding="utf-8")
    before = await officer.asks("Hoe bedankt Duinveen haar vrijwilligers?")

    adding = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main())"),
        *("add", "--data", str(data), str(note)),
        cwd=ROOT,
        env={**os.environ, "VRIJWIJZER_MODEL": ""},
        stdout=asyncio.subprocess.PIPE,
    )
    told, _ = await adding.communicate()
    after = await officer.asks("Hoe bedankt Duinveen haar vrijwilligers?")

    assert adding.returncode == 0
    assert "Duinveen: dank met een haringparty" in told.decode()
    assert "haringparty" not in before.text
    assert after.quotes(NOTE.splitlines()[-1])
    assert after.cites("Duinveen: dank met een haringparty")
    assert after.cites("praktijknotitie")


async def test_a_source_that_is_removed_while_the_bot_runs_is_quoted_no_more(
    officer: Officer, data: Path
) -> None:
    before = await officer.asks("Welke drie routes zijn er?")

    removed = await asyncio.to_thread(
        main, ["sources", "remove", "--data", str(data), "digest-movisie"]
    )
    after = await officer.asks("Welke drie routes zijn er?")

    assert removed == 0
    assert before.cites("Hoe werken vooruitstrevende gemeenten")
    assert not any("procesbegeleider" in quoted for quoted in after.quoted)
