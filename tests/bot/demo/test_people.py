"""What a test is told when the bot does not do what it waits for."""

from collections.abc import Iterator

import httpx
import pytest

from bot.demo.emulator import Emulator


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator() as emulator:
        yield emulator


async def test_silence_is_told_with_the_refusals_that_may_explain_it(emulator: Emulator) -> None:
    person = emulator.person()
    url = f"{emulator.api_base_url}/bot{emulator.token}/sendMessage"
    async with httpx.AsyncClient() as web:
        await web.post(url, json={"chat_id": person.id, "text": ""})

    with pytest.raises(AssertionError, match=r"sent 0 of 1 messages.*message text is empty"):
        await person.replies(patience=0.01)


async def test_an_edit_and_an_answer_that_do_not_come_are_told(emulator: Emulator) -> None:
    person = emulator.person()
    message = person.sends("hallo")

    with pytest.raises(AssertionError, match="left the message as it was"):
        await person.edited(message, patience=0.01)
    with pytest.raises(AssertionError, match="left a press unanswered"):
        await person.answered(person.presses_late(message, "x"), patience=0.01)


def test_a_button_that_is_not_there_cannot_be_pressed(emulator: Emulator) -> None:
    with pytest.raises(AssertionError, match="there is no button 'Meer'"):
        emulator.person().presses("Meer")
