"""The other side of a chat: what a person does, for tests to write down as sentences."""

import asyncio
from typing import Any, Final

from bot.demo import doings
from bot.demo.keyboards import Button
from bot.demo.messages import File, Message, User
from bot.demo.world import BOT, Chat, Press, Said, World

PATIENCE: Final = 20.0  # seconds that a test waits for the bot


class Person:
    """Somebody with a private chat with the bot."""

    def __init__(self, world: World, user: User) -> None:
        self._world = world
        self._seen: set[int] = set()
        self.user = user

    @property
    def id(self) -> int:
        """The id of the person and of the chat."""
        return self.user.id

    @property
    def messages(self) -> list[Message]:
        """All messages in the chat as they are now, oldest first."""
        with self._world.changed:
            return list(self._world.chats[self.id].messages.values())

    @property
    def waited(self) -> float:
        """Seconds from what was last sent to the bot's last message, by the emulator's clock."""
        with self._world.changed:
            chat = self._world.chats[self.id]
            return chat.sent[-1] - chat.received[-1]

    @property
    def menu(self) -> list[str]:
        """The commands that this person's menu shows, without their slash."""
        with self._world.changed:
            return [each["command"] for each in self._world.commands_for(self.user)]

    def sends(self, text: str, seconds_ago: int = 0) -> Message:
        """Send a text or a command; Telegram may have kept it for some time."""
        return self._world.says(self.user, Said(text, seconds_ago=seconds_ago))

    def sends_file(self, name: str, content: bytes, caption: str = "") -> Message:
        """Send a document."""
        return self._world.says(self.user, Said(caption, File("", name, content)))

    def edits(self, message: Message, text: str) -> Message:
        """Change a message of one's own."""
        return doings.edit(self._world, message, text)

    def reacts(self, message: Message, emoji: str) -> None:
        """Put an emoji below a message."""
        doings.react(self._world, self.user, message, emoji)

    def founds(self, title: str) -> "GroupChat":
        """Make a group and bring the bot into it."""
        chat = self._world.group(self.user, title)
        doings.bring_bot(self._world, chat)
        return GroupChat(self._world, chat)

    def presses(self, button: Button | str) -> Press:
        """Press a button, or the newest one with this label; an old button can be pressed too."""
        for message in reversed(self.messages):
            for known in message.buttons:
                if known.data is not None and button in (known, known.label):
                    return self._world.presses_button(message, known.data)
        raise AssertionError(f"there is no button {button!r} to press in the chat")

    def presses_late(self, message: Message, data: str) -> Press:
        """Press a button of a message that may have lost it, or be gone."""
        return self._world.presses_button(message, data)

    def blocks(self) -> None:
        """Block the bot, until the person writes again."""
        with self._world.changed:
            self._world.chats[self.id].blocked = True

    def deletes(self, message: Message) -> None:
        """Delete a message; bots are not told."""
        with self._world.changed:
            self._world.chats[self.id].messages.pop(message.id, None)
            self._world.touch()

    async def replies(self, number: int = 1, patience: float = PATIENCE) -> list[Message]:
        """Return the bot's next messages, each once; raise AssertionError after `patience` s."""
        await asyncio.to_thread(self._wait, lambda: len(self._unseen()) >= number, patience)
        found = self._unseen()[:number]
        if len(found) < number:
            raise AssertionError(
                f"the bot sent {len(found)} of {number} messages in {patience} s; "
                f"refused: {[(c.method, c.refused) for c in self._world.calls if c.refused]}"
            )
        self._seen.update(message.id for message in found)
        return found

    async def reply(self) -> Message:
        """Return the bot's next message."""
        return (await self.replies(1))[0]

    async def edited(self, message: Message, patience: float = PATIENCE) -> Message:
        """Return a message once it differs from what it was."""
        messages = self._world.chats[self.id].messages

        def differs() -> bool:
            return messages.get(message.id) != message

        await asyncio.to_thread(self._wait, differs, patience)
        now = messages.get(message.id)
        if now is None or now == message:
            raise AssertionError(f"the bot left the message as it was for {patience} s")
        return now

    async def answered(self, press: Press, patience: float = PATIENCE) -> str:
        """Return what the bot answered to a press ("": nothing to read)."""
        await asyncio.to_thread(self._wait, lambda: press.answer is not None, patience)
        if press.answer is None:
            raise AssertionError(f"the bot left a press unanswered for {patience} s")
        return press.answer

    def _unseen(self) -> list[Message]:
        """What the bot sent and no test has asked for yet."""
        return [m for m in self.messages if m.sender == BOT and m.id not in self._seen]

    def _wait(self, happened: Any, patience: float) -> None:
        """Wait until something is so, or patience ends."""
        with self._world.changed:
            self._world.changed.wait_for(happened, patience)


class GroupChat:
    """A group with the bot in it; people take part by name."""

    def __init__(self, world: World, chat: Chat) -> None:
        self._world = world
        self._chat = chat

    @property
    def id(self) -> int:
        """The id of the group."""
        return self._chat.group.id if self._chat.group else 0

    @property
    def messages(self) -> list[Message]:
        """All messages as they are now, oldest first."""
        with self._world.changed:
            return list(self._chat.messages.values())

    @property
    def from_bot(self) -> list[Message]:
        """What the bot said here."""
        return [message for message in self.messages if message.sender == BOT]

    @property
    def is_left(self) -> bool:
        """Whether the bot has left."""
        return self._chat.is_left

    def hears(self, person: Person, text: str, quoted: Message | None = None) -> Message:
        """Let a person say something here, perhaps in answer to a message."""
        return self._world.says(person.user, Said(text, quoted=quoted), self.id)

    async def until(self, happened: Any, patience: float = PATIENCE) -> None:
        """Wait until something is so; raise AssertionError after `patience` seconds."""

        def wait() -> bool:
            with self._world.changed:
                return bool(self._world.changed.wait_for(happened, patience))

        if not await asyncio.to_thread(wait):
            raise AssertionError(f"it did not happen in {patience} s")
