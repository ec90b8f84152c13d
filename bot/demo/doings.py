"""What else a person does in a chat than say something: change it, react, bring the bot along."""

from dataclasses import replace
from typing import Any

from bot.demo.messages import Message, User, entities_in
from bot.demo.refusals import bad_request
from bot.demo.world import BOT, Chat, World, now


def edit(world: World, message: Message, text: str) -> Message:
    """Let a person change a message of theirs, and tell the bot."""
    with world.changed:
        chat = _chat_of(world, message)
        edited = replace(message, text=text, entities=entities_in(text), edited=now())
        chat.messages[message.id] = edited
        chat.received.append(world.clock())
        world.updates.add("edited_message", edited.as_json())
        world.touch()
        return edited


def react(world: World, person: User, message: Message, emoji: str) -> None:
    """Let a person put an emoji below a message, instead of any other ("": take it back)."""
    with world.changed:
        chat = _chat_of(world, message)
        current = chat.messages[message.id]
        chat.messages[message.id] = replace(current, reaction=emoji)
        reaction: dict[str, Any] = {
            "chat": (message.group or message.person).as_chat(),
            "message_id": message.id,
            "user": person.as_json(),
            "date": now(),
            "old_reaction": _reactions(current.reaction),
            "new_reaction": _reactions(emoji),
        }
        chat.received.append(world.clock())
        world.updates.add("message_reaction", reaction)
        world.touch()


def bring_bot(world: World, chat: Chat) -> None:
    """Tell the bot that it has become a member of a group."""
    if chat.group is None:
        raise bad_request("this is no group")

    def member(status: str) -> dict[str, Any]:
        return {"user": BOT.as_json(), "status": status}

    with world.changed:
        chat.is_left = False
        chat.received.append(world.clock())
        changed = {
            "chat": chat.group.as_chat(),
            "from": chat.person.as_json(),
            "date": now(),
            "old_chat_member": member("left"),
            "new_chat_member": member("member"),
        }
        world.updates.add("my_chat_member", changed)
        world.touch()


def _chat_of(world: World, message: Message) -> Chat:
    return world.chats[message.group.id if message.group else message.person.id]


def _reactions(emoji: str) -> list[dict[str, str]]:
    return [{"type": "emoji", "emoji": emoji}] if emoji else []
