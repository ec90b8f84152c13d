"""What happens to an answer in bad hours."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

import pytest
from telegram import Bot, MessageEntity
from telegram.ext import ExtBot
from telegram.request import BaseRequest, HTTPXRequest, RequestData

from bot.demo.emulator import Emulator
from bot.demo.faults import Fault, Trouble
from bot.reply import Button
from bot.telegram.buttons import keyboard
from bot.telegram.pace import Limiter
from bot.telegram.render import Outgoing
from bot.telegram.sending import Place, Sender, Unreachable
from tests.support.quick import QUICK

ANSWER = Outgoing("Antwoord")


@pytest.fixture
async def bot(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    local = {"trust_env": False}
    bot: ExtBot[int] = ExtBot(
        emulator.token,
        base_url=f"{emulator.api_base_url}/bot",
        request=HTTPXRequest(read_timeout=0.5, httpx_kwargs=local),
        get_updates_request=HTTPXRequest(httpx_kwargs=local),
        rate_limiter=Limiter(QUICK),
    )
    async with bot:
        yield bot


async def send(bot: Bot, place: Place, message: Outgoing = ANSWER) -> None:
    await Sender(bot, pause=0.01).send(place, message)


@pytest.mark.parametrize(
    ("trouble", "times"),
    [
        (Trouble.DROPPED_BEFORE, 1),
        (Trouble.SERVER_ERROR, 4),
        (Trouble.BAD_GATEWAY, 4),
        (Trouble.FLOOD, 1),
    ],
)
async def test_an_answer_that_did_not_arrive_is_sent_again_and_arrives_once(
    emulator: Emulator, bot: Bot, trouble: Trouble, times: int
) -> None:
    officer = emulator.person()
    emulator.plays(Fault("sendMessage", trouble, times=times))

    await send(bot, Place(officer.id))

    assert [m.text for m in officer.messages] == ["Antwoord"]


async def test_a_timed_out_answer_may_have_arrived_and_is_not_repeated(
    emulator: Emulator, bot: Bot
) -> None:
    officer = emulator.person()
    emulator.plays(Fault("sendMessage", Trouble.SLOW, seconds=1))

    await send(bot, Place(officer.id))

    assert [m.text for m in await officer.replies(1)] == ["Antwoord"]
    assert [m.text for m in officer.messages] == ["Antwoord"]


async def test_a_connection_lost_after_sending_gives_at_most_one_answer_too_many(
    emulator: Emulator, bot: Bot
) -> None:
    officer = emulator.person()
    emulator.plays(Fault("sendMessage", Trouble.DROPPED_AFTER, times=5))

    await send(bot, Place(officer.id))

    assert len(officer.messages) == 2


async def test_without_a_connection_an_answer_waits_until_there_is_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)  # people are numbered by the time of day
    with Emulator() as gone:
        address = gone.api_base_url
    async with HTTPXRequest(httpx_kwargs={"trust_env": False}) as request:
        bot = Bot(gone.token, base_url=f"{address}/bot", request=request)
        with Emulator() as other:
            person = other.person().id  # the first to join has the same number everywhere
        waiting = asyncio.create_task(send(bot, Place(person)))
        await asyncio.sleep(0.1)
        back = Emulator(port=int(address.rpartition(":")[2]))
        officer = back.person()
        with back:
            await waiting

    assert [m.text for m in officer.messages] == ["Antwoord"]


async def test_somebody_who_blocked_the_bot_is_unreachable(emulator: Emulator, bot: Bot) -> None:
    officer = emulator.person()
    officer.blocks()

    with pytest.raises(Unreachable):
        await send(bot, Place(officer.id))


async def test_a_chat_that_is_gone_is_unreachable(bot: Bot) -> None:
    with pytest.raises(Unreachable):
        await send(bot, Place(404))


async def test_refused_entities_leave_the_words_and_the_buttons(
    emulator: Emulator, bot: Bot
) -> None:
    officer = emulator.person()
    wrong = MessageEntity(MessageEntity.TEXT_LINK, 0, 2, url="https://")
    buttons = keyboard([[Button("Bron 1", "https://example.nl/")]])

    await send(bot, Place(officer.id), Outgoing("Antwoord", (wrong,), buttons))

    (message,) = officer.messages
    assert (message.text, message.entities) == ("Antwoord", ())
    assert [button.label for button in message.buttons] == ["Bron 1"]


async def test_a_deleted_question_is_answered_all_the_same(emulator: Emulator, bot: Bot) -> None:
    officer = emulator.person()
    question = officer.sends("Hoe?")
    officer.deletes(question)

    await send(bot, Place(officer.id, reply_to=question.id))

    assert [m.text for m in officer.messages] == ["Antwoord"]


@dataclass
class Scripted(BaseRequest):
    """Telegram's side for what the emulator has not: answers in turn, keeps what was sent."""

    answers: list[tuple[int, dict[str, object]]]

    def __post_init__(self) -> None:
        self.sent: list[Mapping[str, object]] = []

    @property
    def read_timeout(self) -> float:
        return 1

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *_: object,
        **__: object,
    ) -> tuple[int, bytes]:
        self.sent.append(request_data.parameters if request_data else {})
        code, answer = self.answers.pop(0)
        return code, json.dumps(answer).encode()


SENT = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "Antwoord"}


async def test_a_chat_that_moved_is_followed() -> None:
    moved = {"ok": False, "description": "moved", "parameters": {"migrate_to_chat_id": -1001}}
    request = Scripted([(400, moved), (200, {"ok": True, "result": SENT})])

    await send(Bot("1:a", request=request), Place(-5))

    assert [sent["chat_id"] for sent in request.sent] == [-5, -1001]


async def test_a_keyboard_that_is_refused_leaves_the_words() -> None:
    refused = {"ok": False, "description": "Bad Request: BUTTON_URL_INVALID"}
    request = Scripted([(400, refused), (200, {"ok": True, "result": SENT})])
    buttons = keyboard([[Button("Bron 1", "https://example.nl/")]])

    await send(Bot("1:a", request=request), Place(5), Outgoing("Antwoord", (), buttons))

    assert ["reply_markup" in sent for sent in request.sent] == [True, False]


async def test_a_message_refused_in_every_form_ends_in_the_log_without_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    refused = {"ok": False, "description": "Bad Request: can't parse 'kanarie'"}
    request = Scripted([(400, refused)])

    await send(Bot("1:a", request=request), Place(5), Outgoing("kanarie"))

    assert "could not be sent in any form" in caplog.text
    assert "kanarie" not in caplog.text
