"""Updates of a chat keep their order; a question that is held lets presses and commands go on."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.demo.emulator import Emulator
from bot.reply import Incoming, Reply
from bot.state.inbox import Inbox
from bot.telegram import service
from bot.telegram.line import Line, stand_aside
from tests.bot.telegram.running import Echo, running, said


async def handled(asking: list[bool], held: frozenset[int], gone: frozenset[int]) -> list[int]:
    """The places in `asking` in the order in which they ended; some were held, some gave up."""
    line, ended, at_work = Line(), [], set[int]()

    async def handle(place: int) -> None:
        async with line.turn(asks=asking[place]):
            if place in held:
                await stand_aside.get()(1e-4)
            assert not at_work
            at_work.add(place)
            try:
                await asyncio.sleep(0)
            finally:
                at_work.discard(place)
            ended.append(place)

    tasks = [asyncio.create_task(handle(place)) for place in range(len(asking))]
    for _ in asking:
        await asyncio.sleep(0)
    for place in gone:
        tasks[place].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    async with line.turn(asks=True):  # it is free again
        return ended


@settings(deadline=None, max_examples=50)
@given(st.lists(st.booleans(), max_size=6), st.data())
def test_questions_keep_their_order_and_so_do_presses_whatever_is_held(
    asking: list[bool], data: st.DataObject
) -> None:
    places = st.sampled_from(range(len(asking))) if asking else st.nothing()
    held = data.draw(st.frozensets(places)) & {p for p, asks in enumerate(asking) if asks}
    gone = data.draw(st.frozensets(places))

    ended = asyncio.run(handled(asking, held, gone))

    for kind in (True, False):
        of_kind = [place for place, asks in enumerate(asking) if asks is kind]
        assert [p for p in ended if p in of_kind and p not in gone] == [
            p for p in of_kind if p not in gone
        ]


@given(st.lists(st.integers(0, 3), min_size=2, max_size=5))
@settings(deadline=None, max_examples=30)
def test_who_stood_aside_first_comes_back_first(rests: list[int]) -> None:
    async def all_held() -> list[int]:
        line, ended = Line(), []

        async def handle(place: int) -> None:
            async with line.turn(asks=False):
                await stand_aside.get()(rests[place] * 1e-3)
                ended.append(place)

        await asyncio.gather(*map(handle, range(len(rests))))
        return ended

    assert asyncio.run(all_held()) == list(range(len(rests)))


class Held(Echo):
    """Holds what begins with "vast", with a word, for much longer than a test takes."""

    def receive(self, incoming: Incoming) -> Sequence[Reply]:
        if not incoming.text.startswith("vast"):
            return super().receive(incoming)
        self.heard.append(incoming)
        return [replace(said("Dit komt later."), again_in=1e6)]


async def test_while_a_question_is_held_its_chat_has_buttons_and_commands(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "DRAIN_SECONDS", 0.1)
    sanne, held = emulator.person(), Held()
    async with running(emulator, tmp_path, held):
        sanne.sends("/start")
        await sanne.reply()
        sanne.sends("vast")
        assert (await sanne.reply()).text == "Dit komt later."
        sanne.sends("Mijn volgende vraag")
        sanne.presses("Wat doen anderen?")
        assert (await sanne.reply()).text == "Antwoord op Wat doen anderen?"
        sanne.sends("/start")
        assert (await sanne.reply()).text == "Welkom"

    assert held.texts == ["/start", "vast", "", "/start"]


async def test_a_held_edit_leaves_the_answer_that_there_was(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "DRAIN_SECONDS", 0.1)
    sanne = emulator.person()
    async with running(emulator, tmp_path, Held()):
        asked = sanne.sends("Wat doen anderen?")
        answer = await sanne.reply()
        sanne.edits(asked, "vast")
        assert (await sanne.reply()).text == "Dit komt later."

    assert answer in sanne.messages


class ErasedWhileHeld(Echo):
    """Holds "vast" for a moment, in which nothing is left of it."""

    def __init__(self, folder: Path, bot: int) -> None:
        super().__init__()
        self._folder, self._bot = folder, bot

    def receive(self, incoming: Incoming) -> Sequence[Reply]:
        if incoming.text != "vast":
            return super().receive(incoming)
        self.heard.append(incoming)
        inbox = Inbox(self._folder)
        inbox.finish(inbox.waiting(self._bot)[0].key)
        inbox.close()
        return [Reply((), again_in=1e-3)]


async def test_an_edit_that_was_erased_while_it_was_held_leaves_the_answer_that_there_was(
    emulator: Emulator, tmp_path: Path
) -> None:
    sanne, erased = emulator.person(), ErasedWhileHeld(tmp_path, int(emulator.token.split(":")[0]))
    async with running(emulator, tmp_path, erased):
        asked = sanne.sends("Wat doen anderen?")
        answer = await sanne.reply()
        sanne.edits(asked, "vast")
        sanne.sends("En hier?")
        assert (await sanne.reply()).text == "Antwoord op En hier?"

    assert erased.texts == ["Wat doen anderen?", "vast", "En hier?"]
    assert answer in sanne.messages
