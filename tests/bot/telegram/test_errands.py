"""What waits for others (a site, a parser) makes no other chat wait."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from bot.demo.emulator import Emulator
from bot.reply import Incoming, Reply
from bot.telegram.errands import Errands
from tests.bot.telegram.running import Echo, running, said


@dataclass
class Slow(Echo):
    """Sends out for what begins with "haal"; what comes back is told in the worker."""

    comes: threading.Event = field(default_factory=threading.Event)

    def receive(self, incoming: Incoming) -> Sequence[Reply]:
        if not incoming.text.startswith("haal"):
            return super().receive(incoming)

        def told() -> list[Reply]:
            self.threads.add(threading.current_thread().name)
            return [said("Gelezen")]

        def errand() -> Callable[[], list[Reply]]:
            self.comes.wait(30)
            if incoming.text.endswith("stuk"):
                raise ValueError("the site is odd")
            return told

        return [Reply((), errand=errand)]


async def test_a_slow_site_holds_up_no_question_of_others(
    emulator: Emulator, tmp_path: Path
) -> None:
    admin, officer = emulator.person(), emulator.person()
    slow = Slow()
    async with running(emulator, tmp_path, slow):
        admin.sends("haal het")
        officer.sends("Hoi")
        answer = await officer.reply()
        slow.comes.set()
        told = await admin.reply()

    assert answer.text == "Antwoord op Hoi"
    assert told.text == "Gelezen"
    assert len(slow.threads) == 1  # the worker makes all replies


async def test_an_errand_that_fails_ends_in_an_excuse(emulator: Emulator, tmp_path: Path) -> None:
    admin = emulator.person()
    slow = Slow()
    slow.comes.set()
    async with running(emulator, tmp_path, slow):
        admin.sends("haal het stuk")
        excuse = await admin.reply()

    assert excuse.text.startswith("Dit lukte niet.")


async def test_errands_are_done_one_at_a_time_in_order() -> None:
    errands, done = Errands(), list[int]()
    at_work = threading.Semaphore(1)

    def errand(number: int) -> int:
        assert at_work.acquire(blocking=False)
        done.append(number)
        at_work.release()
        return number

    found = await asyncio.gather(*(errands.done(partial(errand, n)) for n in range(5)))

    assert found == done == [0, 1, 2, 3, 4]


async def test_what_an_errand_raises_is_raised_where_it_is_awaited() -> None:
    def errand() -> None:
        raise ValueError("odd")

    with pytest.raises(ValueError, match="odd"):
        await Errands().done(errand)


@pytest.mark.parametrize("fault", [SystemExit(3), StopIteration(), KeyboardInterrupt()])
async def test_an_errand_that_wants_to_end_all_ends_itself_alone(fault: BaseException) -> None:
    def errand() -> None:
        raise fault

    errands = Errands()

    with pytest.raises(RuntimeError, match=type(fault).__name__):
        await errands.done(errand)
    assert await errands.done(lambda: "the next one") == "the next one"


async def test_the_next_errand_waits_for_the_thread_of_one_that_was_cancelled() -> None:
    errands, begun, goes_on = Errands(), threading.Event(), threading.Event()
    told: list[str] = []

    def slow() -> None:
        begun.set()
        goes_on.wait(30)
        told.append("slow")

    first = asyncio.create_task(errands.done(slow))
    await asyncio.to_thread(begun.wait, 30)
    first.cancel()
    second = asyncio.create_task(errands.done(lambda: told.append("next")))
    with pytest.raises(asyncio.CancelledError):
        await first
    goes_on.set()
    await second

    assert told == ["slow", "next"]


async def test_an_errand_for_which_there_is_no_thread_leaves_the_turn_to_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    errands = Errands()
    with monkeypatch.context() as full:
        full.setattr(threading.Thread, "start", refused)
        with pytest.raises(RuntimeError, match="new thread"):
            await errands.done(lambda: "the first one")

    found = await asyncio.wait_for(errands.done(lambda: "the next one"), 30)

    assert found == "the next one"
