"""Every question is answered, once, in order: through repeats, kills and restarts."""

import asyncio
import json
import threading
from pathlib import Path

import pytest
from telegram import Update

from bot.demo.emulator import Emulator
from bot.demo.faults import Fault, Trouble
from bot.state.inbox import Inbox, UpdateKey
from bot.telegram import inbox as inbox_module
from tests.bot.telegram.running import Echo, running, stored, without


async def test_two_questions_at_once_in_one_chat_are_answered_in_order(
    emulator: Emulator, tmp_path: Path
) -> None:
    officer = emulator.person()
    questions = [f"Vraag {number}" for number in range(8)]
    async with running(emulator, tmp_path, Echo()):
        for question in questions:
            officer.sends(question)
        answers = await officer.replies(len(questions))

    assert [answer.text for answer in answers] == [f"Antwoord op {q}" for q in questions]


async def test_a_slow_delivery_to_one_person_holds_up_that_chat_only(
    emulator: Emulator, tmp_path: Path
) -> None:
    emulator.plays(Fault("sendMessage", Trouble.SLOW, seconds=1))
    begun = threading.Event()
    echo = Echo(before=lambda incoming: begun.set())
    slow, quick = emulator.person("Traag"), emulator.person("Vlug")
    async with running(emulator, tmp_path, echo):
        slow.sends("Eerst")
        await asyncio.to_thread(begun.wait, 10)
        slow.sends("Ten derde")
        quick.sends("Ten tweede")
        await quick.reply()
        await slow.replies(2)

    assert echo.texts == ["Eerst", "Ten tweede", "Ten derde"]


async def test_an_update_that_comes_twice_is_answered_once(
    emulator: Emulator, tmp_path: Path
) -> None:
    emulator.plays(Fault("getUpdates", Trouble.TWICE, times=1000))
    echo, officer = Echo(), emulator.person()
    async with running(emulator, tmp_path, echo):
        officer.sends("Een")
        officer.sends("Twee")
        await officer.replies(2)

    assert echo.texts == ["Een", "Twee"]


async def test_an_update_that_cannot_be_read_holds_up_nobody(
    emulator: Emulator, tmp_path: Path
) -> None:
    officer = emulator.person()
    async with running(emulator, tmp_path, Echo()):
        officer.sends("Eerst")
        await officer.reply()
        emulator.delivers("message", {"message_id": "?", "date": "gisteren"})
        officer.sends("Daarna")
        answer = await officer.reply()

    assert answer.text == "Antwoord op Daarna"


async def test_a_jump_in_update_ids_keeps_the_order(emulator: Emulator, tmp_path: Path) -> None:
    officer = emulator.person()
    async with running(emulator, tmp_path, Echo()):
        officer.sends("Een")
        await officer.reply()
        emulator.skips_update_ids(10_000)
        officer.sends("Twee")
        answer = await officer.reply()

    assert answer.text == "Antwoord op Twee"


async def test_what_was_stored_and_not_answered_is_answered_after_a_restart_in_order(
    emulator: Emulator, tmp_path: Path
) -> None:
    officer = emulator.person()
    async with running(emulator, tmp_path, Echo()):
        message = officer.sends("x").as_json()
        await officer.reply()
    inbox = Inbox(tmp_path)
    bot = int(emulator.token.split(":")[0])
    for update_id, text in ((900, "later nummer, eerst gesteld"), (800, "daarna")):
        body = json.dumps({"update_id": update_id, "message": {**message, "text": text}})
        assert inbox.store(UpdateKey(bot, update_id), str(officer.id), body)
    inbox.close()

    async with running(emulator, tmp_path, Echo()):
        answers = await officer.replies(2)

    assert [answer.text for answer in answers] == [
        "Antwoord op later nummer, eerst gesteld",
        "Antwoord op daarna",
    ]


async def test_an_answer_cut_off_between_two_messages_goes_on_where_it_was(
    emulator: Emulator, tmp_path: Path
) -> None:
    officer = emulator.person()
    async with running(emulator, tmp_path, Echo()):
        message = officer.sends("x").as_json()
        await officer.reply()
    inbox = Inbox(tmp_path)
    key = UpdateKey(int(emulator.token.split(":")[0]), 900)
    body = json.dumps({"update_id": 900, "message": {**message, "text": "lang"}})
    inbox.store(key, str(officer.id), body)
    inbox.begin(key)
    inbox.note_sent(key)  # and then the process was killed
    inbox.close()

    async with running(emulator, tmp_path, Echo()):
        parts = await officer.replies(2)

    assert [part.text[0] for part in parts] == ["b", "c"]


async def test_a_question_that_ends_the_process_three_times_is_given_up_with_an_excuse(
    emulator: Emulator, tmp_path: Path
) -> None:
    echo, officer = Echo(), emulator.person()
    async with running(emulator, tmp_path, Echo()):
        message = officer.sends("x").as_json()
        await officer.reply()
    inbox = Inbox(tmp_path)
    key = UpdateKey(int(emulator.token.split(":")[0]), 900)
    inbox.store(key, str(officer.id), json.dumps({"update_id": 900, "message": message}))
    for _ in range(3):
        inbox.begin(key)  # and then the process was killed
        inbox.count_broken_try()
    inbox.close()

    async with running(emulator, tmp_path, echo):
        excuse = await officer.reply()

    assert excuse.text.startswith("Dit lukte niet.")
    assert excuse.answers == message["message_id"]
    assert echo.texts == []


async def test_a_row_that_cannot_be_read_any_more_is_left_behind(
    emulator: Emulator, tmp_path: Path
) -> None:
    bot = int(emulator.token.split(":")[0])
    inbox = Inbox(tmp_path)
    inbox.store(UpdateKey(bot, 1), "1", "{")
    inbox.close()
    officer = emulator.person()
    async with running(emulator, tmp_path, Echo()):
        officer.sends("Hoi")
        await officer.reply()

    inbox = Inbox(tmp_path)
    assert inbox.waiting(bot) == []
    inbox.close()


async def test_an_answered_question_is_nowhere_in_the_database(
    emulator: Emulator, tmp_path: Path
) -> None:
    officer = emulator.person()
    async with running(emulator, tmp_path, Echo()):
        officer.sends("kanarie")
        await officer.reply()

    assert all(b"kanarie" not in data for data in stored(tmp_path))


def test_an_update_comes_back_from_its_row_as_it_was() -> None:
    raw = {
        "update_id": 7,
        "message": {
            "message_id": 1,
            "date": 1_700_000_000,
            "chat": {"id": 5, "type": "private", "first_name": "Sanne"},
            "from": {"id": 5, "is_bot": False, "first_name": "Sanne"},
            "text": "Wet 😀",
            "not_known_yet": {"a": [1]},
        },
    }
    update = Update.de_json(raw, None)

    assert Update.de_json(json.loads(update.to_json()), None).to_dict() == update.to_dict()


async def test_a_message_right_after_a_press_does_not_overtake_it(
    emulator: Emulator, tmp_path: Path
) -> None:
    officer, echo = emulator.person(), Echo()
    async with running(emulator, tmp_path, echo):
        officer.sends("/start")
        await officer.reply()
        emulator.plays(Fault("answerCallbackQuery", Trouble.SLOW, seconds=1))
        officer.presses("Wat doen anderen?")
        officer.sends("Daarna")
        await officer.replies(2)

    assert [incoming.action is not None for incoming in echo.heard] == [False, True, False]


async def test_a_press_that_could_not_be_acknowledged_is_answered_all_the_same(
    emulator: Emulator,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(inbox_module, "AGAIN_SECONDS", 0.2)
    officer, echo = emulator.person(), Echo()
    async with running(emulator, tmp_path, echo):
        officer.sends("/start")
        await officer.reply()
        async with without("buttons", tmp_path, lambda: "is not acknowledged" in caplog.text):
            officer.presses("Wat doen anderen?")
        answer = await officer.reply()

    assert answer.text == "Antwoord op Wat doen anderen?"
