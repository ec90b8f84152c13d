"""What could not be sent, or stored, comes again and is answered once."""

import asyncio
import json
import sqlite3
from pathlib import Path

import pytest

from bot.demo.emulator import Emulator
from bot.demo.faults import Fault, Trouble
from bot.state.inbox import Inbox, UpdateKey
from bot.state.limits import Budget
from bot.telegram import inbox as inbox_module
from tests.bot.telegram.running import Echo, running, stored, without


async def test_an_answer_that_could_not_be_sent_is_sent_after_a_restart(
    emulator: Emulator, tmp_path: Path
) -> None:
    officer = emulator.person()
    emulator.plays(Fault("sendMessage", Trouble.REVOKED))
    async with running(emulator, tmp_path, Echo()):
        officer.sends("Een")
        officer.sends("Twee")
        await officer.reply()

    async with running(emulator, tmp_path, Echo()):
        answer = await officer.reply()

    assert answer.text == "Antwoord op Een"


async def test_an_answer_that_could_not_be_sent_is_sent_later_without_a_restart(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox_module, "AGAIN_SECONDS", 0.05)
    officer = emulator.person()
    emulator.plays(Fault("sendMessage", Trouble.REVOKED, times=5))  # more often than MAX_TRIES
    async with running(emulator, tmp_path, Echo()):
        officer.sends("kanarie")
        answer = await officer.reply()

    assert answer.text == "Antwoord op kanarie"
    assert all(b"kanarie" not in data for data in stored(tmp_path))


async def test_what_waited_for_hours_is_given_up_with_an_excuse_and_wiped(
    emulator: Emulator, tmp_path: Path
) -> None:
    echo, officer = Echo(), emulator.person()
    async with running(emulator, tmp_path, Echo()):
        message = officer.sends("x").as_json()
        await officer.reply()
    inbox = Inbox(tmp_path)
    key = UpdateKey(int(emulator.token.split(":")[0]), 900)
    body = json.dumps({"update_id": 900, "message": {**message, "text": "kanarie"}})
    inbox.store(key, str(officer.id), body)
    inbox.close()
    with sqlite3.connect(tmp_path / "people.db") as clock:
        clock.execute("UPDATE inbox SET stored_at = stored_at - 6 * 3600 - 1")
    clock.close()

    async with running(emulator, tmp_path, echo):
        excuse = await officer.reply()

    assert excuse.text.startswith("Dit lukte niet.")
    assert echo.texts == []
    assert all(b"kanarie" not in data for data in stored(tmp_path))


async def test_an_inbox_that_refuses_for_a_while_delays_an_answer_and_doubles_none(
    emulator: Emulator,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(inbox_module, "INBOX_PAUSE_SECONDS", 0.02)
    echo, officer = Echo(), emulator.person()
    Inbox(tmp_path).close()
    disk = sqlite3.connect(tmp_path / "people.db")
    disk.execute(
        "CREATE TRIGGER full BEFORE UPDATE OF done_at ON inbox"
        " BEGIN SELECT RAISE(ABORT, 'full'); END"
    )
    async with running(emulator, tmp_path, echo):
        officer.sends("Een")
        while "waits for the inbox" not in caplog.text:  # noqa: ASYNC110 (it is no event)
            await asyncio.sleep(0.01)
        disk.execute("DROP TRIGGER full")
        disk.close()
        await officer.reply()
        officer.sends("Twee")
        await officer.reply()

    assert echo.texts == ["Een", "Twee"]
    assert [m.text for m in officer.messages if m.sender.is_bot] == [
        "Antwoord op Een",
        "Antwoord op Twee",
    ]
    inbox = Inbox(tmp_path)
    assert inbox.waiting(int(emulator.token.split(":")[0])) == []
    inbox.close()


async def test_what_cannot_be_stored_is_not_acknowledged_and_comes_again(
    emulator: Emulator,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(inbox_module, "INBOX_PAUSE_SECONDS", 0.05)  # it is noted late
    officer = emulator.person()
    async with running(emulator, tmp_path, Echo()):
        officer.sends("Een")
        await officer.reply()
        async with without("inbox", tmp_path, lambda: "could not be stored" in caplog.text):
            officer.sends("Twee")
        answer = await officer.reply()

    assert answer.text == "Antwoord op Twee"


async def test_an_album_that_could_not_be_stored_comes_again_and_is_answered(
    emulator: Emulator,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(inbox_module, "INBOX_PAUSE_SECONDS", 0.05)  # it is noted late
    officer, echo = emulator.person(), Echo()
    async with running(emulator, tmp_path, echo):
        picture = officer.sends("Een").as_json() | {"message_id": 500, "media_group_id": "13"}
        await officer.reply()
        del picture["text"]
        async with without("inbox", tmp_path, lambda: "could not be stored" in caplog.text):
            emulator.delivers("message", picture)
        await officer.reply()

    assert echo.texts == ["Een", ""]


async def test_what_comes_back_after_a_pause_is_turned_away_by_no_crowd(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox_module, "AGAIN_SECONDS", 0.05)
    officer = emulator.person()
    async with running(emulator, tmp_path, Echo()):
        message = officer.sends("x").as_json()
        await officer.reply()
    inbox = Inbox(tmp_path)
    body = json.dumps({"update_id": 900, "message": {**message, "text": "Een"}})
    inbox.store(UpdateKey(int(emulator.token.split(":")[0]), 900), str(officer.id), body)
    inbox.close()
    emulator.plays(Fault("sendMessage", Trouble.REVOKED))

    async with running(emulator, tmp_path, Echo(), budget=Budget(waiting_each=0)):
        answer = await officer.reply()

    assert answer.text == "Antwoord op Een"
