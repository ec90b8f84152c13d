"""What of a group is for us: a command, a mention, or a reply to a message of ours; nothing else.

Whatever else is said there is neither answered nor stored, and who speaks as a channel or as the
group itself is nobody that we know.
"""

from typing import Final

from telegram import Bot, Message, MessageEntity

GROUPS: Final = ("group", "supergroup")


def said_to_us(message: Message, bot: Bot) -> str | None:
    """Return what a message in a group asks of us, without our name; None: it is not for us."""
    if message.sender_chat or message.via_bot or message.forward_origin or not message.text:
        return None
    mention = f"@{bot.username}".casefold()
    for entity, words in message.parse_entities().items():
        if entity.type == MessageEntity.MENTION and words.casefold() == mention:
            return " ".join(message.text.replace(words, " ").split())
        if entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0:
            name, at, whom = words.partition("@")
            if not at or whom.casefold() == bot.username.casefold():
                return f"{name}{message.text[len(words) :]}"
            return None
    answered = message.reply_to_message
    if answered and answered.from_user and answered.from_user.id == bot.id:
        return message.text
    return None
