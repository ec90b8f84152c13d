"""One turn: ask the conversation, render what it says, send or edit, note what stands where."""

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, Protocol

from telegram import Bot

from bot.logs import where
from bot.reply import Incoming, Paragraph, Reply, Span, errand_of
from bot.state.buttons import Buttons, Owner
from bot.state.fair import FairLock, asked_lately
from bot.state.inbox import Inbox, UpdateKey
from bot.state.sent import Sent, SentMessage
from bot.state.threaded import FaceState
from bot.telegram.buttons import Ways
from bot.telegram.errands import Errands
from bot.telegram.inbox import insist
from bot.telegram.line import stand_aside
from bot.telegram.profile import Wording, set_duties
from bot.telegram.render import Outgoing, render
from bot.telegram.sending import Place, Sender, Unreachable
from bot.telegram.typing import typing

log = logging.getLogger(__name__)

# Messages of a person in a minute; nobody reads more answers. All who send more get one answer at
# a time, and rest so many times as long as it took: one in twenty others meets it. At most so many
# seconds, as what takes long (a document) is no flood.
MUCH: Final = 5
REST: Final = 20.0
LONGEST_REST: Final = 20.0
_CODE_SIGNS: Final = "23456789abcdefghjkmnpqrstuvwxyz"  # none that look alike
_CODE_LENGTH: Final = 5
_EDIT_SECONDS: Final = 1.0  # in which a press is mostly answered


class Converses(Protocol):
    """What answers: one conversation for all channels, called in one thread."""

    def receive(self, incoming: Incoming) -> Sequence[Reply]:
        """Return the replies to what a person sent."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What is asked, by which update, and where the answer goes.

    `title` stands above the answer. `question`: the message of the person that is answered;
    `pressed`: the message of ours whose button was pressed; `left`: what of its buttons is left
    when one is used up and no answer takes the place of the message; `standing`: the messages that
    answer an earlier wording of the question, which the new answer takes the place of.
    """

    key: UpdateKey
    asks: Incoming
    place: Place
    title: str = ""
    question: int = 0
    pressed: int | None = None
    left: Outgoing | None = None
    standing: tuple[SentMessage, ...] = ()

    @property
    def owner(self) -> Owner:
        """To whom the buttons of the answer belong."""
        return Owner(self.asks.person, self.asks.chat)


@dataclass(frozen=True, slots=True)
class Step:
    """One message to send, or to put in the place of the message `over`.

    `duties`: commands that the menu of the chat is to show from now on; None leaves it.
    """

    message: Outgoing
    answer_id: str = ""
    over: int | None = None
    duties: tuple[str, ...] | None = None


class Turns:
    """Takes turns for all chats; the conversation runs in `worker`, all else in the event loop."""

    def __init__(
        self,
        conversation: Converses,
        worker: Executor,
        state: FaceState,
        wording: Wording,
    ) -> None:
        self._conversation = conversation
        self._worker = worker
        self._state = state
        self._wording = wording
        # A try is counted for the one that the worker has, so that a kill tells nothing of others.
        self._at_work = FairLock()
        self._of_much = FairLock()
        self._rested_at = 0.0  # by the monotonic clock; until then those who ask much wait
        self._errands = Errands()

    async def take(self, bot: Bot, turn: Turn) -> None:
        """The whole of a turn; held, aside of its chat, for as long as the conversation says."""
        pause = await self._round(bot, turn)
        while pause:
            await stand_aside.get()(pause)
            pause = await self._round(bot, turn)

    async def _round(self, bot: Bot, turn: Turn) -> float:
        """Ask, and send what is said; return after how many seconds to ask again, 0: never.

        A person who cannot be reached ends it.
        """
        started = time.monotonic()
        edits = turn.pressed is not None or bool(turn.standing)
        async with typing(bot, turn.place.chat, _EDIT_SECONDS if edits else 0.0):
            steps, pause = await self._steps(bot, turn)
        try:
            if steps or not pause:
                await self._send(bot, turn, steps)
        except Unreachable:
            log.info("update %s: the person cannot be reached", turn.key.update_id)
        took_ms = 1000 * (time.monotonic() - started)
        log.info("update %s was handled in %.0f ms", turn.key.update_id, took_ms)
        return pause

    async def say(self, bot: Bot, turn: Turn, reply: Reply) -> int | None:
        """Send one reply that no conversation gave; return its message, when known."""
        (step,) = await self._rendered(bot, turn, [reply])
        sender = Sender(bot)
        if turn.pressed is not None:
            return await sender.edit(turn.place, turn.pressed, step.message)
        return await sender.send(turn.place, step.message)

    def failure(self, error: Exception | None) -> Outgoing:
        """Return an excuse with a code, by which the cause is found in the log."""
        code = "".join(secrets.choice(_CODE_SIGNS) for _ in range(_CODE_LENGTH))
        log.error("failure %s: %s", code, where(error) if error else "given up")
        return Outgoing(self._wording.failed.replace("{code}", code))

    async def _steps(self, bot: Bot, turn: Turn) -> tuple[list[Step], float]:
        """What the conversation answers, as messages, and when to ask again; an excuse if not."""
        try:
            replies = await self._made(turn, partial(self._conversation.receive, turn.asks))
            while (errand := errand_of(replies)) is not None:
                replies = await self._made(turn, await self._errands.done(errand))
            if any(reply.forget for reply in replies):
                await self._state.inbox.do(Inbox.wipe, turn.key)
            pause = max((reply.again_in for reply in replies), default=0.0)
            shown = [reply for reply in replies if reply.paragraphs or not pause]
            steps = await self._rendered(bot, turn, _titled(shown, turn.title))
            # What says that it is held stands beside the answer that there was.
            return steps if pause else _over_standing(steps, turn.standing), pause
        except Exception as error:  # noqa: BLE001 (any fault of ours is one polite line to a person)
            return [Step(self.failure(error))], 0.0

    async def _made(self, turn: Turn, make: Callable[[], Sequence[Reply]]) -> Sequence[Reply]:
        """The replies that the conversation makes; of who asks much one at a time, with rests."""
        if asked_lately.get()() <= MUCH:
            return await self._worked(turn, make)
        async with self._of_much.turn():
            await asyncio.sleep(self._rested_at - time.monotonic())
            began = time.monotonic()
            try:
                return await self._worked(turn, make)
            finally:  # the rest is for the others; whoever was answered does not wait for it
                ended = time.monotonic()
                self._rested_at = ended + min(REST * (ended - began), LONGEST_REST)

    async def _worked(self, turn: Turn, make: Callable[[], Sequence[Reply]]) -> Sequence[Reply]:
        """What comes of work in the conversation's thread; nothing for what was erased."""
        async with self._at_work.turn():
            if not await insist(self._state.inbox, Inbox.begin, turn.key):
                return []  # erased while it waited
            replies = await asyncio.get_running_loop().run_in_executor(self._worker, make)
            # It did no harm; a kill while answers are sent is no fault of the message.
            await insist(self._state.inbox, Inbox.end_try, turn.key)
        return replies

    async def _rendered(self, bot: Bot, turn: Turn, replies: Sequence[Reply]) -> list[Step]:
        """The messages of the replies; each button gets a key of its own."""
        steps: list[Step] = []
        for reply in replies:
            presses = {}
            if reply.actions and not turn.asks.group:
                presses = await self._state.buttons.do(Buttons.keep, turn.owner, reply.actions)
            messages = render(reply, Ways(presses, bot.username))
            made = [Step(message, reply.answer_id) for message in messages]
            if made:
                made[-1] = replace(made[-1], duties=reply.duties)
            if reply.replaces and turn.pressed is not None and made:
                made[0] = replace(made[0], over=turn.pressed)
            steps += made
        return steps

    async def _send(self, bot: Bot, turn: Turn, steps: Sequence[Step]) -> None:
        """Send what an earlier try did not, in order; only the first makes a sound."""
        sender, place = Sender(bot), turn.place
        for duties in (step.duties for step in steps if step.duties is not None):
            # Before anything is sent: a kill between sending and noting it sends it twice.
            await set_duties(bot, place.chat, self._wording, duties)
        sent = await self._state.inbox.do(Inbox.sent, turn.key)
        for number, step in enumerate(steps, start=1):
            if number > sent:
                await self._put(sender, turn, place, step)
                if number < len(steps):  # after the last the whole update is done
                    await self._state.inbox.do(Inbox.note_sent, turn.key)
            place = replace(place, reply_to=None, silent=True)
        # What stands goes when it was replaced; not for an excuse, nor when the edit was erased.
        replaced = turn.standing if any(step.over for step in steps) else ()
        for unneeded in replaced[len(steps) :]:
            await self._take_away(sender, turn, unneeded.message)
        if turn.left and turn.pressed and all(step.over != turn.pressed for step in steps):
            await sender.edit(place, turn.pressed, turn.left)

    async def _put(self, sender: Sender, turn: Turn, place: Place, step: Step) -> None:
        """Send or edit one message; what it could not be put in the place of goes.

        A file cannot become a text, nor a text a file. A keyboard alone is left out.
        """
        if step.over is not None and step.message.file is None:
            message = await sender.edit(place, step.over, step.message)
        else:
            is_there = step.message.text or step.message.file
            message = await sender.send(place, step.message) if is_there else None
        await self._note(turn, step, message)
        if step.over is not None and message not in {None, step.over}:
            await self._take_away(sender, turn, step.over)

    async def _take_away(self, sender: Sender, turn: Turn, message: int) -> None:
        """Delete a message of ours, and forget what it held."""
        await sender.delete(turn.place.chat, message)
        await self._state.sent.do(Sent.forget, turn.asks.chat, message)

    async def _note(self, turn: Turn, step: Step, message: int | None) -> None:
        """Keep which message holds the answer, for edits and reactions."""
        if message is None or turn.asks.group or not (turn.question or step.answer_id):
            return
        noted = SentMessage(message, turn.question, step.answer_id)
        await self._state.sent.do(Sent.note, turn.owner, noted)


def _over_standing(steps: Sequence[Step], standing: Sequence[SentMessage]) -> list[Step]:
    """The steps, the first of them in the place of what stands."""
    return [
        replace(step, over=standing[place].message) if place < len(standing) else step
        for place, step in enumerate(steps)
    ]


def _titled(replies: Sequence[Reply], title: str) -> list[Reply]:
    """The replies, the first below a title when there is one."""
    if not replies or not title:
        return list(replies)
    heading = Paragraph((Span(title, italic=True),))
    first = replace(replies[0], paragraphs=(heading, *replies[0].paragraphs))
    return [first, *replies[1:]]
