"""Stopping leaves nothing behind that goes on by itself."""

import asyncio
import threading
from contextlib import suppress
from pathlib import Path

from bot.demo.emulator import Emulator
from bot.reply import Incoming
from tests.bot.telegram.running import Echo, running


async def test_a_stop_that_is_cut_short_leaves_no_answer_under_way(
    emulator: Emulator, tmp_path: Path
) -> None:
    heard, may_go_on = threading.Event(), threading.Event()

    def hang(incoming: Incoming) -> None:
        heard.set()
        may_go_on.wait(30)

    with suppress(asyncio.CancelledError):
        async with running(emulator, tmp_path, Echo(before=hang)) as bot:
            emulator.person().sends("Hoe?")
            await asyncio.to_thread(heard.wait, 30)
            before = under_way()
            bot.cancel()  # it stops, and waits for the answer
            await asyncio.sleep(0.1)
            bot.cancel()
            await asyncio.wait({bot})
            after = under_way()
            may_go_on.set()

    assert before
    assert not after


def under_way() -> set[asyncio.Task[object]]:
    """The updates that the library handles."""
    return {each for each in asyncio.all_tasks() if "process_concurrent" in each.get_name()}
