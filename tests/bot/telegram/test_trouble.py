"""What the bot does when Telegram, the network or our own conversation fails."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from telegram.error import Conflict

from bot.demo.emulator import Emulator
from bot.demo.faults import Fault, Trouble
from bot.reply import Incoming
from bot.state.records import Rules
from bot.telegram import service
from bot.telegram.application import Setup, serve
from bot.telegram.ending import Ending
from knowledge.errors import TokenInUse, TokenRefused
from tests.bot.telegram.running import IDENTITY, WORDING, Echo, running


async def test_a_conversation_that_fails_says_so_with_a_code_and_goes_on(
    emulator: Emulator, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    officer = emulator.person()
    async with running(emulator, tmp_path, Echo()):
        officer.sends("stuk kanarie")
        excuse = await officer.reply()
        officer.sends("Hoi")
        answer = await officer.reply()

    before, _, code = excuse.text.partition("Code: ")
    assert before.startswith("Dit lukte niet.")
    assert f"failure {code}: ValueError at running.py" in caplog.text
    assert answer.text == "Antwoord op Hoi"


async def test_a_refused_profile_does_not_keep_the_bot_from_answering(
    emulator: Emulator, tmp_path: Path
) -> None:
    emulator.plays(Fault("setMyCommands", Trouble.FLOOD, seconds=600))
    officer = emulator.person()
    async with running(emulator, tmp_path, Echo()):
        officer.sends("Hoi")
        answer = await officer.reply()

    assert answer.text == "Antwoord op Hoi"


async def test_a_refused_token_ends_the_bot_at_the_start(
    emulator: Emulator, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    emulator.plays(Fault("getMe", Trouble.REVOKED))

    with pytest.raises(TokenRefused) as refused:
        async with running(emulator, tmp_path, Echo()) as bot:
            await asyncio.wait({bot})

    assert emulator.token not in str(refused.value)
    assert emulator.token not in caplog.text
    assert refused.value.exit_status == 78


async def test_a_token_that_is_revoked_ends_the_bot(emulator: Emulator, tmp_path: Path) -> None:
    officer = emulator.person()

    async def work_until_revoked() -> None:
        async with running(emulator, tmp_path, Echo()) as bot:
            officer.sends("Hoi")
            await officer.reply()
            emulator.plays(Fault("getUpdates", Trouble.REVOKED, times=5))
            officer.sends("Nog iets")
            await asyncio.wait({bot})

    with pytest.raises(TokenRefused):
        await work_until_revoked()


async def test_a_second_poller_ends_the_bot_at_the_third_conflict(
    emulator: Emulator, tmp_path: Path
) -> None:
    emulator.plays(Fault("getUpdates", Trouble.CONFLICT, times=3))

    with pytest.raises(TokenInUse) as in_use:
        async with running(emulator, tmp_path, Echo()) as bot:
            await asyncio.wait({bot})

    assert in_use.value.exit_status == 75


async def test_a_webhook_that_was_left_set_is_told_and_what_waits_is_answered(
    emulator: Emulator, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    emulator.sends_to("https://voorbeeld.nl/geheim/7000000001")
    officer = emulator.person()
    officer.sends("Hoi")

    async with running(emulator, tmp_path, Echo()):
        answer = await officer.reply()

    assert answer.text == "Antwoord op Hoi"
    (told,) = [line for line in caplog.messages if "webhook" in line]
    assert "voorbeeld.nl" in told
    assert "geheim" not in told  # where a token may stand


def test_two_conflicts_after_a_quick_restart_do_no_harm() -> None:
    ending = Ending(asyncio.Event())
    for _ in range(2):
        ending.polling_failed(Conflict("Conflict: terminated by other getUpdates request"))

    assert not ending.stop.is_set()


async def test_without_a_network_the_start_waits(emulator: Emulator, tmp_path: Path) -> None:
    emulator.plays(Fault("getMe", Trouble.DROPPED_BEFORE))
    officer = emulator.person()
    async with running(emulator, tmp_path, Echo()):
        officer.sends("Hoi")
        answer = await officer.reply()

    assert answer.text == "Antwoord op Hoi"


async def test_a_bot_that_waits_for_the_network_can_be_stopped(
    emulator: Emulator, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    emulator.plays(Fault("getMe", Trouble.DROPPED_BEFORE, times=1000))
    async with running(emulator, tmp_path, Echo()) as bot:
        while "cannot be reached yet" not in caplog.text:  # noqa: ASYNC110 (it is no event)
            await asyncio.sleep(0.01)

    assert bot.done()


async def test_a_stop_finishes_the_answer_that_is_being_made(
    emulator: Emulator, tmp_path: Path
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def wait(incoming: Incoming) -> None:
        begun.set()
        go_on.wait(10)

    officer = emulator.person()
    async with running(emulator, tmp_path, Echo(before=wait)):
        officer.sends("Net op tijd")
        await asyncio.to_thread(begun.wait, 10)
        asyncio.get_running_loop().call_later(0.3, go_on.set)

    assert [m.text for m in officer.messages if m.sender.is_bot] == ["Antwoord op Net op tijd"]


async def test_a_message_that_trips_a_handler_gets_an_excuse(
    emulator: Emulator, tmp_path: Path
) -> None:
    officer = emulator.person()
    async with running(emulator, tmp_path, Echo()):
        message = officer.sends("Hoi").as_json()
        await officer.reply()
        emulator.delivers("message", message | {"text": 5, "date": 1})
        excuse = await officer.reply()

    assert excuse.text.startswith("Dit lukte niet.")


async def test_an_update_that_cannot_even_be_looked_at_does_not_end_the_polling(
    emulator: Emulator, tmp_path: Path
) -> None:
    officer, echo = emulator.person(), Echo()
    group = officer.founds("Beleid")
    async with running(emulator, tmp_path, echo):
        message = group.hears(officer, "/help@VrijWijzerBot").as_json()
        await group.until(lambda: len(group.from_bot) == 1)
        emulator.delivers("message", message | {"text": 5})
        officer.sends("daarna")
        await officer.reply()

    assert echo.texts == ["/help", "daarna"]


async def test_somebody_who_blocked_the_bot_holds_up_nothing(
    emulator: Emulator, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    gone, officer = emulator.person("Weg"), emulator.person("Sanne")
    emulator.plays(Fault("sendMessage", Trouble.BLOCKED))
    async with running(emulator, tmp_path, Echo()):
        gone.sends("Hoi")
        while "cannot be reached" not in caplog.text:  # noqa: ASYNC110 (it is no event)
            await asyncio.sleep(0.01)
        officer.sends("Hoi")
        await officer.reply()

    assert [m for m in gone.messages if m.sender.is_bot] == []


async def test_a_stop_in_an_outage_leaves_the_answer_for_the_next_start(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "DRAIN_SECONDS", 0.2)
    emulator.plays(Fault("sendMessage", Trouble.SERVER_ERROR, times=2))
    begun = threading.Event()
    officer = emulator.person()
    async with running(emulator, tmp_path, Echo(before=lambda incoming: begun.set())):
        officer.sends("Hoi")
        await asyncio.to_thread(begun.wait, 10)
    assert [m for m in officer.messages if m.sender.is_bot] == []

    async with running(emulator, tmp_path, Echo()):
        answer = await officer.reply()

    assert answer.text == "Antwoord op Hoi"


@pytest.mark.parametrize("token", ["", "onzin", "12:ab cd"])
async def test_what_is_no_token_is_refused_before_anything_else(
    tmp_path: Path, token: str
) -> None:
    with ThreadPoolExecutor(1) as worker:
        setup = Setup(token, Echo(), worker, tmp_path, WORDING, IDENTITY, Rules())
        with pytest.raises(TokenRefused):
            await serve(setup, asyncio.Event())

    assert not (tmp_path / "people.db").exists()
