"""The Telegram face at work: the real Application, an emulator of Telegram's server."""

import asyncio
import json
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from telegram import Update
from telegram.error import Conflict

from bot.demo.emulator import Emulator
from bot.demo.faults import Fault, Trouble
from bot.reply import Incoming
from bot.state.inbox import Inbox, UpdateKey
from bot.telegram.ending import Ending
from knowledge.errors import TokenInUse, TokenRefused
from tests.bot.telegram.running import WORDING, Echo, running


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator() as emulator:
        yield emulator


def calls(emulator: Emulator, method: str) -> list[dict[str, object]]:
    return [dict(call.parameters) for call in emulator.calls if call.method == method]


def stored(folder: Path) -> list[bytes]:
    return [file.read_bytes() for file in folder.iterdir()]


async def test_an_officer_starts_asks_and_gets_an_answer_with_its_source(
    emulator: Emulator, tmp_path: Path
) -> None:
    echo, officer = Echo(), emulator.person("Sanne")
    async with running(emulator, tmp_path, echo):
        officer.sends("/start")
        welcome = await officer.reply()
        question = officer.sends("Hoe betrekken we sport?")
        answer = await officer.reply()

    assert [button.label for button in welcome.buttons] == ["Wat doen anderen?"]
    assert answer.styled("bold") == ["Antwoord op Hoe betrekken we sport?"]
    assert [(b.label, b.url) for b in answer.buttons] == [
        ("Bron 1", "https://example.nl/a#:~:text=zo%20is")
    ]
    assert answer.answers == question.id
    assert echo.heard[1] == Incoming(f"telegram:{officer.id}", "Hoe betrekken we sport?", "nl")
    assert emulator.violations == ()


async def test_the_conversation_runs_in_the_one_worker_thread(
    emulator: Emulator, tmp_path: Path
) -> None:
    echo = Echo()
    async with running(emulator, tmp_path, echo):
        for name in ("Sanne", "Ali"):
            person = emulator.person(name)
            person.sends("Hoi")
            await person.reply()

    assert echo.threads == {"worker_0"}


async def test_typing_shows_before_the_answer_and_previews_are_off(
    emulator: Emulator, tmp_path: Path
) -> None:
    officer = emulator.person()
    async with running(emulator, tmp_path, Echo()):
        officer.sends("Hoi")
        await officer.reply()

    methods = [call.method for call in emulator.calls]
    assert methods.index("sendChatAction") < methods.index("sendMessage")
    sent = json.dumps(calls(emulator, "sendMessage"), default=str)
    assert "is_disabled" in sent


async def test_a_pressed_question_is_asked_and_its_words_stand_above_the_answer(
    emulator: Emulator, tmp_path: Path
) -> None:
    echo, officer = Echo(), emulator.person()
    async with running(emulator, tmp_path, echo):
        officer.sends("/start")
        await officer.reply()
        press = officer.presses("Wat doen anderen?")
        assert await officer.answered(press) == ""
        answer = await officer.reply()

    assert echo.texts == ["/start", "Wat doen anderen?"]
    assert answer.styled("italic") == ["Wat doen anderen?"]


async def test_a_press_works_after_a_restart(emulator: Emulator, tmp_path: Path) -> None:
    officer = emulator.person()
    async with running(emulator, tmp_path, Echo()):
        officer.sends("/start")
        await officer.reply()
    async with running(emulator, tmp_path, Echo()):
        officer.presses("Wat doen anderen?")
        answer = await officer.reply()

    assert "Antwoord op Wat doen anderen?" in answer.text


@pytest.mark.parametrize("forged", ["ask:7", "ask:", "x", "ask:0; drop"])
async def test_a_press_of_no_known_button_has_expired_and_asks_nothing(
    emulator: Emulator, tmp_path: Path, forged: str
) -> None:
    echo, officer = Echo(), emulator.person()
    async with running(emulator, tmp_path, echo):
        officer.sends("/start")
        press = officer.presses_late(await officer.reply(), forged)
        assert await officer.answered(press) == WORDING.expired

    assert echo.texts == ["/start"]


async def test_a_press_below_a_message_that_is_gone_has_expired(
    emulator: Emulator, tmp_path: Path
) -> None:
    echo, officer = Echo(), emulator.person()
    gone = {"message_id": 1, "date": 0, "chat": officer.user.as_chat()}
    press = {
        "id": "1",
        "from": officer.user.as_json(),
        "message": gone,
        "chat_instance": "1",
        "data": "ask:0",
    }
    async with running(emulator, tmp_path, echo):
        officer.sends("Hoi")
        await officer.reply()
        emulator.delivers("callback_query", press)
        officer.sends("Daarna")
        await officer.reply()

    assert [call["text"] for call in calls(emulator, "answerCallbackQuery")] == [WORDING.expired]
    assert echo.texts == ["Hoi", "Daarna"]


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


async def test_a_long_answer_comes_in_parts_and_only_the_first_makes_a_sound(
    emulator: Emulator, tmp_path: Path
) -> None:
    officer = emulator.person()
    async with running(emulator, tmp_path, Echo()):
        officer.sends("lang")
        parts = await officer.replies(3)

    assert [part.text[0] for part in parts] == ["a", "b", "c"]
    assert [part.silent for part in parts] == [False, True, True]


async def test_what_is_no_text_gets_an_answer_too(emulator: Emulator, tmp_path: Path) -> None:
    echo, officer = Echo(), emulator.person()
    async with running(emulator, tmp_path, echo):
        message = officer.sends("x").as_json()
        await officer.reply()
        del message["text"]
        message["sticker"] = {
            "file_id": "s",
            "file_unique_id": "u",
            "type": "regular",
            "width": 1,
            "height": 1,
            "is_animated": False,
            "is_video": False,
        }
        emulator.delivers("message", message)
        await officer.reply()

    assert echo.texts == ["x", ""]


async def test_a_group_is_neither_answered_nor_stored(emulator: Emulator, tmp_path: Path) -> None:
    echo, officer = Echo(), emulator.person()
    async with running(emulator, tmp_path, echo):
        message = officer.sends("x").as_json()
        await officer.reply()
        message["chat"] = {"id": -100, "type": "supergroup", "title": "Beleid"}
        message["text"] = "kanarie in de groep"
        emulator.delivers("message", message)
        officer.sends("daarna")
        await officer.reply()

    assert echo.texts == ["x", "daarna"]
    rows = sqlite3.connect(tmp_path / "people.db").execute("SELECT COUNT(*) FROM inbox")
    assert rows.fetchone() == (2,)


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


async def test_commands_and_descriptions_are_set_once_in_each_language(
    emulator: Emulator, tmp_path: Path
) -> None:
    officer = emulator.person()
    async with running(emulator, tmp_path, Echo()):
        officer.sends("Hoi")
        await officer.reply()

    languages = [call.get("language_code", "") for call in calls(emulator, "setMyCommands")]
    assert languages == ["", "nl", "en"]
    assert len(calls(emulator, "setMyDescription")) == 2


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
        while "cannot be reached yet" not in caplog.text:
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
    inbox.close()

    async with running(emulator, tmp_path, echo):
        excuse = await officer.reply()

    assert excuse.text.startswith("Dit lukte niet.")
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
