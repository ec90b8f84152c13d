"""Questions that waited through an outage: recent ones are answered, older ones asked about.

Up to 15 minutes old a question is answered, with the time at which it was asked. What is older
makes one message a chat, with a button that asks it all again (TRUST case 22). A command is never
too late: whoever wants to be forgotten will be.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from telegram import Bot, Message

from bot.reply import Action, Button, Life, Paragraph, Reply, Span
from bot.state.inbox import Inbox, UpdateKey
from bot.state.threaded import FaceState
from bot.telegram.profile import Wording
from bot.telegram.turns import Turn, Turns
from bot.telegram.updates import is_command, restored

LATE_SECONDS: Final = 60.0  # from then on an answer says when it was asked
TOO_LATE_SECONDS: Final = 15 * 60.0
_MAX_ASKED: Final = 10  # questions that one button asks again; the latest
_MAX_CHATS: Final = 1_000
# By then all that waited through an outage has come in; another asks about its own alone.
ASKED_SECONDS: Final = 15 * 60.0


@dataclass(frozen=True, slots=True)
class _Asked:
    """The message that asks about old questions, those that it asks about, and when it did."""

    message: int | None
    questions: tuple[str, ...]
    asked_at: float = 0.0


class Latecomers:
    """Knows what came too late, and asks about it once a chat."""

    def __init__(
        self,
        turns: Turns,
        state: FaceState,
        wording: Wording,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._turns = turns
        self._state = state
        self._wording = wording
        self._clock = clock
        self._asked: OrderedDict[int, _Asked] = OrderedDict()

    def asked_at(self, message: Message) -> str:
        """Return the line above the answer to a question that waited; "" for one that did not."""
        if self._age(message) < LATE_SECONDS:
            return ""
        return self._wording.asked_at.replace("{time}", f"{message.date.astimezone():%H:%M}")

    def is_too_late(self, message: Message) -> bool:
        """Tell whether a message is a question that is better asked again."""
        is_question = isinstance(message.text, str) and not is_command(message)
        return is_question and self._age(message) > TOO_LATE_SECONDS

    async def ask(self, bot: Bot, turn: Turn) -> None:
        """Ask about a question that is too late, and about all others that wait in its chat."""
        chat = turn.place.chat
        others = await self._others(turn.key, chat)
        before = self._asked.get(chat, _Asked(None, ()))
        if self._clock() - before.asked_at > ASKED_SECONDS:
            before = _Asked(None, ())
        questions = (*before.questions, turn.asks.text, *others.values())[-_MAX_ASKED:]
        asking = replace(turn, pressed=before.message)
        message = await self._turns.say(bot, asking, self._reply(questions))
        self._asked[chat] = _Asked(message, questions, self._clock())
        self._asked.move_to_end(chat)
        if len(self._asked) > _MAX_CHATS:
            self._asked.popitem(last=False)
        for key in others:
            await self._state.inbox.do(Inbox.finish, key)

    def pressed(self, chat: int, message: int) -> None:
        """Forget what a message asks about, when the button below it is pressed."""
        if self._asked.get(chat, _Asked(None, ())).message == message:
            del self._asked[chat]

    async def _others(self, key: UpdateKey, chat: int) -> dict[UpdateKey, str]:
        """The questions in a chat that wait beside this one and are too late as well."""
        found = {}
        for waiting in await self._state.inbox.do(Inbox.waiting_in, key.bot, str(chat)):
            update = restored(waiting, None)
            message = update.message if update else None
            if waiting.key != key and message is not None and self.is_too_late(message):
                found[waiting.key] = message.text or ""
        return found

    def _reply(self, questions: tuple[str, ...]) -> Reply:
        again = Action("ask", questions, Life.CHANGES)
        return Reply(
            (Paragraph((Span(self._wording.too_late),)),),
            ((Button(self._wording.ask_again, action=again),),),
        )

    def _age(self, message: Message) -> float:
        return self._clock() - message.date.timestamp()
