"""Trouble that is played reaches python-telegram-bot as the error that Telegram's would be."""

from datetime import timedelta

import pytest
import telegram
from telegram.error import Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut
from telegram.request import HTTPXRequest

from bot.demo.emulator import Emulator
from bot.demo.faults import Fault, Trouble

TROUBLES = {
    Trouble.FLOOD: RetryAfter,
    Trouble.SERVER_ERROR: NetworkError,
    Trouble.BAD_GATEWAY: NetworkError,
    Trouble.BLOCKED: Forbidden,
    Trouble.REVOKED: InvalidToken,
    Trouble.CONFLICT: Conflict,
    Trouble.DROPPED_BEFORE: NetworkError,
    Trouble.DROPPED_AFTER: NetworkError,
}


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_trouble_is_played_once_and_reaches_the_bot_as_its_error(
    emulator: Emulator, bot: telegram.Bot, trouble: Trouble
) -> None:
    person = emulator.person()
    emulator.plays(Fault("sendMessage", trouble))

    with pytest.raises(TROUBLES[trouble]) as raised:
        await bot.send_message(person.id, "een")
    assert type(raised.value) is TROUBLES[trouble]  # BadRequest is a NetworkError too
    await bot.send_message(person.id, "twee")

    happened = trouble is Trouble.DROPPED_AFTER
    assert [m.text for m in person.messages] == (["een", "twee"] if happened else ["twee"])


async def test_a_slow_answer_may_have_arrived(emulator: Emulator) -> None:
    person = emulator.person()
    emulator.plays(Fault("sendMessage", Trouble.SLOW, seconds=0.5))
    request = HTTPXRequest(read_timeout=0.1)
    address = f"{emulator.api_base_url}/bot"

    async with telegram.Bot(emulator.token, base_url=address, request=request) as bot:
        with pytest.raises(TimedOut):
            await bot.send_message(person.id, "een")

    assert [message.text for message in await person.replies(1)] == ["een"]


async def test_a_flood_lasts_as_often_as_it_was_told(
    emulator: Emulator, bot: telegram.Bot
) -> None:
    person = emulator.person()
    emulator.plays(Fault("sendMessage", Trouble.FLOOD, times=2, seconds=3))

    for _ in range(2):
        with pytest.raises(RetryAfter) as raised:
            await bot.send_message(person.id, "a")
        assert raised.value.retry_after == timedelta(seconds=3)

    assert await bot.send_message(person.id, "a")
