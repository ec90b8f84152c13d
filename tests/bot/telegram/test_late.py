"""Who had to wait reads when they asked, or is asked whether they still want to know."""

from pathlib import Path

import pytest

from bot.demo.emulator import Emulator
from bot.reply import Action, Life
from bot.state.inbox import Inbox, UpdateKey
from bot.telegram import late
from tests.bot.telegram.running import WORDING, Echo, running


async def test_a_question_of_minutes_ago_is_answered_with_its_time(
    emulator: Emulator, tmp_path: Path
) -> None:
    officer = emulator.person()
    async with running(emulator, tmp_path, Echo()):
        officer.sends("Hoe?", seconds_ago=5 * 60)
        answer = await officer.reply()

    assert answer.text.startswith("Gesteld om ")
    assert answer.text.endswith("Antwoord op Hoe?")


async def test_older_questions_make_one_message_that_asks_them_again(
    emulator: Emulator, tmp_path: Path
) -> None:
    echo, officer, other = Echo(), emulator.person("Sanne"), emulator.person("Ali")
    for number in range(4):
        officer.sends(f"Vraag {number}", seconds_ago=20 * 60)
    other.sends("Anders", seconds_ago=16 * 60)
    async with running(emulator, tmp_path, echo):
        notice = await officer.reply()
        other_notice = await other.reply()
        officer.sends("Nieuw")
        await officer.reply()
        assert echo.texts == ["Nieuw"]
        officer.presses("Ja, graag")
        await officer.reply()

    assert notice.text == other_notice.text == WORDING.too_late
    assert echo.heard[1].action == Action(
        "ask", tuple(f"Vraag {number}" for number in range(4)), Life.CHANGES
    )


async def test_a_command_is_never_too_late(emulator: Emulator, tmp_path: Path) -> None:
    echo, officer = Echo(), emulator.person()
    officer.sends("/vergeetmij", seconds_ago=3600)
    async with running(emulator, tmp_path, echo):
        await officer.reply()

    assert echo.texts == ["/vergeetmij"]


async def test_a_later_outage_asks_about_its_own_questions_alone(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(late, "ASKED_SECONDS", 0.0)
    echo, officer = Echo(), emulator.person()
    async with running(emulator, tmp_path, echo):
        for number in range(2):
            officer.sends(f"Vraag {number}", seconds_ago=20 * 60)
            await officer.reply()
        officer.presses("Ja, graag")
        await officer.reply()

    assert echo.heard[0].action == Action("ask", ("Vraag 1",), Life.CHANGES)


async def test_questions_that_were_asked_again_are_not_asked_about_once_more(
    emulator: Emulator, tmp_path: Path
) -> None:
    echo, officer = Echo(), emulator.person()
    async with running(emulator, tmp_path, echo):
        officer.sends("Vraag 0", seconds_ago=20 * 60)
        notice = await officer.reply()
        (button,) = notice.buttons
        officer.presses("Ja, graag")
        await officer.reply()
        assert (await officer.edited(notice)).buttons == ()
        again = officer.presses_late(notice, button.data or "")
        assert await officer.answered(again) == ""  # a double tap
        officer.sends("Vraag 1", seconds_ago=20 * 60)
        second = await officer.reply()
        officer.presses("Ja, graag")
        await officer.reply()

    assert second.id != notice.id
    assert [incoming.action for incoming in echo.heard] == [
        Action("ask", (f"Vraag {number}",), Life.CHANGES) for number in range(2)
    ]


async def test_a_wiped_message_does_not_keep_us_from_asking_about_older_ones(
    emulator: Emulator, tmp_path: Path
) -> None:
    officer = emulator.person()
    async with running(emulator, tmp_path, Echo()):
        officer.sends("Hallo")
        await officer.reply()
        inbox, key = Inbox(tmp_path), UpdateKey(int(emulator.token.split(":")[0]), 900)
        inbox.store(key, str(officer.id), '{"update_id": 900}')
        inbox.wipe(key)
        inbox.close()
        officer.sends("Hoe?", seconds_ago=20 * 60)

        assert (await officer.reply()).text == WORDING.too_late
