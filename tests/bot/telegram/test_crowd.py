"""One person's flood takes nobody else's place, and gets a short word."""

import asyncio
import sqlite3
import threading
from pathlib import Path

import pytest
from telegram import Update
from telegram.constants import ChatID

from bot.demo.emulator import Emulator
from bot.reply import Incoming
from bot.state.inbox import Inbox
from bot.state.limits import Budget
from bot.telegram import service, turns
from bot.telegram.updates import person_of
from tests.bot.telegram.running import WORDING, Echo, running


async def test_a_flood_of_one_person_does_not_hold_up_another(
    emulator: Emulator, tmp_path: Path
) -> None:
    flooder, pim = emulator.person("Floor"), emulator.person("Pim")
    for number in range(300):  # more than the library handles at once
        flooder.sends(f"Vraag {number}")
    pim.sends("Mijn ene vraag")
    echo = Echo()

    async with running(emulator, tmp_path, echo, budget=Budget(waiting_each=2)):
        assert (await pim.reply()).text == "Antwoord op Mijn ene vraag"

    asked = [text for text in echo.texts if text.startswith("Vraag")]
    assert asked[:2] == ["Vraag 0", "Vraag 1"]
    assert len(asked) < 300


async def test_a_rest_between_two_who_ask_much_holds_up_no_answer_that_was_made(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "REST", 1e7)
    monkeypatch.setattr(turns, "LONGEST_REST", 1e7)
    monkeypatch.setattr(service, "DRAIN_SECONDS", 0.1)
    floor, pim = emulator.person("Floor"), emulator.person("Pim")
    for number in range(turns.MUCH + 1):
        floor.sends(f"Vraag {number}")

    async with running(emulator, tmp_path, Echo()):
        assert (await floor.reply()).text == "Antwoord op Vraag 0"
        pim.sends("Mijn ene vraag")
        assert (await pim.reply()).text == "Antwoord op Mijn ene vraag"


async def test_what_took_long_makes_nobody_who_asks_much_wait_as_much_longer(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "REST", 1e7)
    monkeypatch.setattr(turns, "LONGEST_REST", 0.01)
    floor = emulator.person("Floor")
    for number in range(turns.MUCH + 2):
        floor.sends(f"Vraag {number}")

    async with running(emulator, tmp_path, Echo()):
        answers = await floor.replies(turns.MUCH + 2)

    assert answers[-1].text == f"Antwoord op Vraag {turns.MUCH + 1}"


async def test_of_a_flood_no_more_is_stored_than_may_be_answered(
    emulator: Emulator, tmp_path: Path
) -> None:
    flooder, pim = emulator.person("Floor"), emulator.person("Pim")
    for number in range(50):
        flooder.sends(f"Vraag {number}")
    pim.sends("Mijn ene vraag")

    async with running(emulator, tmp_path, Echo(), budget=Budget(a_minute=3)):
        await pim.reply()
    people = sqlite3.connect(tmp_path / "people.db")
    (stored,) = people.execute("SELECT count(*) FROM inbox").fetchone()
    people.close()

    assert stored == (3 + 5) + 1


async def test_what_a_flood_goes_on_with_is_not_even_read(
    emulator: Emulator, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    floor, pim = emulator.person("Floor"), emulator.person("Pim")
    async with running(emulator, tmp_path, Echo(), budget=Budget(a_minute=1)):
        pim.sends("Hoi")
        await pim.reply()
        for number in range(1 + 5):
            broken = floor.sends(f"Vraag {number}").as_json()
        await floor.reply()
        del broken["chat"]  # so reading it would fail, and be logged
        for _ in range(3):
            emulator.delivers("message", broken)
        pim.sends("En nu")
        await pim.reply()

    assert "cannot be read" not in caplog.text


async def test_no_button_waits_in_a_flood_of_presses(emulator: Emulator, tmp_path: Path) -> None:
    floor, echo = emulator.person("Floor"), Echo()
    async with running(emulator, tmp_path, echo, budget=Budget(presses=1)):
        floor.sends("/start")
        message = await floor.reply()
        data = message.buttons[0].data or ""
        presses = [floor.presses_late(message, data) for _ in range(10)]
        for press in presses:
            assert await floor.answered(press) == ""

    assert len(echo.heard) == 2  # the others were one double tap, or let go of


async def test_when_too_many_wait_the_next_person_reads_that_it_is_busy(
    emulator: Emulator, tmp_path: Path
) -> None:
    sanne, pim = emulator.person("Sanne"), emulator.person("Pim")
    asked, answered = threading.Event(), threading.Event()

    def slow(incoming: Incoming) -> None:
        asked.set()
        answered.wait(20)

    async with running(emulator, tmp_path, Echo(before=slow), budget=Budget(waiting=1)):
        sanne.sends("Wat doen anderen?")
        while not asked.is_set():
            await pim_waits()
        pim.sends("En wij?")
        said = (await pim.reply()).text
        answered.set()
        assert (await sanne.reply()).text == "Antwoord op Wat doen anderen?"

    assert said == WORDING.busy


async def pim_waits() -> None:
    """Let the bot go on."""
    await asyncio.sleep(0.01)


async def test_an_update_that_cannot_be_stored_holds_up_none_that_came_with_it(
    emulator: Emulator, tmp_path: Path
) -> None:
    sanne, pim = emulator.person("Sanne"), emulator.person("Pim")
    emulator.skips_update_ids(2**70)  # a number that SQLite cannot hold
    sanne.sends("Dit is kapot")
    emulator.skips_update_ids(-(2**70))
    pim.sends("Mijn ene vraag")

    async with running(emulator, tmp_path, Echo()):
        assert (await pim.reply()).text == "Antwoord op Mijn ene vraag"


async def test_what_was_stored_beside_two_that_cannot_be_is_answered_in_this_run(
    emulator: Emulator, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    sanne, pim = emulator.person("Sanne"), emulator.person("Pim")
    Inbox(tmp_path).close()
    disk = sqlite3.connect(tmp_path / "people.db")
    disk.execute(  # the disk refuses in the middle of a batch
        "CREATE TRIGGER full BEFORE INSERT ON inbox WHEN NEW.body LIKE '%kanarie%'"
        " BEGIN SELECT RAISE(ABORT, 'full'); END"
    )
    pim.sends("Mijn ene vraag")
    emulator.skips_update_ids(2**70)  # a number that SQLite cannot hold: each is stored alone
    sanne.sends("Dit is kapot")
    emulator.skips_update_ids(-(2**70))
    sanne.sends("Een kanarie")

    async with running(emulator, tmp_path, Echo()):
        while "could not be stored" not in caplog.text:  # noqa: ASYNC110 (it is no event)
            await asyncio.sleep(0.01)
        disk.execute("DROP TRIGGER full")
        disk.close()
        assert (await pim.reply()).text == "Antwoord op Mijn ene vraag"
        assert (await sanne.reply()).text == "Antwoord op Een kanarie"


async def test_an_album_gets_one_answer_and_not_one_a_picture(
    emulator: Emulator, tmp_path: Path
) -> None:
    sanne, echo = emulator.person("Sanne"), Echo()
    async with running(emulator, tmp_path, echo):
        first = sanne.sends("Hoi").as_json()
        await sanne.reply()
        del first["text"]
        for number in range(10):
            picture = first | {"message_id": 500 + number, "media_group_id": "13"}
            emulator.delivers("message", picture)
        sanne.sends("Klaar")
        await sanne.replies(2)

    assert echo.texts == ["Hoi", "", "Klaar"]


async def test_a_group_is_left_with_a_word_by_whoever_asked_much_just_before(
    emulator: Emulator, tmp_path: Path
) -> None:
    sanne = emulator.person()
    for number in range(9):
        sanne.sends(f"Vraag {number}")
    group = sanne.founds("Buurt")

    async with running(emulator, tmp_path, Echo(), budget=Budget(a_minute=1), access="invited"):
        await group.until(lambda: group.is_left)

    assert group.from_bot


def by_nobody(chat: int) -> Update:
    """An admin who does not show themselves puts the bot in a group."""
    who = {"id": ChatID.ANONYMOUS_ADMIN, "is_bot": True, "first_name": "Group"}
    group = {"id": chat, "type": "supergroup", "title": "Beleid"}
    bot = {"id": 7, "is_bot": True, "first_name": "Bot"}
    changed = {
        "chat": group,
        "from": who,
        "date": 1,
        "old_chat_member": {"status": "left", "user": bot},
        "new_chat_member": {"status": "member", "user": bot},
    }
    read = Update.de_json({"update_id": 1, "my_chat_member": changed}, None)
    assert read is not None
    return read


def test_who_does_not_show_themselves_counts_in_their_own_group_alone() -> None:
    assert person_of(by_nobody(-1)) == person_of(by_nobody(-1)) != person_of(by_nobody(-2))
