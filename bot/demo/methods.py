"""The methods of the Bot API that the emulator plays, and the rules of each.

Each takes the world, with its lock held, and the parameters of the call; it returns the `result`
and what Telegram would not complain of but should be known.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.demo import entities, keyboards
from bot.demo.messages import Message
from bot.demo.parameters import Parameters
from bot.demo.refusals import Refused, bad_request
from bot.demo.world import BOT, PRESS_PATIENCE, TYPING_LASTS, Chat, World

LARGEST_DOWNLOAD: Final = 20_000_000  # bytes
LARGEST_UPLOAD: Final = 50_000_000  # bytes
LONGEST_PRESS_ANSWER: Final = 200  # characters
CHAT_ACTIONS: Final = frozenset(
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
        "upload_document", "choose_sticker", "find_location", "record_video_note",
        "upload_video_note",
    }
)  # fmt: skip

Result = tuple[Any, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Method:
    """A method and the names of the parameters that it knows."""

    run: Callable[[World, Parameters], Result]
    names: frozenset[str]


def get_me(_world: World, _parameters: Parameters) -> Result:
    """Return the bot itself."""
    abilities = ("can_read_all_group_messages", "supports_inline_queries")
    return {**BOT.as_json(), "can_join_groups": True, **dict.fromkeys(abilities, False)}, ()


def delete_webhook(world: World, parameters: Parameters) -> Result:
    """Take the webhook away; drop what waits when asked to."""
    world.webhook = ""
    if parameters.flag("drop_pending_updates"):
        world.updates.forget()
    return True, ()


def get_webhook_info(world: World, _parameters: Parameters) -> Result:
    """Return the webhook, "" for none, and how many updates wait."""
    info = {"url": world.webhook, "has_custom_certificate": False}
    return {**info, "pending_update_count": world.updates.pending}, ()


def send_message(world: World, parameters: Parameters) -> Result:
    """Send a text with entities and buttons."""
    chat = world.chat(parameters.text("chat_id"))
    text, rows, remarks = _content(parameters)
    answered = _answered(chat, parameters.nested("reply_parameters"))
    draft = Message(
        0,
        chat.person,
        BOT,
        text.text,
        0,
        entities=text.entities,
        rows=rows,
        answers=answered,
        silent=parameters.flag("disable_notification"),
    )
    return world.add(chat, draft).as_json(), remarks


def send_document(world: World, parameters: Parameters) -> Result:
    """Send a file, which comes in the body of the call."""
    chat = world.chat(parameters.text("chat_id"))
    file = parameters.file("document")
    if file is None or not file.content:
        raise bad_request("there is no document in the request")
    if len(file.content) > LARGEST_UPLOAD:
        raise Refused(413, "Request Entity Too Large")
    answered = _answered(chat, parameters.nested("reply_parameters"))
    kept = world.keep(file)
    draft = Message(
        0,
        chat.person,
        BOT,
        "",
        0,
        file=kept,
        answers=answered,
        silent=parameters.flag("disable_notification"),
    )
    return world.add(chat, draft).as_json(), ()


def edit_message_text(world: World, parameters: Parameters) -> Result:
    """Replace text, entities and buttons; without `reply_markup` the buttons go."""
    chat, message = _own(world, parameters, "edit")
    if message.file is not None:
        raise bad_request("there is no text in the message to edit")
    text, rows, remarks = _content(parameters)
    wanted = replace(message, text=text.text, entities=text.entities, rows=rows)
    return _changed(world, chat, message, wanted), remarks


def edit_message_reply_markup(world: World, parameters: Parameters) -> Result:
    """Replace the buttons."""
    chat, message = _own(world, parameters, "edit")
    rows, remarks = keyboards.accept(parameters.nested("reply_markup"))
    return _changed(world, chat, message, replace(message, rows=rows)), remarks


def delete_message(world: World, parameters: Parameters) -> Result:
    """Delete a message."""
    chat, message = _own(world, parameters, "delete")
    del chat.messages[message.id]
    world.touch()
    return True, ()


def send_chat_action(world: World, parameters: Parameters) -> Result:
    """Show for five seconds that the bot is busy."""
    chat = world.chat(parameters.text("chat_id"))
    if parameters.text("action") not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.typing_until = world.clock() + TYPING_LASTS
    world.touch()
    return True, ()


def answer_callback_query(world: World, parameters: Parameters) -> Result:
    """Answer a press once, within 15 seconds."""
    if len(parameters.text("text")) > LONGEST_PRESS_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    press = world.presses.get(parameters.text("callback_query_id"))
    late = press is not None and world.clock() - press.at > PRESS_PATIENCE
    if press is None or late or press.answer is not None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    press.answer = parameters.text("text")
    world.touch()
    return True, ()


def leave_chat(world: World, parameters: Parameters) -> Result:
    """Leave a group."""
    chat = world.chat(parameters.text("chat_id"))
    if chat.group is None:
        raise bad_request("chat member status can't be changed in private chats")
    chat.is_left = True
    world.touch()
    return True, ()


def get_file(world: World, parameters: Parameters) -> Result:
    """Return where a file can be fetched; over 20 MB it cannot."""
    found = [path for path in world.files if path.endswith(f"/{parameters.text('file_id')}")]
    if not found:
        raise bad_request("invalid file_id")
    size = len(world.files[found[0]])
    if size > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    file_id = parameters.text("file_id")
    file = {"file_id": file_id, "file_unique_id": file_id, "file_size": size}
    return {**file, "file_path": found[0]}, ()


def get_chat(world: World, parameters: Parameters) -> Result:
    """Return what a bot may know of a person's chat."""
    person = world.chat(parameters.text("chat_id")).person
    limits = {"accent_color_id": 0, "max_reaction_count": 11}
    gifts = dict.fromkeys(
        (
            "unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription",
            "gifts_from_channels",
        ),
        False,
    )  # fmt: skip
    return {**person.as_chat(), **limits, "accepted_gift_types": gifts}, ()


def _content(parameters: Parameters) -> tuple[entities.Text, keyboards.Rows, tuple[str, ...]]:
    """Text, buttons and remarks of a message that is sent or edited."""
    if parameters.text("parse_mode"):
        raise bad_request("emulator: send entities, not a parse_mode")
    text = entities.accept(parameters.text("text"), parameters.nested("entities"))
    rows, remarks = keyboards.accept(parameters.nested("reply_markup"))
    return text, rows, text.remarks + remarks


def _answered(chat: Chat, reply: Any) -> int | None:
    """The message that this one answers; None when it is gone and that was allowed."""
    if reply is None:
        return None
    if not isinstance(reply, dict) or not isinstance(reply.get("message_id"), int):
        raise bad_request("message identifier is not specified")
    answered: int = reply["message_id"]
    if answered in chat.messages:
        return answered
    if not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return None


def _own(world: World, parameters: Parameters, verb: str) -> tuple[Chat, Message]:
    """The chat and the bot's own message that a call is about."""
    chat = world.chat(parameters.text("chat_id"))
    if not parameters.text("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(parameters.integer("message_id"))
    if message is None:
        raise bad_request(f"message to {verb} not found")
    if message.sender != BOT and verb == "edit":
        raise bad_request("message can't be edited")
    return chat, message


def _changed(world: World, chat: Chat, message: Message, wanted: Message) -> dict[str, Any]:
    """The edited message; an edit that changes nothing is refused."""
    if wanted == message:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message"
        )
    return world.change(chat, wanted).as_json()
