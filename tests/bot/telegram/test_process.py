"""A bot in a process of its own: kills, signals, exit statuses."""

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

from bot.demo.emulator import Emulator
from bot.demo.faults import Fault, Trouble

ROOT = Path(__file__).parents[3]


async def started(emulator: Emulator, folder: Path, *modes: str) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.bot.telegram.process",
        *(emulator.api_base_url, emulator.token, str(folder), *modes),
        cwd=ROOT,
        stdout=PIPE,
        stderr=PIPE,
    )


async def hears(bot: Process) -> str:
    assert bot.stdout is not None
    return (await asyncio.wait_for(bot.stdout.readline(), 30)).decode().strip()


async def ended(bot: Process, number: signal.Signals | None = None) -> tuple[int | None, str]:
    """The exit status, and what was written to standard error."""
    if number is not None:
        bot.send_signal(number)
    _, errors = await asyncio.wait_for(bot.communicate(), 30)
    return bot.returncode, errors.decode()


async def test_questions_under_way_when_the_bot_is_killed_are_answered_by_the_next_in_order(
    emulator: Emulator, tmp_path: Path
) -> None:
    officer = emulator.person()
    questions = ["Een", "Twee", "Drie"]
    first = await started(emulator, tmp_path, "hang")
    for question in questions:
        officer.sends(question)
    assert await hears(first) == "Een"
    await ended(first, signal.SIGKILL)

    second = await started(emulator, tmp_path)
    answers = await officer.replies(3)
    status, _ = await ended(second, signal.SIGTERM)

    assert [answer.text for answer in answers] == [f"Antwoord op {q}" for q in questions]
    assert len([m for m in officer.messages if m.sender.is_bot]) == 3
    assert status == 0


async def test_a_second_bot_on_a_data_folder_is_refused_and_names_the_first(
    emulator: Emulator, tmp_path: Path
) -> None:
    officer = emulator.person()
    first = await started(emulator, tmp_path)
    officer.sends("Hoi")
    await officer.reply()

    status, errors = await ended(await started(emulator, tmp_path))
    await ended(first, signal.SIGINT)

    assert status == 73
    assert f"process {first.pid}" in errors


async def test_a_refused_token_is_told_in_one_line_without_the_token(
    emulator: Emulator, tmp_path: Path
) -> None:
    emulator.plays(Fault("getMe", Trouble.REVOKED))

    status, errors = await ended(await started(emulator, tmp_path))

    assert status == 78
    assert len(errors.splitlines()) == 1
    assert "TELEGRAM_BOT_TOKEN" in errors
    assert emulator.token.split(":")[1] not in errors
