"""The Telegram face at work: the real Application, an emulator of Telegram's server."""

import json
from pathlib import Path

import pytest

from bot.demo.emulator import Emulator
from bot.reply import Action, Incoming
from tests.bot.telegram.running import WORDING, Echo, running
from tests.support.tdlib import accepts


def calls(emulator: Emulator, method: str) -> list[dict[str, object]]:
    return [dict(call.parameters) for call in emulator.calls if call.method == method]


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
    key = f"telegram:{officer.id}"
    assert echo.heard[1] == Incoming(key, "Hoe betrekken we sport?", key, name="Sanne")
    assert accepts(welcome)
    assert accepts(answer)
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


async def test_a_pressed_question_is_asked(emulator: Emulator, tmp_path: Path) -> None:
    echo, officer = Echo(), emulator.person()
    async with running(emulator, tmp_path, echo):
        officer.sends("/start")
        await officer.reply()
        press = officer.presses("Wat doen anderen?")
        assert await officer.answered(press) == ""
        answer = await officer.reply()

    assert echo.heard[1].action == Action("ask", ("Wat doen anderen?",))
    assert answer.text == "Antwoord op Wat doen anderen?"


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
